// What answers state that can contradict: each value with the words around it, without what is the customer's own.
import { addressOf, type Fact, type FactKind, findFacts } from '../../shared/facts/find-facts'
import { findPersonalData } from '../../shared/personal-data'
import { tokenize } from '../../shared/search-text'

export interface StatedValue {
  readonly kind: FactKind
  readonly unit: string
  readonly value: string
  /** As it was written. */
  readonly text: string
  /** Telling words around it in its sentence: what the value is about. */
  readonly context: ReadonlySet<string>
  /** The sentence. */
  readonly sentence: string
}

/** Telling words looked at on each side of a value. */
const AROUND = 5
const LONGEST_SENTENCE = 300
/** Answers are read this far, UTF-16 units. */
const LONGEST_ANSWER = 6_000

const TOO_COMMON = new Set(
  'the and for you your our are can with that this from have has will not but all any its it is in of to on at by or be as we an a if up only usually about within after before until when der die das und ist sie ihre wir für mit von den dem ein eine nach bis innerhalb les des vous est une dans pour los las una por con que'.split(
    ' '
  )
)

/**
 * The numbers a question is about: what was asked with other numbers is another question. Null where it names an order, a card or the
 * like: its answers are about one customer's things.
 */
export function numbersAsked(question: string): string | null {
  const personal = findPersonalData(question)
  if (personal.some(({ kind }) => kind !== 'email' && kind !== 'name')) return null
  return findFacts(question, personal)
    .filter(({ kind }) => kind !== 'url')
    .map(({ kind, unit, value }) => `${kind} ${unit} ${value}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('|')
}

/**
 * Left out as the customer's own: what they wrote themselves, sentences that name an order, an address or the like, and web addresses
 * with an id in them.
 */
export function statedValues(answer: string, question: string): StatedValue[] {
  const text = answer.slice(0, LONGEST_ANSWER)
  const personal = findPersonalData(text)
  const facts = findFacts(text, personal)
  if (facts.length === 0) return []
  const echoed = new Set(findFacts(question, []).flatMap((fact) => [fact.value, ...fact.numbers.map(String)]))
  const sentences = sentencesOf(text)
  return facts.flatMap((fact): StatedValue[] => {
    const sentence = sentences.find(({ start, end }) => start <= fact.start && fact.start < end)
    if (!sentence || personal.some(({ start }) => sentence.start <= start && start < sentence.end)) return []
    if (isEchoed(fact, echoed) || (fact.kind === 'url' && namesOneThing(text.slice(fact.start, fact.end)))) return []
    const { kind, unit, value } = fact
    const whole = text.slice(sentence.start, sentence.end).replace(/\s+/g, ' ').trim()
    return [
      {
        ...{ kind, unit, value },
        text: text.slice(fact.start, fact.end),
        context: contextOf(text, fact, sentence),
        sentence: whole.length > LONGEST_SENTENCE ? `${whole.slice(0, LONGEST_SENTENCE - 1)}…` : whole
      }
    ]
  })
}

function isEchoed({ value, numbers }: Fact, echoed: ReadonlySet<string>): boolean {
  return echoed.has(value) || (numbers.length > 0 && numbers.every((number) => echoed.has(String(number))))
}

/** Some part of the path or query is an id: tracking links, links into an account. */
function namesOneThing(url: string): boolean {
  const query = /\?[^#]*/.exec(url)?.[0] ?? ''
  const parts = [...addressOf(url).split('/').slice(1), ...query.split(/[?&=]/)]
  return parts.some((part) => /\d{4,}/.test(part) || (/\d/.test(part) && /[a-z]/i.test(part) && part.length >= 8))
}

interface Sentence {
  readonly start: number
  readonly end: number
}

/** A full stop between digits ends no sentence. */
function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let start = 0
  for (const { 0: mark, index } of text.matchAll(/[.!?;。！？]+(?=\s|$|\*)|\n+/g)) {
    found.push({ start, end: index + mark.length })
    start = index + mark.length
  }
  if (start < text.length) found.push({ start, end: text.length })
  return found
}

function contextOf(text: string, fact: Fact, { start, end }: Sentence): ReadonlySet<string> {
  const telling = (part: string) =>
    tokenize(part.replace(/https?:\S+/g, ' '))
      .map(({ word }) => word)
      .filter((word) => word.length > 2 && !/\d/.test(word) && !TOO_COMMON.has(word))
      .map((word) => word.replace(/(?:ing|ed|es|s)$/, ''))
  const before = telling(text.slice(start, fact.start)).slice(-AROUND)
  const behind = telling(text.slice(fact.end, end)).slice(0, AROUND)
  return new Set([...before, ...behind])
}
