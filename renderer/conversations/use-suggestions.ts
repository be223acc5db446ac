// What the search box offers for what is being typed: keys, values seen in the data with counts, recent searches.
import { useMemo } from 'react'
import { COUNTED_FIELDS, type CountedField, type Facet } from '../../shared/query/facets'
import type { FieldName } from '../../shared/query/fields'
import { EVERYTHING } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { useContract } from '../api'
import type { Format } from '../components/format'
import { useTimeZone } from '../use-settings'
import { choicesFor, keysFor, type Piece, pieceAt } from './search-completion'

export interface Suggestion {
  readonly id: string
  readonly kind: 'key' | 'value' | 'recent'
  readonly value: string
  /** What stands at the right: the key's meaning, the count. */
  readonly hint: string
}

const MAX_SUGGESTIONS = 12

interface Typed {
  readonly text: string
  readonly caret: number
  /** Whether suggestions are on screen. */
  readonly opened: boolean
  readonly recent: readonly string[]
  readonly agentId: number | null
}

export function useSuggestions({ text, caret, opened, recent, agentId }: Typed, format: Format): readonly Suggestion[] {
  const timeZone = useTimeZone()
  const piece = opened ? pieceAt(text, caret) : null
  const counted = piece?.kind === 'value' && isCounted(piece.field) ? piece.field : null
  const { data } = useContract(
    'conversations.facets',
    {
      query: { ...EVERYTHING, agentId },
      timeZone,
      fields: [{ field: counted ?? 'channel', ...(piece?.typed ? { search: piece.typed } : {}) }]
    },
    { enabled: counted !== null, tables: ['conversation', 'review'] }
  )
  return useMemo(() => {
    if (!opened) return []
    if (text.trim() === '') {
      return recent
        .slice(0, MAX_SUGGESTIONS)
        .map((value) => ({ id: `recent ${value}`, kind: 'recent', value, hint: 'recent' }))
    }
    return piece ? suggestionsFor(piece, counted ? data?.[0] : undefined, format) : []
  }, [opened, text, recent, piece, counted, data, format])
}

function isCounted(field: FieldName): field is CountedField {
  return COUNTED_FIELDS.some((counted) => counted === field)
}

function suggestionsFor(piece: Piece, facet: Facet | undefined, format: Format): Suggestion[] {
  if (piece.kind === 'key') {
    // A word of one letter is a word; keys are offered from two letters on.
    if (piece.typed.length < 2) return []
    return keysFor(piece.typed)
      .slice(0, MAX_SUGGESTIONS)
      .map(({ key, label }) => ({ id: `key ${key}`, kind: 'key', value: key, hint: label }))
  }
  const starts = ({ value }: { readonly value: string }) => fold(value).startsWith(fold(piece.typed))
  const values = facet
    ? [...facet.values.filter(starts), ...facet.values.filter((value) => !starts(value))].map(({ value, count }) => ({
        value,
        hint: format.number(count)
      }))
    : choicesFor(piece.field, piece.typed).map((value) => ({ value, hint: '' }))
  // Nothing is left to complete.
  if (values.length === 1 && values[0]?.value.toLowerCase() === piece.typed.toLowerCase()) return []
  return values
    .slice(0, MAX_SUGGESTIONS)
    .map(({ value, hint }) => ({ id: `value ${value}`, kind: 'value', value, hint }))
}
