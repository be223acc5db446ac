// Finds personal data in text and gives it consistent pseudonyms: e-mail addresses, phone and card numbers, IBANs, order numbers,
// and names that the customer fields tell. The text itself stays as it is; what is found are spans over it.
import type { Span } from './domain'

export const PERSONAL_KINDS = ['email', 'iban', 'card', 'phone', 'order', 'name'] as const
export type PersonalKind = (typeof PERSONAL_KINDS)[number]

export interface PersonalSpan extends Span {
  readonly kind: PersonalKind
  /** The same thing written in another way has the same value. */
  readonly value: string
}

export interface PersonalDataOptions {
  /** Full names of people to look for; parts of three letters and more are found on their own as well. */
  readonly names?: readonly string[]
  /** What an order number looks like in this shop; null looks for none. */
  readonly orderPattern?: RegExp | null
}

/** "#10482", "order 10482", "A-10482": what shops commonly print. A setting replaces it. */
export const DEFAULT_ORDER_PATTERN = /#\d{4,12}\b|\b[A-Z]{1,4}-?\d{5,12}\b/g

// From the beginning of a run of its characters on: from each of them, a long word would take the square of its length.
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu
/** Country, two check digits, then up to thirty letters and digits, in groups of four or not. */
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/g
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g
/** +49 170 555 0123, (030) 1234567, 555-010-9999: 7 to 15 digits that begin with +, 00, 0 or "(", or are grouped by two separators. */
const PHONE =
  /(?<![\p{L}\p{N}#.,/-])(?:\+|00|\(0?|0)\d[\d\s()./-]{5,20}\d(?![\p{L}\p{N}])|(?<![\p{L}\p{N}#.,/-])\d{3}[-. ]\d{3}[-. ]\d{4}(?![\p{L}\p{N}-])/gu

/** All personal data of a text, in order, without overlaps; where two overlap the surer kind wins. */
export function findPersonalData(text: string, options: PersonalDataOptions = {}): PersonalSpan[] {
  const found: PersonalSpan[] = []
  const add = (kind: PersonalKind, start: number, match: string, value: string) => {
    const end = start + match.length
    if (!found.some((span) => span.start < end && start < span.end)) found.push({ kind, start, end, value })
  }
  for (const { 0: match, index } of text.matchAll(EMAIL)) add('email', index, match, match.toLowerCase())
  for (const { 0: match, index } of text.matchAll(IBAN)) {
    // The pattern is greedy: a word in capitals behind the IBAN may have been taken along.
    const iban = longestIban(match)
    if (iban) add('iban', index, iban, iban.replaceAll(' ', ''))
  }
  for (const { 0: match, index } of text.matchAll(CARD)) {
    const digits = match.replace(/\D/g, '')
    if (passesLuhn(digits)) add('card', index, match, digits)
  }
  const order = options.orderPattern === undefined ? DEFAULT_ORDER_PATTERN : options.orderPattern
  if (order)
    for (const { 0: match, index } of text.matchAll(global(order)))
      if (match) add('order', index, match, match.toUpperCase())
  for (const { 0: match, index } of text.matchAll(PHONE)) {
    const digits = match.replace(/\D/g, '')
    if (digits.length >= 7 && digits.length <= 15 && !looksLikeDate(match))
      add('phone', index, match, digits.replace(/^00/, ''))
  }
  const names = namePattern(options.names ?? [])
  if (names) for (const { 0: match, index } of text.matchAll(names)) add('name', index, match, match.toLowerCase())
  return found.sort((a, b) => a.start - b.start)
}

/** Luhn's check (ISO/IEC 7812-1, annex B) on 13 to 19 digits. */
export function passesLuhn(digits: string): boolean {
  if (!/^\d{13,19}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** The check digits of an IBAN (ISO 13616: mod 97 is 1). */
export function passesIbanCheck(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  let remainder = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const number = character >= 'A' ? character.charCodeAt(0) - 55 : Number(character)
    remainder = (remainder * (number > 9 ? 100 : 10) + number) % 97
  }
  return remainder === 1
}

function longestIban(match: string): string | null {
  for (let end = match.length; end >= 15; end--) {
    const candidate = match.slice(0, end)
    if (!candidate.endsWith(' ') && passesIbanCheck(candidate.replaceAll(' ', ''))) return candidate
  }
  return null
}

function looksLikeDate(match: string): boolean {
  return /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:\s|$)/.test(match)
}

function global(pattern: RegExp): RegExp {
  return pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`)
}

/** Titles and joining words that are no name on their own. */
const NOT_NAMES = new Set([
  'the',
  'and',
  'von',
  'van',
  'der',
  'den',
  'del',
  'los',
  'mrs',
  'herr',
  'frau',
  'guest',
  'customer',
  'user',
  'anonymous',
  'visitor',
  'test'
])

function namePattern(names: readonly string[]): RegExp | null {
  const words = new Set<string>()
  for (const name of names) {
    const parts = name.split(/[\s,]+/u).filter((part) => /\p{L}/u.test(part))
    if (parts.length > 1) words.add(name.trim())
    for (const part of parts) if (part.length >= 3 && !NOT_NAMES.has(part.toLowerCase())) words.add(part)
  }
  if (words.size === 0) return null
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map(escapeForRegExp)
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
