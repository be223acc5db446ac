// Conditions that the typed arrays answer: the same meaning as compile-conversation.ts gives them in SQL, a hundred times as fast.
import { momentAgo, readDate, type TimeSpan } from '../../shared/query/dates'
import { choiceOf, FLAGS, weekdayOf } from '../../shared/query/fields'
import { readHour, readNumber, readScore } from '../../shared/query/numbers'
import type { Condition } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { matcherOf } from '../database/safe-pattern'
import { type Columns, HAS_CITATION, HAS_HUMAN, IS_CHANGED, IS_TEST, IS_UNANSWERED, type WordColumn } from './columns'
import type { CompileContext } from './compile-context'
import type { Entry } from './dictionary'

/** Whether a conversation satisfies the condition. */
export type Test = (id: number) => boolean

/** Null where the columns cannot tell. The condition has been checked before. */
export function columnTest(condition: Condition, columns: Columns, context: CompileContext): Test | null {
  switch (condition.field) {
    case 'channel':
    case 'status':
    case 'topic':
    case 'lang':
    case 'country':
    case 'agent':
    case 'origin':
      return wordTest(condition.field, condition, columns)
    case 'sentiment':
    case 'review':
    case 'last':
      return choiceTest(condition.field, condition, columns)
    case 'confidence':
      return confidenceTest(condition, columns, context)
    case 'feedback':
      return someOf(condition.values.map((value) => feedbackTest(choiceOf('feedback', value), columns)))
    case 'messages':
      return numberTest(condition, (id) => columns.messages[id] ?? 0, readNumber)
    case 'date':
    case 'after':
    case 'before':
    case 'newer_than':
    case 'older_than':
    case 'started':
      return dateTest(condition, columns, context)
    case 'hour':
    case 'weekday':
      return ringTest(condition, columns, context)
    case 'is':
      return someOf(condition.values.map((value) => flagTest(choiceOf('is', value), columns)))
    case 'has':
      return someOf(condition.values.map((value) => partTest(choiceOf('has', value), columns)))
    case 'no':
      return someOf(
        condition.values.map((value) => {
          const has = partTest(choiceOf('no', value), columns)
          return has && ((id) => !has(id))
        })
      )
    default:
      return null
  }
}

function someOf(tests: readonly (Test | null)[]): Test | null {
  const known = tests.filter((test) => test !== null)
  const [only] = known
  if (known.length < tests.length || !only) return null
  return known.length === 1 ? only : (id) => known.some((test) => test(id))
}

/** Columns whose value is never missing: `none` is then only a name. */
const NEVER_EMPTY: ReadonlySet<WordColumn> = new Set(['agent', 'origin'])

function wordTest(column: WordColumn, condition: Condition, columns: Columns): Test {
  const { codes, dictionary } = columns.words[column]
  const accepts = entryTest(condition, NEVER_EMPTY.has(column))
  const accepted = Uint8Array.from(dictionary.entries, (entry) => Number(accepts(entry)))
  return (id) => accepted[codes[id] ?? 0] === 1
}

export function entryTest({ op, values }: Condition, isNeverEmpty: boolean): (entry: Entry) => boolean {
  const folded = values.map(fold)
  const inEither = (fits: (word: string) => boolean) => (entry: Entry) =>
    (entry.word !== null && fits(entry.word)) || (entry.raw !== null && fits(entry.raw))
  switch (op) {
    case 'is': {
      const wantsNone = folded.includes('none') && !isNeverEmpty
      const named = inEither((word) => folded.includes(fold(word)))
      return (entry) => (wantsNone && entry.word === null) || named(entry)
    }
    case 'exact':
      return inEither((word) => values.includes(word))
    case 'starts':
      return inEither((word) => folded.some((start) => fold(word).startsWith(start)))
    case 'substring':
      return inEither((word) => folded.some((part) => fold(word).includes(part)))
    case 'matches': {
      const matchers = values.map(matcherOf)
      return inEither((word) => matchers.some((matches) => matches(word)))
    }
    default:
      return (entry) => entry.word !== null
  }
}

function choiceTest(column: WordColumn, condition: Condition, columns: Columns): Test {
  const wanted = condition.values.map((value) => choiceOf(condition.field, value))
  const { codes, dictionary } = columns.words[column]
  const accepted = Uint8Array.from(dictionary.entries, ({ word }) => Number(wanted.includes(word ?? 'none')))
  return (id) => accepted[codes[id] ?? 0] === 1
}

function confidenceTest(condition: Condition, columns: Columns, context: CompileContext): Test {
  const score: (id: number) => number = (id) => columns.confidence[id] ?? Number.NaN
  if (condition.op !== 'is') return numberTest(condition, score, readScore)
  const { medium, high } = context.bands
  const tests = condition.values.map((value): Test => {
    switch (choiceOf('confidence', value)) {
      case 'low':
        return (id) => score(id) < medium
      case 'medium':
        return (id) => score(id) >= medium && score(id) < high
      case 'high':
        return (id) => score(id) >= medium && score(id) >= high
      case 'none':
        return (id) => Number.isNaN(score(id))
      default: {
        const wanted = readScore(value)
        return (id) => score(id) === wanted
      }
    }
  })
  return (id) => tests.some((test) => test(id))
}

function feedbackTest(value: string, { up, down }: Columns): Test {
  if (value === 'up') return (id) => (up[id] ?? 0) > 0
  if (value === 'down') return (id) => (down[id] ?? 0) > 0
  return (id) => up[id] === 0 && down[id] === 0
}

