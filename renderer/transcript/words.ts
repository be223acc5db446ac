// Small helpers that the parts of the transcript share.
/** A score from 0 to 1 with two digits in the person's locale. */
export const score = (value: number): string => SCORE.format(value)
const SCORE = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** "1 message", "1,204 messages". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`
