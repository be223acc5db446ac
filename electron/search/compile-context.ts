// What the compiler needs besides the filter: the clock, the person, the band limits, and the span of time the data is in.
import { type BandLimits, DEFAULT_BAND_LIMITS } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import type { QueryContext } from '../../shared/query/context'
import type { Clock } from '../../shared/query/dates'
import { isTimeZone, type OffsetSpan, offsetsBetween } from '../../shared/query/time-zone'
import type { ReadableDatabase } from '../database/open'

export interface CompileContext {
  readonly clock: Clock
  readonly reviewer: string
  readonly bands: BandLimits
  /** The zone's offsets over all times in the data, for hours and weekdays; read when first asked for. */
  readonly offsets: () => readonly OffsetSpan[]
  /** Only messages with these ids, both ends included, where a query is answered slice by slice. */
  readonly messages?: { readonly from: number; readonly to: number }
  /** Text is read in the message and not asked of the index, where few messages are looked at. */
  readonly readsText?: boolean
}

/** `kept` holds what is dear to find out, until an import changes the data. Throws `invalid-query` for an unknown time zone. */
export function compileContext(
  database: ReadableDatabase,
  context: QueryContext,
  kept: Map<string, unknown> = new Map()
): CompileContext {
  const { timeZone } = context
  if (!isTimeZone(timeZone))
    throw new AppError('invalid-query', `“${timeZone}” is no time zone. Choose one in Settings.`)
  return {
    clock: { now: context.now ?? Date.now(), timeZone },
    reviewer: context.reviewer ?? '',
    bands: context.bands ?? DEFAULT_BAND_LIMITS,
    offsets: () => {
      const key = `offsets ${timeZone}`
      const known = kept.get(key) as readonly OffsetSpan[] | undefined
      const offsets = known ?? offsetsOfData(database, timeZone)
      kept.set(key, offsets)
      return offsets
    }
  }
}

function offsetsOfData(database: ReadableDatabase, timeZone: string): readonly OffsetSpan[] {
  const span = database
    .prepare(
      `SELECT (SELECT min(started_at) FROM conversation) AS first, (SELECT max(started_at) FROM conversation) AS newest,
         (SELECT max(last_at) FROM conversation) AS last`
    )
    .get<{ readonly first: number | null; readonly newest: number | null; readonly last: number | null }>()
  const first = span?.first ?? 0
  // A wrong clock in the data must not make this walk through thousands of years.
  const last = Math.min(Math.max(span?.newest ?? 0, span?.last ?? 0), first + 200 * 366 * 86_400_000)
  return offsetsBetween(first, last, timeZone)
}
