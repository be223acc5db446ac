// The words and small helpers that the parts of the transcript share.
import type { Band, Role } from '../../shared/domain'

export const ROLE_WORDS = {
  customer: 'Customer',
  agent: 'Agent',
  human: 'Human',
  system: 'System'
} as const satisfies Record<Role, string>

export const BAND_WORDS = { high: 'High', medium: 'Medium', low: 'Low', none: 'None' } as const satisfies Record<
  Band,
  string
>

/** A score from 0 to 1 with two digits in the person's locale. */
export const score = (value: number): string => SCORE.format(value)
const SCORE = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** "1 message", "1,204 messages". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`

export const capital = (word: string): string => word.charAt(0).toLocaleUpperCase() + word.slice(1)