/** Comparisons with NaN are false, as comparisons with null do not hold in SQL. */
function numberTest(
  { op, values }: Condition,
  of: (id: number) => number,
  read: (value: string) => number | null
): Test {
  const numbers = values.map((value) => read(value))
  const [first, second] = numbers
  const a = first ?? Number.NaN
  switch (op) {
    case 'is':
      return (id) => numbers.includes(of(id))
    case 'gt':
      return (id) => of(id) > a
    case 'gte':
      return (id) => of(id) >= a
    case 'lt':
      return (id) => of(id) < a
    case 'lte':
      return (id) => of(id) <= a
    case 'between': {
      const low = first ?? Number.NEGATIVE_INFINITY
      const high = second ?? Number.POSITIVE_INFINITY
      return (id) => of(id) >= low && of(id) <= high
    }
    default:
      return (id) => !Number.isNaN(of(id))
  }
}

function dateTest(condition: Condition, columns: Columns, { clock }: CompileContext): Test {
  const { startedAt, lastAt } = columns
  const start: (id: number) => number = (id) => startedAt[id] ?? Number.NaN
  const end =
    condition.field === 'started'
      ? start
      : (id: number) => {
          const last = lastAt[id] ?? Number.NaN
          return Number.isNaN(last) ? start(id) : last
        }
  const never: TimeSpan = { from: Number.NaN, to: Number.NaN }
  const spans = condition.values.map((value) => readDate(value, clock) ?? never)
  const moments = condition.values.map((value) => momentAgo(value, clock) ?? Number.NaN)
  const [first = never, second = never] = spans
  switch (condition.field) {
    case 'after':
      return (id) => spans.some(({ from }) => end(id) >= from)
    case 'before':
      return (id) => spans.some(({ from }) => start(id) < from)
    case 'newer_than':
      return (id) => moments.some((moment) => end(id) >= moment)
    case 'older_than':
      return (id) => moments.some((moment) => start(id) < moment)
  }
  switch (condition.op) {
    case 'gt':
      return (id) => end(id) >= first.to
    case 'gte':
      return (id) => end(id) >= first.from
    case 'lt':
      return (id) => start(id) < first.from
    case 'lte':
      return (id) => start(id) < first.to
    case 'between': {
      const isOpen = (i: number) => condition.values[i]?.trim() === '*'
      return (id) => (isOpen(0) || end(id) >= first.from) && (isOpen(1) || start(id) < second.to)
    }
    case 'exists':
      return (id) => !Number.isNaN(start(id))
    default:
      return (id) => spans.some(({ from, to }) => start(id) < to && end(id) >= from)
  }
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

function ringTest(condition: Condition, columns: Columns, context: CompileContext): Test {
  const isHour = condition.field === 'hour'
  const offsets = context.offsets()
  const local = (id: number): number => {
    const time = columns.startedAt[id] ?? Number.NaN
    let offset = offsets[0]?.offset ?? 0
    for (let i = 1; i < offsets.length; i++) {
      const change = offsets[i]
      if (!change || time < change.from) break
      offset = change.offset
    }
    return time + offset
  }
  const part = isHour
    ? (id: number) => Math.floor(modulo(local(id), DAY_MS) / HOUR_MS)
    : (id: number) => modulo(Math.floor(local(id) / DAY_MS) + 3, 7)
  const read = (value: string): number => (isHour ? (readHour(value) ?? Number.NaN) : weekdayOf(value))
  if (condition.op !== 'between') return numberTest(condition, part, read)
  const [from = '', to = ''] = condition.values
  const first = from.trim() === '*' ? 0 : read(from)
  const last = to.trim() === '*' ? (isHour ? 23 : 6) : read(to)
  return first <= last ? (id) => part(id) >= first && part(id) <= last : (id) => part(id) >= first || part(id) <= last
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by
}

const REVIEW_FLAGS: Readonly<Record<string, string>> = {
  reviewed: 'done',
  unreviewed: 'unreviewed',
  'in-review': 'in review',
  skipped: 'skipped',
  declined: 'declined'
}

function flagTest(value: string, columns: Columns): Test | null {
  const flag = FLAGS.find((known) => known === value)
  switch (flag) {
    case 'escalated':
      return ownWordTest('status', 'escalated', columns)
    case 'changed':
      return (id) => ((columns.flags[id] ?? 0) & IS_CHANGED) !== 0
    case 'unanswered':
      return (id) => ((columns.flags[id] ?? 0) & IS_UNANSWERED) !== 0
    case 'test':
      return (id) => ((columns.flags[id] ?? 0) & IS_TEST) !== 0
    default: {
      const state = REVIEW_FLAGS[value]
      return state === undefined ? null : ownWordTest('review', state, columns)
    }
  }
}

function ownWordTest(column: WordColumn, word: string, columns: Columns): Test {
  const { codes, dictionary } = columns.words[column]
  const accepted = Uint8Array.from(dictionary.entries, (entry) => Number(entry.word === word))
  return (id) => accepted[codes[id] ?? 0] === 1
}

function partTest(value: string, columns: Columns): Test | null {
  if (value === 'citation') return (id) => ((columns.flags[id] ?? 0) & HAS_CITATION) !== 0
  if (value === 'human') return (id) => ((columns.flags[id] ?? 0) & HAS_HUMAN) !== 0
  if (value === 'feedback') return (id) => (columns.up[id] ?? 0) > 0 || (columns.down[id] ?? 0) > 0
  return null
}
