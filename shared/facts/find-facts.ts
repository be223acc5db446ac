// What a text states that can be checked letter by letter: numbers, prices, shares, lengths of time, dates, times of day, addresses.
import type { Span } from '../domain'
import { findPersonalData } from '../personal-data'
import { fold } from '../search-text'
import { findDates } from './dates'
import { alternatives, CURRENCY_CODES, DAY_KINDS, DIGITS, NUMBER_WORDS, readAmount, TIME_UNITS } from './numbers'

export const FACT_KINDS = ['url', 'date', 'time', 'price', 'percent', 'duration', 'number'] as const
export type FactKind = (typeof FACT_KINDS)[number]

export interface Fact extends Span {
  readonly kind: FactKind
  /** Only values of one unit are compared: a currency, `minute` or `month` for lengths of time, the counted word of a number. */
  readonly unit: string
  /** The same value written in another way is equal: two weeks are 14 days, 4,90 is 4.9. */
  readonly value: string
  /** The numbers as they stand there, ends of a range one by one; empty for dates, times and addresses. */
  readonly numbers: readonly number[]
}

const EDGE = String.raw`(?<![\p{L}\p{N}#_.,/:@-])`
const END = String.raw`(?![\p{L}\p{N}_]|[.,:/-]\d)`
const RANGE = String.raw`(?<from>${DIGITS})(?:\s?(?:-|–|—|to|bis|à|a|tot)\s?(?<to>${DIGITS}))?`
const MONEY = alternatives(CURRENCY_CODES.keys())
const UNITS = alternatives(TIME_UNITS.keys())

const URL = /\bhttps?:\/\/[^\s<>"'`)\]}|\\^]+|\bwww\.[^\s<>"'`)\]}|\\^]+/gi
const CLOCK = new RegExp(
  `${EDGE}(?:(?<hour>[01]?\\d|2[0-4])(?::(?<minute>[0-5]\\d))(?:\\s?(?<half>[ap])\\.?m\\b)?|(?<hour2>[01]?\\d)\\s?(?<half2>[ap])\\.?m\\b|(?<hour3>[01]?\\d|2[0-4])\\s(?:Uhr|o’clock|o'clock))${END}`,
  'giu'
)
const PRICE_BEHIND = new RegExp(`${EDGE}${RANGE}(?:\\s|\\u00a0)?(?<money>${MONEY})(?![\\p{L}\\p{N}])`, 'giu')
const PRICE_BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])(?<money>${MONEY})(?:\\s|\\u00a0)?${RANGE}${END}`, 'giu')
const PERCENT = new RegExp(`${EDGE}${RANGE}\\s?(?:%|percent\\b|per cent\\b|prozent\\b)`, 'giu')
const LENGTH = new RegExp(
  `${EDGE}${RANGE}(?:\\s|-|\\u00a0)?(?:(?:${DAY_KINDS})\\s)?(?<unit>${UNITS})(?![\\p{L}\\p{N}])`,
  'giu'
)
const LENGTH_IN_WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?<from>${alternatives(NUMBER_WORDS.keys())})(?:\\s?(?:-|–|to|or|bis|oder)\\s?(?<to>${alternatives(NUMBER_WORDS.keys())}))?[\\s-](?:(?:${DAY_KINDS})\\s)?(?<unit>${UNITS})(?![\\p{L}\\p{N}])`,
  'giu'
)
const NUMBER = new RegExp(
  `${EDGE}${RANGE}(?:(?<unit>kg|g|km|cm|mm|m|ml|l|mb|gb|°c?)(?![\\p{L}\\p{N}])|${END}(?:[ \\u00a0-](?<word>\\p{L}{2,}))?)`,
  'giu'
)
/** Numbers of a list, and what names one thing: `#1042`, `No. 17`. */
const NAMING =
  /^[ \t]*\d{1,3}[.)](?=\s)|#\d+|\b(?:no|nr|number|nummer|order|ticket|case|code|ref|error|sku)\.?[ :#]{1,2}\w*\d[\w-]*/gimu

/** Words that count nothing: what stands behind a number by chance. */
const NOT_COUNTED = new Set(
  'and or to in on at of for from with without is are was be if the a an by per as until till than then und oder bis von mit et ou de la le y o e il'.split(
    ' '
  )
)

