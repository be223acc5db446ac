// What the dates of a file leave open: which of day and month comes first, and whose clock the times are from.
import type { ImportQuestion, Mapping } from '../../shared/import-plan'
import type { DateEvidence } from '../ingest/timestamps'

/** Times of one kind: a column, or everything a JSON file tells. */
export interface TimeValues {
  /** Null where they are no column. */
  readonly name: string | null
  readonly values: readonly string[]
  readonly dates: DateEvidence
}

export interface DateQuestions {
  /** Where the values say it themselves, and it is not the year that comes first. */
  readonly order: Mapping['dateOrder']
  readonly isOrderOpen: boolean
  readonly questions: readonly ImportQuestion[]
}

/** Order of day and month and the zone, over all times of the file together. */
export function dateQuestions(times: readonly TimeValues[]): DateQuestions {
  const questions: ImportQuestion[] = []
  const orders = times.map(({ dates }) => dates.orders).filter((found) => found.length > 0)
  const possible = (['dmy', 'mdy', 'ymd'] as const).filter((one) => orders.every((found) => found.includes(one)))
  const examples = times.flatMap(({ dates }) => dates.examples).slice(0, 5)
  const order = orders.length > 0 && possible.length === 1 ? possible[0] : undefined
  // Dates in several forms may fit no order together; those that can be read in two ways are asked about all the same.
  const isOrderOpen = order === undefined && examples.length > 0
  if (isOrderOpen) {
    const text = `Is “${examples[0] ?? ''}” written with the day first or the month first?`
    questions.push({ kind: 'date-order', text, examples })
  }
  const withoutZone = times.find(({ dates }) => dates.readable > 0 && !dates.hasZone)
  if (withoutZone) {
    const whose = withoutZone.name === null ? 'in this file' : `of “${withoutZone.name}”`
    const text = `In which time zone are the times ${whose}?`
    questions.push({ kind: 'time-zone', text, examples: [...new Set(withoutZone.values)].slice(0, 5) })
  }
  return { order: order === 'ymd' ? undefined : order, isOrderOpen, questions }
}
