// Ready to answer "which of these questions are like this one": the coverage preview while a draft is typed. Vectors and postings are
// flat typed arrays: half the memory of arrays of arrays, and a third of the time.
import type { Pause } from './pause'
import { createWordCounter, prefixLength, type QuestionVector, type Vocabulary } from './question-vectors'

export interface Alike<T> {
  readonly of: T
  /** Cosine with the closest variant, 0..1. */
  readonly similarity: number
}

export interface QuestionIndex<T> {
  readonly size: number
  /** Entries alike to any of `variants` (their telling words), the closest first. */
  alike(variants: readonly (readonly string[])[], similarity: number): Alike<T>[]
}

/** The vector of entry i is terms and weights from starts[i] up to starts[i + 1]. */
interface Vectors {
  readonly starts: Uint32Array
  readonly terms: Uint32Array
  readonly weights: Float64Array
}

/** Entries that hold term t: holders from starts[t] up to starts[t + 1]. */
interface Postings {
  readonly starts: Uint32Array
  readonly holders: Uint32Array
}

/** 200,000 questions take a second or two to index and some milliseconds to ask. */
export async function buildQuestionIndex<T extends { readonly words: readonly string[] }>(
  entries: readonly T[],
  pause?: Pause
): Promise<QuestionIndex<T>> {
  const counter = createWordCounter()
  let longest = 0
  for (const { words } of entries) {
    counter.add(words)
    longest += words.length
    await pause?.()
  }
  const vocabulary = counter.vocabulary()
  const vectors = await flatten(entries, vocabulary, longest, pause)
  const postings = await post(vectors, entries.length, pause)
  const marks = new Uint32Array(entries.length)
  let mark = 0
  return {
    size: entries.length,
    alike(variants, similarity) {
      const best = new Map<number, number>()
      for (const words of variants) {
        mark++
        const vector = vocabulary.vectorOf(words)
        for (const term of vector.terms.slice(0, prefixLength(vector, similarity))) {
          const end = postings.starts[term + 1] ?? 0
          for (let at = postings.starts[term] ?? 0; at < end; at++) {
            const entry = postings.holders[at] ?? 0
            if (marks[entry] === mark) continue
            marks[entry] = mark
            const closeness = cosineWith(vector, vectors, entry)
            if (closeness >= similarity && closeness > (best.get(entry) ?? 0)) best.set(entry, closeness)
          }
        }
      }
      return [...best]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .flatMap(([i, closeness]) => {
          const of = entries[i]
          return of === undefined ? [] : [{ of, similarity: closeness }]
        })
    }
  }
}

async function flatten(
  entries: readonly { readonly words: readonly string[] }[],
  vocabulary: Vocabulary,
  most: number,
  pause?: Pause
): Promise<Vectors> {
  const starts = new Uint32Array(entries.length + 1)
  const terms = new Uint32Array(most)
  const weights = new Float64Array(most)
  let at = 0
  for (const [i, { words }] of entries.entries()) {
    const vector = vocabulary.vectorOf(words)
    terms.set(vector.terms, at)
    weights.set(vector.weights, at)
    at += vector.terms.length
    starts[i + 1] = at
    await pause?.()
  }
  return { starts, terms, weights }
}

async function post({ starts: of, terms }: Vectors, entries: number, pause?: Pause): Promise<Postings> {
  const used = terms.subarray(0, of[entries] ?? 0)
  let highest = -1
  for (const term of used) if (term > highest) highest = term
  const starts = new Uint32Array(highest + 2)
  for (const term of used) starts[term + 1] = (starts[term + 1] ?? 0) + 1
  for (let term = 0; term <= highest; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
  const next = starts.slice()
  const holders = new Uint32Array(used.length)
  for (let entry = 0; entry < entries; entry++) {
    for (let at = of[entry] ?? 0; at < (of[entry + 1] ?? 0); at++) {
      const term = terms[at] ?? 0
      const place = next[term] ?? 0
      holders[place] = entry
      next[term] = place + 1
    }
    await pause?.()
  }
  return { starts, holders }
}

/** Cosine of a vector with that of an entry, 0..1. */
function cosineWith(vector: QuestionVector, { starts, terms, weights }: Vectors, entry: number): number {
  const end = starts[entry + 1] ?? 0
  let sum = 0
  for (let i = 0, j = starts[entry] ?? 0; i < vector.terms.length && j < end; ) {
    const x = vector.terms[i] ?? 0
    const y = terms[j] ?? 0
    if (x === y) sum += (vector.weights[i++] ?? 0) * (weights[j++] ?? 0)
    else if (x < y) i++
    else j++
  }
  return sum
}
