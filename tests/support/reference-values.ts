// What values mean, slow and obvious: words, numbers, dates, hours, confidence.
import { type BandLimits, bandOf } from '../../shared/domain'
import { momentAgo, readDate } from '../../shared/query/dates'
import { choiceOf, weekdayOf } from '../../shared/query/fields'
import { readHour, readScore } from '../../shared/query/numbers'
import type { Condition } from '../../shared/query/query'
import { localTimeAt } from '../../shared/query/time-zone'
import { fold, tokenize } from '../../shared/search-text'

export interface Asker {
  readonly timeZone: string
  readonly now: number
  readonly reviewer: string
  readonly bands: BandLimits
}

const letters = (text: string) => [...text].map(fold).join('')

export function hasText({ op, values }: Condition, text: string): boolean {
  return values.some((value) => {
    const wanted = tokenize(value).map((t) => t.word)
    if ((op === 'contains' || op === 'starts') && wanted.length > 0) {
      const words = tokenize(text).map((t) => t.word)
      return words.some((_, i) =>
        wanted.every((w, k) =>
          op === 'starts' && k === wanted.length - 1 ? words[i + k]?.startsWith(w) : words[i + k] === w
        )
      )
    }
    if (op === 'exact') return text === value
    if (op === 'matches') return regex(value).test(text)
    return letters(text).includes(letters(value))
  })
}

export function regex(value: string): RegExp {
  const end = value.lastIndexOf('/')
  return new RegExp(value.slice(1, end), `${value.slice(end + 1)}${/\\p\{/.test(value) ? 'u' : ''}`)
}

export function isWord({ op, values }: Condition, word: string | null, noneIsEmpty = true): boolean {
  if (op === 'exists') return word !== null
  if (op === 'is' && noneIsEmpty && word === null && values.some((v) => fold(v) === 'none')) return true
  if (word === null) return false
  return values.some((value) => {
    switch (op) {
      case 'is':
        return fold(word) === fold(value)
      case 'exact':
        return word === value
      case 'starts':
        return fold(word).startsWith(fold(value))
      case 'substring':
        return fold(word).includes(fold(value))
      default:
        return regex(value).test(word)
    }
  })
}

export function isNumber(
  { op, values }: Condition,
  number: number | null,
  read: (v: string) => number | null
): boolean {
  if (number === null) return false
  const [a, b] = values.map((v) => (v === '*' ? null : read(v)))
  switch (op) {
    case 'is':
      return values.some((v) => read(v) === number)
    case 'gt':
      return number > a!
    case 'gte':
      return number >= a!
    case 'lt':
      return number < a!
    case 'lte':
      return number <= a!
    case 'between':
      return (a === null || number >= a!) && (b === null || number <= b!)
    default:
      return true
  }
}

export function isDate(condition: Condition, start: number | null, end: number | null, asker: Asker): boolean {
  if (start === null || end === null) return false
  const read = (v: string) => readDate(v, asker)!
  const { op, values } = condition
  switch (condition.field) {
    case 'after':
      return values.some((v) => end >= read(v).from)
    case 'before':
      return values.some((v) => start < read(v).from)
    case 'newer_than':
      return values.some((v) => end >= momentAgo(v, asker)!)
    case 'older_than':
      return values.some((v) => start < momentAgo(v, asker)!)
  }
  const [a, b] = values
  switch (op) {
    case 'is':
      return values.some((v) => start < read(v).to && end >= read(v).from)
    case 'gt':
      return end >= read(a!).to
    case 'gte':
      return end >= read(a!).from
    case 'lt':
      return start < read(a!).from
    case 'lte':
      return start < read(a!).to
    case 'between':
      return (a === '*' || end >= read(a!).from) && (b === '*' || start < read(b!).to)
    default:
      return true
  }
}

export function isOnRing(condition: Condition, time: number | null, asker: Asker): boolean {
  if (time === null) return false
  const local = localTimeAt(time, asker.timeZone)
  const isHour = condition.field === 'hour'
  const weekday = (new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay() + 6) % 7
  const part = isHour ? local.hour : weekday
  const read = (v: string) => (isHour ? readHour(v) : weekdayOf(v))
  if (condition.op !== 'between') return isNumber(condition, part, read)
  const [from, to] = condition.values
  const first = from === '*' ? 0 : read(from!)!
  const last = to === '*' ? (isHour ? 23 : 6) : read(to!)!
  return first <= last ? part >= first && part <= last : part >= first || part <= last
}

export function isConfidence(condition: Condition, score: number | null, asker: Asker): boolean {
  if (condition.op !== 'is') return isNumber(condition, score, readScore)
  return condition.values.some((v) => {
    const choice = choiceOf('confidence', v)
    return ['low', 'medium', 'high', 'none'].includes(choice)
      ? bandOf(score, asker.bands) === choice
      : score === readScore(v)
  })
}
