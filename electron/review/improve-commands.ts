// What the writer answers about suggestions and Q&A pairs.
import type { Table } from '../../shared/contract'
import type { WritableDatabase } from '../database/open'
import type { Handlers } from '../rpc'
import { judgeAsked } from './judge-asked'
import { deletePairs, savePair, setLiveSince, setPairState } from './qa-pairs'
import { decideSuggestion } from './suggestion-decisions'

type ImproveCommand =
  | 'suggestions.decide'
  | 'qa.save'
  | 'qa.setState'
  | 'qa.setLiveSince'
  | 'qa.delete'
  | 'qa.removeReference'
  | 'asked.judge'

/** `changing` runs work that changes tables and tells the windows of it. */
export function improveCommands(
  changing: <T>(tables: readonly Table[], work: (database: WritableDatabase) => T) => Promise<T>
): Pick<Handlers<'writer'>, ImproveCommand> {
  const actor = (reviewer: string) => ({ reviewer, now: Date.now() })
  return {
    'suggestions.decide': (_call, { decision, reviewer }) =>
      changing(['improve'], (database) => decideSuggestion(database, decision, actor(reviewer))),
    'qa.save': (_call, { id, pair, reviewer }) =>
      // A new draft shows in the list of conversations; what is typed into it later does not.
      changing(id === null ? ['improve', 'review'] : ['improve'], (database) =>
        savePair(database, id, pair, actor(reviewer))
      ),
    'qa.setState': (_call, { ids, state, reviewer }) =>
      changing(['improve', 'review'], (database) => setPairState(database, ids, state, actor(reviewer))),
    'qa.setLiveSince': (_call, { id, at, reviewer }) =>
      changing(['improve', 'review'], (database) => setLiveSince(database, id, at, actor(reviewer))),
    'qa.delete': (_call, { ids, reviewer }) =>
      changing(['improve', 'review'], (database) => deletePairs(database, ids, actor(reviewer))),
    'asked.judge': (_call, { id, verdict, reviewer }) =>
      changing(['improve', 'review'], (database) => judgeAsked(database, id, verdict, actor(reviewer))),
    'qa.removeReference': (_call, { list }) =>
      changing(['improve'], (database) => {
        database.transaction(() => database.prepare('DELETE FROM qa_reference WHERE list = ?').run(list))
      })
  }
}
