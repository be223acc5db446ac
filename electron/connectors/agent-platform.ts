// Bookbag, Chatbase, and gateways that speak the same API v2: one connector, with what differs decided by profile.
import type { RemoteAgent } from '../../shared/connections'
import { isObject, type JsonObject } from '../../shared/json'
import { PLATFORM_WORDS, type Platform } from '../../shared/platforms'
import { changeReader } from './agent-changes'
import { labelSearches } from './agent-labels'
import { agentPath, idOf, textOf } from './agent-rows'
import { createAsking } from './ask'
import { transcriptReader } from './bookbag-transcript'
import type { Change, Connector, PulledPage, PullFrom, QaContent, Training } from './connector'
import { createHelpDesk } from './help-desk'
import type { Http } from './http'
import { jsonItems, notJson } from './json-items'
import { createPager, type Page } from './pages'
import { isKind } from './platform-error'

/** The platforms' own limits of a page. */
const EXPORT_PAGE = 20
const LIST_PAGE = 100
/** Conversations of a body with everything that are handed on together. */
const STREAM_PAGE = 200

export function agentPlatform(platform: Platform, http: Http): Connector {
  const { capabilities } = PLATFORM_WORDS[platform]
  const pages = createPager(http)
  const changes = changeReader(http, pages)

  async function listAgents(signal: AbortSignal): Promise<readonly RemoteAgent[] | null> {
    const agents: RemoteAgent[] = []
    try {
      for await (const { rows } of pages('/agents', { limit: LIST_PAGE }, null, signal))
        for (const row of rows) agents.push({ id: idOf(row), name: nameOf(row) })
    } catch (thrown) {
      if (isKind(thrown, 'not-found')) return null
      throw thrown
    }
    return agents
  }

  async function* exported(agentId: string, cursor: string | null, signal: AbortSignal): AsyncGenerator<PulledPage> {
    const path = `${agentPath(agentId)}/conversations/export`
    for await (const page of pages(path, { limit: EXPORT_PAGE }, cursor, signal)) yield pulled(page)
  }

  /** Bookbag's export is one body with everything. */
  async function* streamed(agentId: string, signal: AbortSignal): AsyncGenerator<PulledPage> {
    const body = await http.stream(`${agentPath(agentId)}/conversations/export`, {}, signal)
    let records: string[] = []
    for await (const record of jsonItems(body)) {
      records.push(record)
      if (records.length < STREAM_PAGE) continue
      yield { records, cursor: null, total: null }
      records = []
    }
    yield { records, cursor: null, total: null }
  }

  function pull(agentId: string, from: PullFrom, signal: AbortSignal): AsyncIterable<PulledPage> {
    if (from.sweep === 'full')
      return platform === 'bookbag' ? streamed(agentId, signal) : exported(agentId, from.cursor, signal)
    return platform === 'bookbag' ? changes.listed(agentId, from, signal) : changes.searched(agentId, from, signal)
  }

  async function push(change: Change, signal: AbortSignal): Promise<string | null> {
    const agent = agentPath(change.agentId)
    switch (change.kind) {
      case 'create':
        return sourceIdOf(
          await http.json(`${agent}/sources`, { method: 'POST', body: { type: 'qna', ...bodyOf(change.pair) } }, signal)
        )
      case 'update': {
        const path = `${agent}/sources/${encodeURIComponent(change.sourceId)}`
        return sourceIdOf(await http.json(path, { method: 'PUT', body: bodyOf(change.pair) }, signal))
      }
      case 'delete':
        await http.json(`${agent}/sources/${encodeURIComponent(change.sourceId)}`, { method: 'DELETE' }, signal)
        return null
      case 'feedback': {
        const message = `messages/${encodeURIComponent(change.messageId)}/feedback`
        const feedback = change.thumb === null ? null : change.thumb > 0 ? 'positive' : 'negative'
        const path = `${agent}/conversations/${encodeURIComponent(change.conversationId)}/${message}`
        await http.json(path, { method: 'PATCH', body: { feedback } }, signal)
        return null
      }
    }
  }

  async function find(agentId: string, mark: string, signal: AbortSignal): Promise<string | null> {
    const query = { type: 'qna', name: mark, limit: LIST_PAGE }
    for await (const { rows } of pages(`${agentPath(agentId)}/sources`, query, null, signal)) {
      const row = rows.find(({ name }) => typeof name === 'string' && name.includes(mark))
      if (row) return idOf(row)
    }
    return null
  }

  async function training(agentId: string, sourceId: string, signal: AbortSignal): Promise<Training> {
    try {
      const source = await http.json(`${agentPath(agentId)}/sources/${encodeURIComponent(sourceId)}`, {}, signal)
      return TRAINING[isObject(source) ? String(source['status']) : ''] ?? 'training'
    } catch (thrown) {
      if (isKind(thrown, 'not-found')) return 'gone'
      throw thrown
    }
  }

  const beside = {
    asking: createAsking(http, pages),
    helpDesk: createHelpDesk(http, pages),
    ...(capabilities.labels ? { labels: labelSearches(pages) } : {}),
    ...(capabilities.grounds ? { grounds: transcriptReader(http) } : {})
  }
  return { capabilities, listAgents, pull, push, find, training, ...beside }
}

/** Words that nobody knows yet count as being under way: it is asked again. */
const TRAINING: Readonly<Record<string, Training>> = {
  trained: 'live',
  failed: 'failed',
  toBeDeleted: 'gone',
  deleted: 'gone'
}

const bodyOf = ({ name, questions, answer }: QaContent) => ({ name, questions, answer })
const pulled = ({ rows, cursor, total }: Page): PulledPage => ({ records: rows.map(textOf), cursor, total })

function nameOf(row: JsonObject): string {
  const { name } = row
  return typeof name === 'string' && name !== '' ? name : `Agent ${idOf(row)}`
}

function sourceIdOf(body: unknown): string {
  if (!isObject(body)) throw notJson()
  return idOf(body)
}