/** Texts are read this far, UTF-16 units: what is longer is no answer, and the patterns would take their time. */
export const LONGEST_READ = 10_000
const MOST_FACTS = 400

/**
 * In order, without overlaps. Personal data, order numbers and numbers of a list state nothing. `known`: what of the text is
 * personal, where the caller knows already.
 */
export function findFacts(whole: string, known?: readonly Span[]): Fact[] {
  const text = whole.slice(0, LONGEST_READ)
  const found: Fact[] = []
  const taken: Span[] = []
  const isFree = (start: number, end: number) =>
    !taken.some((one) => one.start < end && start < one.end) && !found.some((one) => one.start < end && start < one.end)
  const add = (fact: Fact) => {
    if (found.length < MOST_FACTS && isFree(fact.start, fact.end)) found.push(fact)
  }
  for (const { 0: written, index } of text.matchAll(URL)) {
    const end = index + written.replace(/[.,;:!?*_~…]+$/, '').length
    add({ kind: 'url', unit: '', value: addressOf(text.slice(index, end)), numbers: [], start: index, end })
  }
  if (!/\d/.test(text) && text.search(LENGTH_IN_WORDS) < 0) return found
  taken.push(...(known ?? findPersonalData(text)))
  for (const { 0: written, index } of text.matchAll(NAMING)) taken.push({ start: index, end: index + written.length })
  for (const { start, end, value } of findDates(text)) add({ kind: 'date', unit: '', value, numbers: [], start, end })
  for (const match of text.matchAll(CLOCK)) add(clockOf(match))
  for (const match of [...text.matchAll(PRICE_BEHIND), ...text.matchAll(PRICE_BEFORE)])
    add(amount('price', CURRENCY_CODES.get((match.groups?.['money'] ?? '').toLowerCase()) ?? '', match))
  for (const match of text.matchAll(PERCENT)) add(amount('percent', '%', match))
  for (const match of [...text.matchAll(LENGTH), ...text.matchAll(LENGTH_IN_WORDS)]) add(lengthOf(match))
  for (const match of text.matchAll(NUMBER)) add(numberOf(match))
  return found.sort((a, b) => a.start - b.start)
}

/** Host and path, which name a page: without `www.`, query, fragment and the last slash. */
export function addressOf(url: string): string {
  const [, host = '', path = ''] = /^(?:https?:\/\/)?(?:www\.)?([^/?#]+)([^?#]*)/i.exec(url) ?? []
  return `${host.toLowerCase()}${path.replace(/\/+$/, '')}`
}

function amount(kind: FactKind, unit: string, match: RegExpExecArray, length = match[0].length): Fact {
  const { from = '', to } = match.groups ?? {}
  const numbers = [from, to].flatMap((written) => (written === undefined ? [] : [readAny(written)]))
  return { kind, unit, value: numbers.join('–'), numbers, start: match.index, end: match.index + length }
}

const readAny = (written: string) => NUMBER_WORDS.get(written.toLowerCase()) ?? readAmount(written)

function lengthOf(match: RegExpExecArray): Fact {
  const unit = TIME_UNITS.get((match.groups?.['unit'] ?? '').toLowerCase())
  const fact = amount('duration', unit?.base ?? '', match)
  return { ...fact, value: fact.numbers.map((number) => number * (unit?.length ?? 1)).join('–') }
}

/** What is counted tells one number from another: "4 people", "2 bags". It is no part of what is marked. */
function numberOf(match: RegExpExecArray): Fact {
  const { unit, word } = match.groups ?? {}
  const counted = word === undefined || NOT_COUNTED.has(word.toLowerCase()) ? '' : fold(word).replace(/s$/, '')
  const length = word === undefined ? match[0].length : match[0].length - word.length - 1
  return amount('number', unit?.toLowerCase() ?? counted, match, length)
}

function clockOf(match: RegExpExecArray): Fact {
  const groups = match.groups ?? {}
  const hour = Number(groups['hour'] ?? groups['hour2'] ?? groups['hour3'])
  const half = (groups['half'] ?? groups['half2'])?.toLowerCase()
  const past = half === 'p' && hour < 12 ? 12 : half === 'a' && hour === 12 ? -12 : 0
  const value = `${String(hour + past).padStart(2, '0')}:${groups['minute'] ?? '00'}`
  return { kind: 'time', unit: '', value, numbers: [], start: match.index, end: match.index + match[0].length }
}
