// Questions as sparse tf-idf vectors: what grouping, coverage previews and "alike questions" compare.
import { findPersonalData } from '../../shared/personal-data'
import { tokenize } from '../../shared/search-text'

/** A unit vector: terms in ascending order of how common they are (rarest first), with their weights. */
export interface QuestionVector {
  readonly terms: readonly number[]
  readonly weights: readonly number[]
}

/** How often each word occurs, over all questions compared. */
export interface Vocabulary {
  vectorOf(words: readonly string[]): QuestionVector
}

/** Longer questions say the same again; beyond this nothing new comes. */
const MOST_WORDS = 60

/** The words of a question that tell what it is about: without personal data, order numbers and bare numbers. */
export function questionWords(text: string): string[] {
  const opening = text.slice(0, 2_000)
  let plain = opening
  for (const span of findPersonalData(opening).toReversed())
    plain = `${plain.slice(0, span.start)} ${plain.slice(span.end)}`
  const words: string[] = []
  for (const { word } of tokenize(plain)) {
    if (words.length === MOST_WORDS) break
    if (!/^\d+$/.test(word)) words.push(stem(word))
  }
  return words
}

/** Plural and verb endings of English off, so that "returns" and "returned" meet "return"; short words and other scripts stay. */
function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2)
  if (/[^su]s$/.test(word)) return word.slice(0, -1)
  return word.length > 5 ? word.replace(/(?:ing|ed)$/, '') : word
}

/** The vocabulary of these questions, all at once. */
export function buildVocabulary(questions: readonly (readonly string[])[]): Vocabulary {
  const counter = createWordCounter()
  for (const words of questions) counter.add(words)
  return counter.vocabulary()
}

export interface WordCounter {
  add(words: readonly string[]): void
  vocabulary(): Vocabulary
}

/** Counts words question by question. idf = ln(1 + N / df) (Salton and Buckley 1988, smoothed so that no word weighs nothing). */
export function createWordCounter(): WordCounter {
  const frequency = new Map<string, number>()
  let count = 0
  return {
    add(words) {
      count++
      for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1)
    },
    vocabulary() {
      // Numbered from the rarest: ascending numbers are the order that prefix filtering needs.
      const ranked = [...frequency].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
      const numbers = new Map(ranked.map(([word], number) => [word, number]))
      const idf = ranked.map(([, df]) => Math.log(1 + count / df))
      return { vectorOf: (words) => vectorOf(words, numbers, idf) }
    }
  }
}

function vectorOf(
  words: readonly string[],
  numbers: ReadonlyMap<string, number>,
  idf: readonly number[]
): QuestionVector {
  const counts = new Map<number, number>()
  for (const word of words) {
    const number = numbers.get(word)
    if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  const terms = [...counts.keys()].sort((a, b) => a - b)
  const raw = terms.map((term) => (1 + Math.log(counts.get(term) ?? 1)) * (idf[term] ?? 0))
  const norm = Math.sqrt(raw.reduce((sum, weight) => sum + weight * weight, 0)) || 1
  return { terms, weights: raw.map((weight) => weight / norm) }
}

/** Cosine of two unit vectors, 0..1. */
export function cosine(a: QuestionVector, b: QuestionVector): number {
  let sum = 0
  for (let i = 0, j = 0; i < a.terms.length && j < b.terms.length; ) {
    const x = a.terms[i] ?? 0
    const y = b.terms[j] ?? 0
    if (x === y) sum += (a.weights[i++] ?? 0) * (b.weights[j++] ?? 0)
    else if (x < y) i++
    else j++
  }
  return sum
}

/**
 * How many of a vector's rarest terms must be looked at so that no vector with cosine >= `threshold` is missed: two vectors that
 * alike share a term among these of each (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006).
 */
export function prefixLength(vector: QuestionVector, threshold: number): number {
  let rest = 1
  let length = 0
  for (const weight of vector.weights) {
    // The terms from here on cannot reach the threshold by themselves. A little slack for rounding.
    if (Math.sqrt(Math.max(0, rest)) < threshold - 1e-9) break
    rest -= weight * weight
    length++
  }
  return length
}
