// Which numbers, prices, dates and addresses of an answer stand in what it cites, and which in none of it.
import type { Citation } from '../domain'
import { isSameDate } from './dates'
import { addressOf, type Fact, findFacts, LONGEST_READ } from './find-facts'

/** Says of a fact whether some cited source states it. */
export type IsGrounded = (fact: Pick<Fact, 'kind' | 'unit' | 'value' | 'numbers'>) => boolean

/**
 * Null where it cannot be told: the source carries no citations, or gives them without any excerpt. A number is grounded when it
 * stands in an excerpt or title whatever it counts there ("5-7 days, to Canada 7-9"), since excerpts cut words off; what the customer
 * wrote (`asked`) is theirs, not a claim of the answer.
 */
export function groundsOf(citations: readonly Citation[], citationsKnown: boolean, asked = ''): IsGrounded | null {
  if (!citationsKnown) return null
  if (citations.length > 0 && !citations.some(({ excerpt }) => excerpt !== null && excerpt !== '')) return null
  const texts = citations.map(({ title, excerpt }) => `${title ?? ''}\n${excerpt ?? ''}`)
  const facts = [...texts, asked].flatMap(factsOfLong)
  const numbers = new Set(facts.flatMap((fact) => fact.numbers))
  const values = new Set(facts.map(({ kind, unit, value }) => `${kind} ${unit} ${value}`))
  const dates = facts.filter(({ kind }) => kind === 'date')
  const addresses = new Set([
    ...facts.filter(({ kind }) => kind === 'url').map(({ value }) => value),
    ...citations.flatMap(({ url }) => (url === null ? [] : [addressOf(url)]))
  ])
  return ({ kind, unit, value, numbers: stated }) => {
    if (kind === 'url') return addresses.has(value)
    if (kind === 'date') return dates.some((date) => isSameDate(date.value, value))
    if (values.has(`${kind} ${unit} ${value}`)) return true
    return stated.length > 0 && stated.every((number) => numbers.has(number))
  }
}

/** Pieces overlap by this much, so that none is cut through. UTF-16 units. */
const OVERLAP = 100
/** Excerpts are read this far. */
const LONGEST_EXCERPT = 200_000

/** Excerpts can be whole pages. What is personal in an answer may be public in a source: phone numbers, addresses. */
function factsOfLong(text: string): Fact[] {
  const facts: Fact[] = []
  for (let at = 0; at < Math.min(text.length, LONGEST_EXCERPT); at += LONGEST_READ - OVERLAP)
    facts.push(...findFacts(text.slice(at, at + LONGEST_READ), []))
  return facts
}

/** The facts of an answer that stand in none of its cited excerpts; null where that cannot be told. */
export function ungroundedFacts(
  text: string,
  citations: readonly Citation[],
  citationsKnown: boolean,
  asked = ''
): Fact[] | null {
  const isGrounded = groundsOf(citations, citationsKnown, asked)
  return isGrounded === null ? null : findFacts(text).filter((fact) => !isGrounded(fact))
}
