// What the reader answers about review sets with the list's own search: which conversations a new set would hold, and ids for bulk acts.
import type { BandLimits } from '../../shared/domain'
import type { ReadableDatabase } from '../database/open'
import type { Handlers } from '../rpc'
import { drawItems } from './draw'
import { reasonOf } from './reason'
import type { Drawn } from './sample'

interface OpenWorkspace {
  readonly database: ReadableDatabase
  readonly bands: BandLimits
  /** As the reader's search has it: this folder does not know the search. */
  readonly search: { ids(resultSet: string): ArrayLike<number> }
}

type SetQuery = 'review.draw' | 'review.reason' | 'conversations.ids'

export function setQueries(open: () => OpenWorkspace): Pick<Handlers<'reader'>, SetQuery> {
  return {
    'conversations.ids': (_call, { resultSet }) => Array.from(open().search.ids(resultSet)),
    'review.draw': (_call, { resultSet, size, seed }) => {
      const { database, search, bands } = open()
      const ids = search.ids(resultSet)
      const items: readonly Drawn[] = drawItems(database, ids, { size, seed, bands })
      return { population: ids.length, items }
    },
    'review.reason': (_call, { conversationId }) => reasonOf(open().database, conversationId, open().bands)
  }
}
