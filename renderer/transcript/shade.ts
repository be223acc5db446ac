// What of an answer stands in none of its cited excerpts: numbers, prices, dates and web addresses.
import type { Message } from '../../shared/domain'
import { addressOf, findFacts, LONGEST_READ } from '../../shared/facts/find-facts'
import { groundsOf, ungroundedFacts } from '../../shared/facts/grounds'
import type { Shade } from './markdown-plugins'

type Answer = Pick<Message, 'role' | 'text' | 'citations' | 'citationsKnown'>

/** null where it cannot be told what an answer rests on. `asked`: what the customer wrote before, which is no claim of the answer. */
export function shadeOf({ role, text, citations, citationsKnown }: Answer, asked: string): Shade | null {
  if (role !== 'agent' || text.length > LONGEST_READ) return null
  const isGrounded = groundsOf(citations, citationsKnown, asked)
  if (isGrounded === null) return null
  const findAll = (shown: string) => findFacts(shown).filter((fact) => !isGrounded(fact))
  return {
    findAll,
    find: (shown) => findAll(shown).filter(({ kind }) => kind !== 'url'),
    isKnownAddress: (url) => isGrounded({ kind: 'url', unit: '', value: addressOf(url), numbers: [] })
  }
}

/** The same as words, for the badge in the answer's head. */
export function ungroundedValues({ role, text, citations, citationsKnown }: Answer, asked: string): readonly string[] {
  if (role !== 'agent' || text.length > LONGEST_READ) return []
  const facts = ungroundedFacts(text, citations, citationsKnown, asked) ?? []
  return [...new Set(facts.map(({ start, end }) => text.slice(start, end)))]
}

/** Messages looked back for what the customer asked. */
const MOST_BEFORE = 6

/** What the customer said right before the message at a place, as far as it is loaded. */
export function askedBefore(
  messageAt: (index: number) => Pick<Message, 'role' | 'text'> | undefined,
  index: number
): string {
  let asked = ''
  for (let at = index - 1; at >= 0 && at >= index - MOST_BEFORE; at--) {
    const message = messageAt(at)
    if (message?.role === 'customer') asked = `${message.text}\n${asked}`
    else if (asked !== '') break
  }
  return asked
}
