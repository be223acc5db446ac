// The columns of suggestions as a table: the same in the window's export and on the command line.
import type { Suggestion } from './improve'

export interface SuggestionColumn {
  readonly name: string
  readonly of: (suggestion: Suggestion) => string | number | null
}

const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits

export const SUGGESTION_COLUMNS: readonly SuggestionColumn[] = [
  { name: 'question', of: (s) => s.name },
  { name: 'topic', of: (s) => s.topic },
  { name: 'conversations', of: (s) => s.conversations },
  { name: 'questions', of: (s) => s.questions },
  { name: 'conversations_last_4_weeks', of: (s) => s.recent },
  { name: 'per_week', of: (s) => s.perWeek },
  { name: 'trend', of: (s) => s.trend },
  { name: 'thumbs_down', of: (s) => s.down },
  { name: 'confidence_mean', of: (s) => (s.confidence === null ? null : rounded(s.confidence, 3)) },
  { name: 'confidence_count', of: (s) => s.confidenceCount },
  { name: 'expected_value', of: (s) => rounded(s.value, 2) }
]
