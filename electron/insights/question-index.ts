// Ready to answer "which of these questions are like this one": the coverage preview while a draft is typed.
import type { Pause } from './pause'
import { cosine, createWordCounter, prefixLength, type QuestionVector, type Vocabulary } from './question-vectors'

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

/** 200,000 questions take a second or two to index and some milliseconds to ask. */
export async function buildQuestionIndex<T extends { readonly words: readonly string[] }>(
  entries: readonly T[],
  pause?: Pause
): Promise<QuestionIndex<T>> {
  const counter = createWordCounter()
  for (const entry of entries) {
    counter.add(entry.words)
    await pause?.()
  }
  const vocabulary = counter.vocabulary()
  const vectors: QuestionVector[] = []
  const byTerm = new Map<number, number[]>()
  for (const [i, entry] of entries.entries()) {
    const vector = vocabulary.vectorOf(entry.words)
    vectors.push(vector)
    for (const term of vector.terms) {
      const holders = byTerm.get(term)
      if (holders) holders.push(i)
      else byTerm.set(term, [i])
    }
    await pause?.()
  }
  return {
    size: entries.length,
    alike: (variants, similarity) => search(entries, vectors, byTerm, vocabulary, variants, similarity)
  }
}

function search<T>(
  entries: readonly T[],
  vectors: readonly QuestionVector[],
  byTerm: ReadonlyMap<number, readonly number[]>,
  vocabulary: Vocabulary,
  variants: readonly (readonly string[])[],
  similarity: number
): Alike<T>[] {
  const best = new Map<number, number>()
  for (const words of variants) {
    const vector = vocabulary.vectorOf(words)
    const seen = new Set<number>()
    for (const term of vector.terms.slice(0, prefixLength(vector, similarity))) {
      for (const i of byTerm.get(term) ?? []) {
        if (seen.has(i)) continue
        seen.add(i)
        const other = vectors[i]
        const closeness = other ? cosine(vector, other) : 0
        if (closeness >= similarity && closeness > (best.get(i) ?? 0)) best.set(i, closeness)
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
