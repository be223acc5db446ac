// What a query needs to know of the person who asks: their time zone, name and limits, and when "today" is.
import { z } from 'zod'

export const contextSchema = z.object({
  /** IANA name; dates without an offset, hours and weekdays are read in it. */
  timeZone: z.string().max(64),
  /** When relative dates are counted from; the moment of opening unless given. A paged list keeps the one it was opened with. */
  now: z.number().int().optional(),
  /** Who `by:@me` is. */
  reviewer: z.string().max(80).optional(),
  /** Limits of the confidence bands, when the person changed them. */
  bands: z.object({ medium: z.number().min(0).max(1), high: z.number().min(0).max(1) }).optional()
})
/** Sent along with every query. */
export type QueryContext = z.output<typeof contextSchema>
