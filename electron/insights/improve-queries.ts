// What the reader answers about suggestions, contradictions, cited sources and Q&A pairs; what it computes is kept as long as the
// workspace is open.
import type { CitedSources } from '../../shared/answers'
import type { BandLimits } from '../../shared/domain'
import { EVERYTHING } from '../../shared/query/query'
import { askedAbout, askedSummaries } from '../database/asked-again'
import type { ReadableDatabase } from '../database/open'
import { listQaPairs, listReferences } from '../database/qa-pairs'
import type { Call, Handlers } from '../rpc'
import type { Search } from '../search/result-sets'
import { createAskedStore } from './asked-questions'
import { citedSourcesOf } from './cited-sources'
import { type Contradictions, createContradictions } from './contradictions'
import { createDraftCoverage, type DraftCoverage } from './draft-coverage'
import { createIndexedQuestions } from './indexed-questions'
import { createOutcomes, type Outcomes } from './outcomes'
import { prepareDraft } from './prepare-draft'
import { createSuggestions, type Suggestions } from './suggestions'
import { weakQuestions } from './weak-questions'

type ImproveQuery =
  | 'suggestions.list'
  | 'suggestions.compute'
  | 'suggestions.questions'
  | 'suggestions.conversations'
  | 'suggestions.anchors'
  | 'contradictions.list'
  | 'contradictions.compute'
  | 'contradictions.conversations'
  | 'answers.sources'
  | 'qa.list'
  | 'qa.get'
  | 'qa.prepare'
  | 'qa.coverage'
  | 'qa.references'
  | 'qa.outcomes'
  | 'qa.outcomeConversations'
  | 'asked.about'
  | 'asked.summary'

export interface OpenImprove {
  readonly database: ReadableDatabase
  readonly search: Search
  readonly bands: BandLimits
  readonly reviewer: string
}

interface Kept {
  readonly suggestions: Suggestions
  readonly contradictions: Contradictions
  readonly coverage: DraftCoverage
  readonly outcomes: Outcomes
}

export function improveQueries(open: () => OpenImprove): Pick<Handlers<'reader'>, ImproveQuery> {
  const kept = new WeakMap<ReadableDatabase, Kept>()
  const state = () => {
    const { database } = open()
    let found = kept.get(database)
    if (!found) {
      const asked = createAskedStore(database)
      const indexed = createIndexedQuestions(asked)
      found = {
        suggestions: createSuggestions(database, asked),
        contradictions: createContradictions(database, asked),
        coverage: createDraftCoverage(database, indexed),
        outcomes: createOutcomes(database, indexed)
      }
      kept.set(database, found)
    }
    return found
  }
  return {
    'suggestions.list': (_call, request) => state().suggestions.list(request),
    'suggestions.compute': (call, request) => state().suggestions.compute(request, call),
    'suggestions.questions': (_call, { list, key, start, end }) =>
      weakQuestions(open().database, state().suggestions.group(list, key).members, start, end),
    'suggestions.conversations': (_call, { list, key, of }) => state().suggestions.conversations(list, key, of),
    'suggestions.anchors': (_call, { list, key, questions }) => state().suggestions.anchors(list, key, questions),
    'contradictions.list': (_call, request) => state().contradictions.list(request),
    'contradictions.compute': (call, request) => state().contradictions.compute(request, call),
    'contradictions.conversations': (_call, { list, key, value }) =>
      state().contradictions.conversations(list, key, value),
    'answers.sources': (call, { agentId }) => citedSources(open(), agentId, call),
    'qa.list': () => listQaPairs(open().database),
    'qa.get': (_call, { id }) => listQaPairs(open().database, [id])[0] ?? null,
    'qa.prepare': (_call, origin) => prepareDraft(open().database, origin, state()),
    'qa.coverage': ({ signal }, request) => state().coverage.ask(request, signal),
    'qa.references': () => listReferences(open().database),
    'qa.outcomes': ({ signal }, { ids }) => state().outcomes.measure(ids, open().bands, signal),
    'qa.outcomeConversations': ({ signal }, number) => state().outcomes.conversations(number, open().bands, signal),
    'asked.about': (_call, about) => askedAbout(open().database, about),
    'asked.summary': () => askedSummaries(open().database)
  }
}

async function citedSources(
  { search, bands, reviewer }: OpenImprove,
  agentId: number | null,
  call: Call
): Promise<CitedSources> {
  const { signal } = call
  const asked = { timeZone: 'UTC', now: Date.now(), bands, reviewer, signal }
  const moment = await search.moment(EVERYTHING, asked)
  return citedSourcesOf(moment, agentId, {
    progress: (done, total) => call.progress({ phase: 'Reading citations', done, total, unit: 'conversations' })
  })
}
