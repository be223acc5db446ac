// What the reader answers about suggestions and Q&A pairs; what it computes is kept as long as the workspace is open.
import { askedAbout, askedSummaries } from '../database/asked-again'
import type { ReadableDatabase } from '../database/open'
import { listQaPairs, listReferences } from '../database/qa-pairs'
import type { Handlers } from '../rpc'
import { createAskedStore } from './asked-questions'
import { createDraftCoverage, type DraftCoverage } from './draft-coverage'
import { prepareDraft } from './prepare-draft'
import { createSuggestions, type Suggestions } from './suggestions'
import { weakQuestions } from './weak-questions'

type ImproveQuery =
  | 'suggestions.list'
  | 'suggestions.compute'
  | 'suggestions.questions'
  | 'suggestions.conversations'
  | 'suggestions.anchors'
  | 'qa.list'
  | 'qa.get'
  | 'qa.prepare'
  | 'qa.coverage'
  | 'qa.references'
  | 'asked.about'
  | 'asked.summary'

export function improveQueries(open: () => ReadableDatabase): Pick<Handlers<'reader'>, ImproveQuery> {
  const kept = new WeakMap<ReadableDatabase, { suggestions: Suggestions; coverage: DraftCoverage }>()
  const state = () => {
    const database = open()
    let found = kept.get(database)
    if (!found) {
      const asked = createAskedStore(database)
      found = { suggestions: createSuggestions(database, asked), coverage: createDraftCoverage(database, asked) }
      kept.set(database, found)
    }
    return found
  }
  return {
    'suggestions.list': (_call, request) => state().suggestions.list(request),
    'suggestions.compute': (call, request) => state().suggestions.compute(request, call),
    'suggestions.questions': (_call, { list, key, start, end }) =>
      weakQuestions(open(), state().suggestions.group(list, key).members, start, end),
    'suggestions.conversations': (_call, { list, key, of }) => state().suggestions.conversations(list, key, of),
    'suggestions.anchors': (_call, { list, key, questions }) => state().suggestions.anchors(list, key, questions),
    'qa.list': () => listQaPairs(open()),
    'qa.get': (_call, { id }) => listQaPairs(open(), [id])[0] ?? null,
    'qa.prepare': (_call, origin) => prepareDraft(open(), origin, state().suggestions),
    'qa.coverage': ({ signal }, request) => state().coverage.ask(request, signal),
    'qa.references': () => listReferences(open()),
    'asked.about': (_call, about) => askedAbout(open(), about),
    'asked.summary': () => askedSummaries(open())
  }
}
