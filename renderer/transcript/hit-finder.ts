// From the query on screen to the places to mark in a text.
import type { Span } from '../../shared/domain'
import type { Filter, Query } from '../../shared/query/query'
import { tokenize } from '../../shared/search-text'
import type { FindHits } from './markdown-plugins'

interface Phrase {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

/** null when the query has no free text to mark. */
export function hitFinder(query: Query): FindHits | null {
  const phrases = phrasesOf(query.filter)
  if (phrases.length === 0) return null
  return (text) => {
    const tokens = tokenize(text)
    const hits: Span[] = []
    for (let at = 0; at < tokens.length; at++) {
      for (const { words, isPrefix } of phrases) {
        const last = words.length - 1
        const fits = words.every((word, i) => {
          const token = tokens[at + i]?.word
          return i === last && isPrefix ? token?.startsWith(word) : token === word
        })
        const first = tokens[at]
        const final = tokens[at + last]
        if (fits && first && final) hits.push({ start: first.start, end: final.end })
      }
    }
    return hits.sort((a, b) => a.start - b.start || a.end - b.end)
  }
}

function phrasesOf(filter: Filter): readonly Phrase[] {
  if (filter.off) return []
  switch (filter.kind) {
    case 'all':
    case 'any':
    case 'then':
      return filter.of.flatMap(phrasesOf)
    case 'msg':
      return phrasesOf(filter.of)
    case 'not':
      return []
    case 'condition':
      if (!['text', 'user', 'bot', 'human', 'cites', 'q'].includes(filter.field)) return []
      if (filter.op !== 'contains' && filter.op !== 'exact') return []
      return filter.values.flatMap((value) => {
        const words = tokenize(value).map((token) => token.word)
        return words.length > 0 ? [{ words, isPrefix: value.trimEnd().endsWith('*') }] : []
      })
  }
}
