// What the search box offers for what is being typed: keys, values, recent searches.
import { useMemo } from 'react'
import { choicesFor, keysFor, pieceAt } from './search-completion'

export interface Suggestion {
  readonly id: string
  readonly kind: 'key' | 'value' | 'recent'
  readonly value: string
  /** What stands at the right: the key's meaning, the count. */
  readonly hint: string
}

const MAX_SUGGESTIONS = 12

export function useSuggestions(
  text: string,
  caret: number,
  opened: boolean,
  recent: readonly string[]
): readonly Suggestion[] {
  return useMemo(() => (opened ? suggestionsFor(text, caret, recent) : []), [text, caret, opened, recent])
}

function suggestionsFor(text: string, caret: number, recent: readonly string[]): Suggestion[] {
  if (text.trim() === '') {
    return recent
      .slice(0, MAX_SUGGESTIONS)
      .map((value) => ({ id: `recent ${value}`, kind: 'recent', value, hint: 'recent' }))
  }
  const piece = pieceAt(text, caret)
  // A word of one letter is a word; keys are offered from two letters on.
  if (!piece || (piece.kind === 'key' && piece.typed.length < 2)) return []
  if (piece.kind === 'key') {
    return keysFor(piece.typed)
      .slice(0, MAX_SUGGESTIONS)
      .map(({ key, label }) => ({ id: `key ${key}`, kind: 'key', value: key, hint: label }))
  }
  const choices = choicesFor(piece.field, piece.typed)
  // Nothing is left to complete.
  if (choices.length === 1 && choices[0] === piece.typed.toLowerCase()) return []
  return choices.slice(0, MAX_SUGGESTIONS).map((value) => ({ id: `value ${value}`, kind: 'value', value, hint: '' }))
}
