// Conversations of one question and one answer, and the suggestions over them, for tests of improving.

import type { ReadableDatabase } from '../../electron/database/open'
import type { RawConversation, RawMessage } from '../../electron/ingest/raw'
import { createAskedStore } from '../../electron/insights/asked-questions'
import { createContradictions } from '../../electron/insights/contradictions'
import { createDraftCoverage } from '../../electron/insights/draft-coverage'
import { createIndexedQuestions } from '../../electron/insights/indexed-questions'
import { createOutcomes } from '../../electron/insights/outcomes'
import { createSuggestions } from '../../electron/insights/suggestions'
import type { SuggestionList, Threshold } from '../../shared/improve'
import { conversation, JAN_5 } from './import-records'

export const DAY = 86_400

/** A conversation: what was asked, and how well it was answered. */
export function asked(
  id: string,
  question: string,
  answer: Partial<RawMessage> = {},
  more: Partial<RawConversation> & { readonly day?: number } = {}
): RawConversation {
  const { day = 0, ...rest } = more
  const at = JAN_5 + day * DAY
  return conversation(id, [], {
    topic: 'Returns',
    messages: [
      { role: 'user', text: question, sentAt: at },
      { role: 'assistant', text: `Answer to ${id}`, sentAt: at + 5, confidence: 0.2, ...answer }
    ],
    raw: JSON.stringify({ id, question, answer }),
    ...rest
  })
}

export function improving(database: ReadableDatabase) {
  const store = createAskedStore(database)
  const indexed = createIndexedQuestions(store)
  const suggestions = createSuggestions(database, store)
  const find = (threshold: Threshold = 'balanced', similarity = 0.6): Promise<SuggestionList> =>
    suggestions.compute(
      { threshold, similarity, agentId: null },
      { signal: new AbortController().signal, progress: () => undefined }
    )
  return {
    store,
    suggestions,
    contradictions: createContradictions(database, store),
    outcomes: createOutcomes(database, indexed),
    find,
    coverage: createDraftCoverage(database, indexed)
  }
}
