// `suggestions`: the knowledge gaps of a workspace, the most valuable first; the same groups as the window's.
import { AppError } from '../../shared/errors'
import { SIMILARITY, THRESHOLDS } from '../../shared/improve'
import { SUGGESTION_COLUMNS } from '../../shared/suggestion-columns'
import { createAskedStore } from '../insights/asked-questions'
import { createSuggestions } from '../insights/suggestions'
import { agentNamed } from './agents'
import { type Command, flag, text, type Values } from './command'
import { formatOf, rowWriter } from './formats'
import { withReadable } from './workspace'

export const suggestionsCommand: Command = {
  name: 'suggestions',
  usage: `--workspace W [--threshold ${THRESHOLDS.join('|')}] [--similarity 0.55] [--agent NAME] [--limit n] [--format table|csv|json|jsonl] [--json]`,
  summary: 'Questions that were answered weakly, in groups, the most valuable first.',
  options: {
    threshold: { type: 'string' },
    similarity: { type: 'string' },
    agent: { type: 'string' },
    limit: { type: 'string' },
    format: { type: 'string' }
  },
  run: (_words, values, surroundings) =>
    withReadable(values, surroundings, async (database) => {
      const format = formatOf(text(values, 'format'), flag(values, 'json'))
      const limit = numberOf(values, 'limit', Number.POSITIVE_INFINITY, { from: 0, to: Number.POSITIVE_INFINITY })
      const agent = text(values, 'agent')
      const { signal } = surroundings
      const list = await createSuggestions(database, createAskedStore(database)).compute(
        {
          threshold: thresholdOf(text(values, 'threshold')),
          similarity: numberOf(values, 'similarity', SIMILARITY.default, { from: SIMILARITY.min, to: SIMILARITY.max }),
          agentId: agent === undefined ? null : agentNamed(database, agent)
        },
        { signal, progress: () => undefined }
      )
      const writer = rowWriter(
        format,
        SUGGESTION_COLUMNS.map(({ name }) => name)
      )
      const rows = list.suggestions
        .slice(0, limit)
        .map((suggestion) => SUGGESTION_COLUMNS.map(({ of }) => of(suggestion)))
      await surroundings.out(writer.begin() + writer.rows(rows, true) + writer.end())
      return 0
    })
}

function thresholdOf(word = 'balanced') {
  const found = THRESHOLDS.find((one) => one === word)
  if (found) return found
  throw new AppError('invalid-input', `There is no threshold “${word}”. Thresholds: ${THRESHOLDS.join(', ')}.`)
}

function numberOf(
  values: Values,
  name: string,
  fallback: number,
  { from, to }: { readonly from: number; readonly to: number }
): number {
  const written = text(values, name)
  if (written === undefined) return fallback
  const number = Number(written)
  if (number >= from && number <= to) return number
  const most = Number.isFinite(to) ? ` to ${to}` : ' or more'
  throw new AppError('invalid-input', `“${written}” is not understood: --${name} takes ${from}${most}.`)
}
