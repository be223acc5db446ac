// Reads a platform's records as conversations, with what was learned of them elsewhere.
import type { AgentSync } from '../../shared/connections'
import { isObject, type JsonObject, parseJson } from '../../shared/json'
import type { Platform } from '../../shared/platforms'
import { PLATFORM_WORDS } from '../../shared/platforms'
import { citationsOf } from '../ingest/citations'
import { difyConversation } from '../ingest/dify-record'
import { flowiseConversation } from '../ingest/flowise-record'
import { type PlatformRecord, toConversation } from '../ingest/platform-record'
import type { RawRecord } from '../ingest/raw'

const READERS: Readonly<Record<Platform, (record: JsonObject) => PlatformRecord | string>> = {
  bookbag: toConversation,
  chatbase: toConversation,
  generic: toConversation,
  flowise: flowiseConversation,
  dify: difyConversation
}

/** What is known of a conversation besides its record. */
export interface Learned {
  readonly sentiment: string | null
  readonly topic: string | null
  /** By message id. */
  readonly citations: Readonly<Record<string, unknown>>
}

/** The agent as files of this platform name it, so that its conversations are the same ones. */
export function agentOf(platform: Platform, { agentId, name }: Pick<AgentSync, 'agentId' | 'name'>) {
  return { id: PLATFORM_WORDS[platform].hasAgentIds ? agentId : undefined, name }
}

/** `row` counts the records of a sync from 1. */
export function readRecord(
  platform: Platform,
  agent: Pick<AgentSync, 'agentId' | 'name'>,
  text: string,
  row: number,
  learnedOf: (conversationId: string) => Learned | null
): RawRecord {
  const place = { row, bytesRead: 0 }
  const value = parseJson(text)
  const read = isObject(value) ? READERS[platform](value) : 'This is no conversation.'
  if (typeof read === 'string') return { kind: 'skip', ...place, code: 'no-conversation', reason: read }
  const learned = read.id === undefined ? null : learnedOf(read.id)
  const record = learned ? withLearned(read, learned) : read
  return { ...record, agent: agentOf(platform, agent), kind: 'conversation', ...place, raw: text }
}

function withLearned(record: PlatformRecord, { sentiment, topic, citations }: Learned): PlatformRecord {
  return {
    ...record,
    sentiment: sentiment ?? record.sentiment,
    topic: topic ?? record.topic,
    messages: record.messages.map((message) => {
      const told = message.id === undefined ? undefined : citations[message.id]
      return told === undefined || message.citations !== undefined
        ? message
        : { ...message, citations: citationsOf(told) }
    })
  }
}
