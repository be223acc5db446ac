// Who is who: stable ids for conversations and messages that come without one, so that importing a file twice is importing it once.
import { hash } from 'node:crypto'
import type { ContentHash, ConversationRecord, MessageRecord } from '../database/conversation-record'

/** Synthetic ids begin with this; no platform's ids do. */
const SYNTHETIC = '~'

export function isSynthetic(key: string): boolean {
  return key.startsWith(SYNTHETIC)
}

function digest(text: string, length: number): string {
  return hash('sha256', text, 'base64url').slice(0, length)
}

/** Text as it is compared: spaces and case do not make another message. */
function normalised(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}

/**
 * Id of a conversation without one: sha256 over agent, start and first customer text (or first text), and the how-manieth such one of
 * its import it is. `seen` counts them; it belongs to one import.
 */
export function syntheticConversationId(
  agent: string,
  startedAt: number | null,
  messages: readonly Pick<MessageRecord, 'role' | 'text'>[],
  seen: Map<string, number>
): string {
  const first = messages.find((m) => m.role === 'customer') ?? messages[0]
  const base = digest(JSON.stringify([agent, startedAt, normalised(first?.text ?? '')]), 22)
  return SYNTHETIC + nth(base, seen)
}

/** `base`, `base.2`, `base.3`... */
function nth(base: string, seen: Map<string, number>): string {
  const count = (seen.get(base) ?? 0) + 1
  seen.set(base, count)
  return count === 1 ? base : `${base}.${count}`
}

/** What makes two messages without ids the same one: role, time and text. 96 bits of sha256. */
export function messageBase({
  role,
  sentAt,
  timeIsEstimated,
  text
}: Pick<MessageRecord, 'role' | 'sentAt' | 'timeIsEstimated' | 'text'>): string {
  return digest(`${role}|${timeIsEstimated ? '' : sentAt}|${text}`, 16)
}

/** Key of the n-th message with this base, n from 1. */
export function syntheticMessageKey(base: string, n: number): string {
  return n === 1 ? SYNTHETIC + base : `${SYNTHETIC}${base}.${n}`
}

/** The base of a synthetic key; null for an id of the source. */
export function baseOfKey(key: string): string | null {
  if (!isSynthetic(key)) return null
  const dot = key.indexOf('.')
  return dot < 0 ? key.slice(1) : key.slice(1, dot)
}

// Each field of a record is named here or does not compile: what is left out of the hash would never be updated.
const HASHED = {
  externalId: true,
  externalIdIsSynthetic: true,
  title: true,
  channel: true,
  channelRaw: true,
  status: true,
  statusRaw: true,
  startedAt: true,
  updatedAt: true,
  sentiment: true,
  topic: true,
  language: true,
  country: true,
  customer: true,
  customerFields: true,
  url: true,
  summary: true,
  isTest: true,
  confidence: true,
  feedback: true,
  citations: true,
  branches: true,
  // The agent is part of the conversation's identity; messages are written below.
  agent: false,
  messages: false,
  raw: false
} as const satisfies Record<keyof ConversationRecord, boolean>
const HEAD = (Object.keys(HASHED) as (keyof typeof HASHED)[]).filter((field) => HASHED[field])

/**
 * Hash of all that a source said of a conversation and that is kept in tables: equal means unchanged. The raw record is not part of
 * it, so that the same conversation written by another export is the same content. Lengths stand before texts, so that
 * no two contents are written alike.
 */
export function contentHash(record: ConversationRecord): ContentHash {
  let text = JSON.stringify(HEAD.map((field) => record[field]))
  for (const m of record.messages) {
    text += `|${m.key.length}:${m.key}${m.role}${m.format}${m.timeIsEstimated ? '~' : ''}${m.sentAt}|${m.confidence}|${m.text.length}:${m.text}`
    if (m.author !== null) text += `|author ${m.author.length}:${m.author}`
    if (m.citations !== null) text += m.citations.length === 0 ? '|[]' : JSON.stringify(m.citations)
    if (m.feedback.length > 0) text += JSON.stringify(m.feedback)
    if (m.parts !== null) text += `|parts ${m.parts.length}:${m.parts}`
  }
  return hash('sha256', text, 'base64url')
}
