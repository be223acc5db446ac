// Dates, hours and weekdays of a conversation or a message, in the person's time zone.
import { momentAgo, readDate, type TimeSpan } from '../../shared/query/dates'
import { weekdayOf } from '../../shared/query/fields'
import { readHour } from '../../shared/query/numbers'
import type { Condition } from '../../shared/query/query'
import { code, join, type Sql, sql } from '../database/sql'
import type { CompileContext } from './compile-context'
import { anyOf, cannotAsk } from './compile-values'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** The two ends of what is asked about: one column twice for a message. */
interface Ends {
  readonly start: Sql
  readonly end: Sql
}
const CONVERSATION: Ends = { start: code('c.started_at'), end: code('coalesce(c.last_at, c.started_at)') }
const STARTED: Ends = { start: code('c.started_at'), end: code('c.started_at') }
const MESSAGE: Ends = { start: code('m.sent_at'), end: code('m.sent_at') }

/** `date`, `after`, `before`, `newer_than`, `older_than`: the conversation overlaps the time asked for; the message lies in it. */
export function dateIs(condition: Condition, context: CompileContext, ofMessage: boolean): Sql {
  const ends = ofMessage ? MESSAGE : CONVERSATION
  const { clock } = context
  const read = (value: string): TimeSpan => readDate(value, clock) ?? cannotAsk(condition)
  const ago = (value: string): number => momentAgo(value, clock) ?? cannotAsk(condition)
  switch (condition.field) {
    case 'after':
      return anyOf(condition.values.map((value) => sql`${ends.end} >= ${read(value).from}`))
    case 'before':
      return anyOf(condition.values.map((value) => sql`${ends.start} < ${read(value).from}`))
    case 'newer_than':
      return anyOf(condition.values.map((value) => sql`${ends.end} >= ${ago(value)}`))
    case 'older_than':
      return anyOf(condition.values.map((value) => sql`${ends.start} < ${ago(value)}`))
    default:
      return spanIs(condition, ends, read)
  }
}

/** `started`: the conversation began in the time asked for, wherever it ended. */
export function startedIs(condition: Condition, context: CompileContext): Sql {
  return spanIs(condition, STARTED, (value) => readDate(value, context.clock) ?? cannotAsk(condition))
}

function spanIs({ op, values, ...rest }: Condition, ends: Ends, read: (value: string) => TimeSpan): Sql {
  const [first = '', second = ''] = values
  const overlaps = (from: number | null, to: number | null) =>
    join(
      [...(from === null ? [] : [sql`${ends.end} >= ${from}`]), ...(to === null ? [] : [sql`${ends.start} < ${to}`])],
      ' AND '
    )
  switch (op) {
    case 'is':
      return anyOf(values.map(read).map(({ from, to }) => sql`(${overlaps(from, to)})`))
    case 'gt':
      return overlaps(read(first).to, null)
    case 'gte':
      return overlaps(read(first).from, null)
    case 'lt':
      return overlaps(null, read(first).from)
    case 'lte':
      return overlaps(null, read(first).to)
    case 'between': {
      const isOpen = (value: string) => value.trim() === '*'
      return sql`(${overlaps(isOpen(first) ? null : read(first).from, isOpen(second) ? null : read(second).to)})`
    }
    case 'exists':
      return sql`${ends.start} IS NOT NULL`
    default:
      return cannotAsk({ op, values, ...rest })
  }
}

/** The hour (0-23) of the start of a conversation or of a message. `22..6` goes over midnight. */
export function hourIs(condition: Condition, context: CompileContext, ofMessage: boolean): Sql {
  const hour = sql`(${floorModulo(localTime(context, ofMessage), DAY_MS)} / ${HOUR_MS})`
  const read = (value: string) => readHour(value) ?? cannotAsk(condition)
  return ringIs(hour, condition, read, 23)
}

/** The day of the week. `fri..mon` goes over Sunday. */
export function weekdayIs(condition: Condition, context: CompileContext, ofMessage: boolean): Sql {
  const local = localTime(context, ofMessage)
  // 1 January 1970 was a Thursday: three days after Monday.
  const days = sql`((${local} - ${floorModulo(local, DAY_MS)}) / ${DAY_MS} + 3)`
  return ringIs(floorModulo(days, 7), condition, weekdayOf, 6)
}

function ringIs(number: Sql, condition: Condition, read: (value: string) => number, last: number): Sql {
  const { op, values } = condition
  const end = (value: string, open: number) => (value.trim() === '*' ? open : read(value))
  const [first = 0, second = 0] =
    op === 'between' ? [end(values[0] ?? '', 0), end(values[1] ?? '', last)] : values.map(read)
  switch (op) {
    case 'is':
      return anyOf(values.map((value) => sql`${number} = ${read(value)}`))
    case 'gt':
      return sql`${number} > ${first}`
    case 'gte':
      return sql`${number} >= ${first}`
    case 'lt':
      return sql`${number} < ${first}`
    case 'lte':
      return sql`${number} <= ${first}`
    case 'between':
      return first <= second
        ? sql`${number} BETWEEN ${first} AND ${second}`
        : sql`(${number} >= ${first} OR ${number} <= ${second})`
    default:
      return cannotAsk(condition)
  }
}

/** Wall-clock milliseconds: the offset is looked up in the zone's changes over the data, a handful of comparisons. */
function localTime(context: CompileContext, ofMessage: boolean): Sql {
  const time = ofMessage ? MESSAGE.start : STARTED.start
  const [first, ...changes] = context.offsets()
  let offset = sql`${first?.offset ?? 0}`
  for (const change of changes)
    offset = sql`CASE WHEN ${time} >= ${change.from} THEN ${change.offset} ELSE ${offset} END`
  return sql`(${time} + ${offset})`
}

/** SQLite's % takes the sign of its left side; times before 1970 are negative. */
function floorModulo(number: Sql, by: number): Sql {
  return sql`((${number} % ${by} + ${by}) % ${by})`
}
