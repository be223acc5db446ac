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
  const stated = sentencesOf(answer.slice(0, LONGEST_ANSWER)).flatMap(valuesOfSentence)
  if (stated.length === 0) return []
  const echoed = new Set(findFacts(question, []).flatMap((fact) => [fact.value, ...fact.numbers.map(String)]))
  return stated.filter((value) => !isEchoed(value, echoed))
}

interface SentenceValue extends StatedValue {
  readonly numbers: readonly number[]
}

/** Agents repeat themselves: what a sentence states is read once. */
const sentences = new Map<string, readonly SentenceValue[]>()
const MOST_SENTENCES = 20_000
const NOTHING: readonly SentenceValue[] = []

function valuesOfSentence(sentence: string): readonly SentenceValue[] {
  const known = sentences.get(sentence)
  if (known) return known
  const values = readSentence(sentence)
  if (sentences.size >= MOST_SENTENCES) sentences.clear()
  sentences.set(sentence, values)
  return values
}

function readSentence(sentence: string): readonly SentenceValue[] {
  const personal = findPersonalData(sentence)
  if (personal.length > 0) return NOTHING
  const facts = findFacts(sentence, personal)
  if (facts.length === 0) return NOTHING
  const line = sentence
    .replace(/[*_`#]+|^\s*>|\]\(\S*\)/g, (mark) => (mark.startsWith(']') ? ']' : ''))
    .replace(/\s+/g, ' ')
    .trim()
  const shown = line.length > LONGEST_SENTENCE ? `${line.slice(0, LONGEST_SENTENCE - 1)}…` : line
  return facts.flatMap((fact): SentenceValue[] => {
    const text = sentence.slice(fact.start, fact.end)
    if (fact.kind === 'url' && namesOneThing(text)) return []
    const { kind, unit, value, numbers } = fact
    return [{ kind, unit, value, numbers, text, context: contextOf(sentence, fact), sentence: shown }]
  })
}

function isEchoed({ value, numbers }: SentenceValue, echoed: ReadonlySet<string>): boolean {
  return echoed.has(value) || (numbers.length > 0 && numbers.every((number) => echoed.has(String(number))))
}

/** Some part of the path or query is an id: tracking links, links into an account. */
function namesOneThing(url: string): boolean {
  const query = /\?[^#]*/.exec(url)?.[0] ?? ''
  const parts = [...addressOf(url).split('/').slice(1), ...query.split(/[?&=]/)]
  return parts.some((part) => /\d{4,}/.test(part) || (/\d/.test(part) && /[a-z]/i.test(part) && part.length >= 8))
}

/** A full stop behind a digit ends no sentence: it may be "3. März". */
function sentencesOf(text: string): string[] {
  const found: string[] = []
  let start = 0
  for (const { 0: mark, index } of text.matchAll(/(?:(?<!\d)\.|[!?;。！？])+(?=\s|$|\*)|\n+/g)) {
    found.push(text.slice(start, index + mark.length))
    start = index + mark.length
  }
  if (start < text.length) found.push(text.slice(start))
  return found
}

function contextOf(sentence: string, { start, end }: Fact): ReadonlySet<string> {
  const telling = (part: string) =>
    tokenize(part.replace(/https?:\S+/g, ' '))
      .map(({ word }) => word)
      .filter((word) => word.length > 2 && !/\d/.test(word) && !TOO_COMMON.has(word))
      .map((word) => word.replace(/(?:ing|ed|es|s)$/, ''))
  const before = telling(sentence.slice(0, start)).slice(-AROUND)
  const behind = telling(sentence.slice(end)).slice(0, AROUND)
  return new Set([...before, ...behind])
}
