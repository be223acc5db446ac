// The reader process: answers every query over a read-only connection. It may be killed and started again at any time.
import type { BandLimits } from '../shared/domain'
import { AppError } from '../shared/errors'
import { listConnections } from './database/connections'
import { planHandOffs } from './database/hand-off-plan'
import { importReasons, listImports, rejectedRows } from './database/imports'
import { openReadable, type ReadableDatabase } from './database/open'
import { outboxSummary } from './database/outbox'
import { conversationOutbox, listOutbox, readHandOff } from './database/outbox-lists'
import { annotatedAmong, annotatedInImport } from './database/remove-import'
import { syncSchedule } from './database/sync-schedule'
import { previewWipe } from './database/wipe'
import { analyticsQueries } from './insights/analytics-queries'
import { improveQueries } from './insights/improve-queries'
import { maskAnswers } from './review/mask-answers'
import { createMaskedView, type MaskedView } from './review/masked-view'
import { reviewQueries } from './review/review-queries'
import { setQueries } from './review/set-queries'
import { type Handlers, serve } from './rpc'
import { createSearch, type Search } from './search/result-sets'
import { searchQueries } from './search/search-queries'
import { openTranscript, rawRecord, transcriptHits, transcriptMessages } from './search/transcript'
import { transcriptMarks } from './search/transcript-marks'
import { workspaceInfo } from './search/workspace-info'
import { createCollector } from './worker/collector'
import { parentPort } from './worker/process-port'

interface Open {
  readonly database: ReadableDatabase
  readonly search: Search
  readonly bands: BandLimits
  /** Who `by:@me` is. */
  readonly reviewer: string
  /** What the masked view shows; whether it is shown decides `isMasked`. */
  readonly view: MaskedView
  readonly isMasked: boolean
  /** Ends what is read ahead. */
  readonly closing: AbortController
}

let current: Open | null = null
const collect = createCollector()

function open(): Open {
  if (!current) throw new AppError('workspace-missing', 'No workspace is open.')
  return current
}

/** Reading ahead begins when nothing was asked for this long, in milliseconds: it would take the processor from the first list. */
const WARM_AFTER_MS = 1_000
let warmed: Search | null = null
let warming: ReturnType<typeof setTimeout> | undefined

/** After a page was answered, and those that follow it at once: reads what filters and facets need, so that the first of them is fast too. */
function warmOnce(): void {
  clearTimeout(warming)
  if (!current || warmed === current.search) return
  const { search, closing } = current
  warming = setTimeout(() => {
    warmed = search
    search.warm(closing.signal).catch((thrown: unknown) => {
      if (!closing.signal.aborted) console.error('reading ahead failed:', thrown)
    })
  }, WARM_AFTER_MS)
}

function close(): void {
  clearTimeout(warming)
  current?.closing.abort()
  current?.search.close()
  current?.database.close()
  current = null
}

const handlers = {
  ...reviewQueries(() => open().database),
  ...improveQueries(open),
  ...analyticsQueries(open),
  ...searchQueries(open),
  ...setQueries(open),
  'reader.attach': (_call, { path, bands, reviewer, masked: isMasked, orderPattern }) => {
    const given = { bands, reviewer, isMasked }
    if (current?.database.path === path) {
      current = { ...current, ...given, view: createMaskedView(current.database, orderPattern) }
      return
    }
    const database = openReadable(path)
    close()
    const view = createMaskedView(database, orderPattern)
    current = { ...given, database, search: createSearch(database), view, closing: new AbortController() }
  },
  // Also while nothing is masked yet: a window that has just been told asks before the reader has been.
  'masked.words': (_call, { texts, conversationId }) => open().view.words(texts, conversationId),
  'workspace.info': () => workspaceInfo(open().database),
  'conversations.open': async ({ signal }, { query, timeZone }) => {
    const { search, bands, reviewer } = open()
    const list = await search.open(query, { timeZone, now: Date.now(), bands, reviewer, signal })
    // When it is answered.
    setImmediate(collect)
    return list
  },
  'conversations.page': (_call, { resultSet, start, end }) => {
    const rows = open().search.page(resultSet, start, end)
    warmOnce()
    return rows
  },
  'conversations.position': (_call, { resultSet, conversationId }) => open().search.position(resultSet, conversationId),
  'conversations.at': (_call, { resultSet, index }) => open().search.at(resultSet, index),
  'transcript.open': (_call, { conversationId }) => openTranscript(open().database, conversationId, open().bands),
  'transcript.messages': (_call, { conversationId, start, end }) =>
    transcriptMessages(open().database, conversationId, start, end, open().bands),
  'transcript.hits': (_call, { conversationId, query }) => transcriptHits(open().database, conversationId, query),
  'transcript.marks': (_call, { conversationId }) => transcriptMarks(open().database, conversationId, open().bands),
  'transcript.raw': (_call, { conversationId }) => rawRecord(open().database, conversationId),
  'connections.list': () => listConnections(open().database),
  'connections.schedule': () => syncSchedule(open().database),
  'outbox.list': () => listOutbox(open().database),
  'outbox.ofConversation': (_call, { conversationId }) => conversationOutbox(open().database, conversationId),
  'outbox.readHandOff': (_call, { id }) => readHandOff(open().database, id),
  'outbox.handOffPlan': (_call, { conversations }) => planHandOffs(open().database, conversations),
  'conversations.annotated': (_call, { conversations }) => annotatedAmong(open().database, conversations),
  'wipe.preview': (_call, { agentId }) => previewWipe(open().database, agentId),
  'outbox.summary': () => outboxSummary(open().database),
  'imports.list': () => listImports(open().database),
  'imports.reasons': (_call, { importId }) => importReasons(open().database, importId),
  'imports.annotated': (_call, { importId }) => annotatedInImport(open().database, importId),
  'imports.rejected': (_call, request) => rejectedRows(open().database, request)
} satisfies Handlers<'reader'>

const server = serve(
  parentPort(),
  maskAnswers(handlers, () => (current?.isMasked ? current.view : null)),
  () => {
    close()
    process.exit(0)
  }
)
server.ready()
