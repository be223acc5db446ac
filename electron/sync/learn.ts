// Brings conversations what was learned of them beside their records, and reads the citations of weak answers one by one.
import type { AgentSync, Connection } from '../../shared/connections'
import { isObject, type JsonObject, parseJson } from '../../shared/json'
import type { Connector } from '../connectors/connector'
import { isKind } from '../connectors/platform-error'
import { findAgent } from '../database/agents'
import { identityOf } from '../database/connections'
import { rawRecord, saveCitations, unlabelled, weakWithoutCitations } from '../database/learned'
import type { WritableDatabase } from '../database/open'
import type { BatchWriter } from '../ingest/batch-writer'
import { first, idOf, object, objects, text } from '../ingest/json-values'
import type { RawRecord } from '../ingest/raw'
import type { SyncCall } from './synchronize'

export interface Learning {
  readonly database: WritableDatabase
  readonly connection: Connection
  readonly connector: Connector
  readonly agent: AgentSync
  readonly call: SyncCall
  /** A record as the sync reads it, with what was learned. */
  readonly read: (text: string) => RawRecord
  readonly writer: BatchWriter
  /** Answers less sure than this are weak, 0..1. */
  readonly weakBelow: number
}

/** Conversations whose citations one sync reads: a request each. The others follow with the next syncs. */
const MOST_CITED = 1_000

/** Brings what was learned to conversations that the sync did not read anyway. */
export async function applyLabels({ database, connection, agent, read, writer }: Learning): Promise<void> {
  const row = agentRow(database, connection, agent)
  if (row === null) return
  for (const id of unlabelled(database, row, agent.agentId)) await readAgain(database, id, read, writer)
}

/** After the conversations are here: they tell which answers are weak. What is refused is noted, not an error. */
export async function learnCitations(learning: Learning): Promise<string | null> {
  const { database, connection, connector, agent, call, read, writer, weakBelow } = learning
  const row = agentRow(database, connection, agent)
  if (!connector.grounds || !connection.settings.grounds || row === null) return null
  const weak = weakWithoutCitations(database, row, { agentId: agent.agentId, below: weakBelow, most: MOST_CITED })
  for (const [done, { id, externalId, lastAt }] of weak.entries()) {
    const progress = { done, total: weak.length, unit: 'conversations' } as const
    call.progress({ phase: `Reading citations of weak answers of ${agent.name}`, ...progress })
    let told: readonly JsonObject[]
    try {
      told = (await connector.grounds(externalId, call.signal)) ?? []
    } catch (thrown) {
      if (!isKind(thrown, 'forbidden')) throw thrown
      return 'Citations of weak answers could not be read: the key may not read whole transcripts.'
    }
    const citations = citationsByMessage(messagesIn(rawRecord(database, id)), told)
    database.transaction(() => saveCitations(database, agent.agentId, externalId, citations, lastAt))
    if (Object.keys(citations).length > 0) await readAgain(database, id, read, writer)
  }
  return null
}

/** Of an agent whose conversations are here; null: none is yet. */
export function agentRow(
  database: WritableDatabase,
  { platform }: Connection,
  { agentId, name }: AgentSync
): number | null {
  return findAgent(database, identityOf(platform, { id: agentId, name }))
}

/** From the record as it is kept; one that came from a file of another kind cannot be read so, and stays as it is. */
async function readAgain(
  database: WritableDatabase,
  id: number,
  read: Learning['read'],
  writer: BatchWriter
): Promise<void> {
  const raw = rawRecord(database, id)
  if (parsed(raw) === null) return
  const record = read(raw)
  if (record.kind === 'conversation') await writer.add(record)
}

function parsed(raw: string): JsonObject | null {
  try {
    const value = parseJson(raw)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const messagesIn = (raw: string): readonly JsonObject[] => objects(parsed(raw)?.['messages'])

/**
 * The citations of `told` under the ids of `known`. No document says how the two reads' ids go together: an equal id, one that differs by
 * its prefix only, else the same place in a list of the same speakers.
 */
export function citationsByMessage(
  known: readonly JsonObject[],
  told: readonly JsonObject[]
): Readonly<Record<string, unknown>> {
  const byId = new Map(told.map((message) => [bareId(message), message]))
  const isSameTalk = known.length === told.length && known.every((message, n) => roleOf(message) === roleOf(told[n]))
  const citations: Record<string, unknown> = {}
  for (const [n, message] of known.entries()) {
    const id = idOf(message['id'])
    const other = byId.get(bareId(message)) ?? (isSameTalk ? told[n] : undefined)
    if (id === undefined || other === undefined) continue
    const list =
      first(other, 'citations', 'sources', 'references') ?? first(object(other['metadata']), 'citations', 'sources')
    if (Array.isArray(list)) citations[id] = list
  }
  return citations
}

function bareId(message: JsonObject): string | undefined {
  return idOf(message['id'])?.replace(/^msg[_-]/, '')
}

const roleOf = (message: JsonObject | undefined) => text(message?.['role'])?.toLowerCase() ?? ''
