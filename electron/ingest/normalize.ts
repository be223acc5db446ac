// A raw conversation as a record for the tables, or the reason why not. Pure: what each source's words mean is read here and
// nowhere else. Nothing thrown: any value in any field gives a record or rejections.
import type { Role } from '../../shared/domain'
import type { CitationRecord, ConversationRecord, MessageRecord } from '../database/conversation-record'
import { htmlToText } from './html-text'
import { textOf, wellFormed } from './plain-text'
import { confidenceOf, feedbackOf } from './ratings'
import type { RawCitation, RawConversation, RawMessage, RawPart, RawTime, Rejection } from './raw'
import { readTime } from './timestamps'
import { channelOf, isTestChannel, roleOf, sentimentOf, statusOf } from './vocabulary'
import type { DateOrder, TimeProblem } from './written-dates'

export interface NormalizeOptions {
  /** Agent of records that name none. */
  readonly agentName: string
  /** IANA zone of times without one; null reads them as UTC. */
  readonly timeZone: string | null
  readonly dateOrder?: DateOrder | undefined
  /** 100: a confidence of 1 is one per cent. */
  readonly scoreScale?: 1 | 100 | undefined
  /** Word in the file -> role; asked before the built-in words. */
  readonly roles?: Readonly<Record<string, Role>> | undefined
}

/** A conversation without its final identity: the id may be missing, and so may keys of messages (''). */
export interface NormalizedConversation {
  readonly record: Omit<ConversationRecord, 'externalId' | 'externalIdIsSynthetic'> & {
    readonly externalId: string | null
  }
  /** Messages that had to be left out. */
  readonly rejections: readonly Rejection[]
  /** Role words that no rule knows; their messages were taken as a human's, the word kept as author. */
  readonly unknownRoles: readonly string[]
}

/** Reads everything a source says about a conversation. */
export function normalize(raw: RawConversation, options: NormalizeOptions): NormalizedConversation | Rejection {
  const startedAt = timeOf(raw.startedAt, options)
  const updatedAt = timeOf(raw.updatedAt, options)
  if (typeof startedAt === 'string') return badTime(raw, raw.startedAt, startedAt, raw.raw)
  if (typeof updatedAt === 'string') return badTime(raw, raw.updatedAt, updatedAt, raw.raw)

  const rejections: Rejection[] = []
  const unknownRoles: string[] = []
  const messages: MessageRecord[] = []
  for (const message of raw.messages) {
    const sentAt = timeOf(message.sentAt, options)
    if (typeof sentAt === 'string') rejections.push(badTime(raw, message.sentAt, sentAt, messageText(raw, message)))
    else messages.push(messageOf(message, sentAt, options, unknownRoles))
  }
  if (messages.length === 0) return rejections[0] ?? noText(raw)
  if (isNewestFirst(raw, messages)) messages.reverse()
  return { record: head(raw, messages, startedAt, updatedAt, options), rejections, unknownRoles }
}

function head(
  raw: RawConversation,
  messages: readonly MessageRecord[],
  startedAt: number | null,
  updatedAt: number | null,
  options: NormalizeOptions
): NormalizedConversation['record'] {
  const channelRaw = textOf(raw.channel)
  const channel = channelRaw === null ? null : (channelOf(channelRaw) ?? 'other')
  const statusRaw = textOf(raw.status)
  const sentimentRaw = textOf(raw.sentiment)
  const fields = customerFields(raw.customer)
  const lowest = confidenceOf(raw.confidence?.lowest, options.scoreScale) ?? confidenceOf(raw.confidence?.band)
  const mean = confidenceOf(raw.confidence?.mean, options.scoreScale)
  const externalId = textOf(raw.agent?.id)
  return {
    agent: { name: textOf(raw.agent?.name) ?? options.agentName, externalId },
    externalId: textOf(raw.id),
    title: textOf(raw.title),
    channel,
    channelRaw,
    status: statusRaw === null ? null : statusOf(statusRaw),
    statusRaw,
    startedAt,
    updatedAt,
    sentiment: sentimentRaw === null ? null : sentimentOf(sentimentRaw),
    topic: textOf(raw.topic),
    language: textOf(raw.language),
    country: textOf(raw.country),
    customer: fields === null ? null : (fields['name'] ?? fields['email'] ?? fields['phone'] ?? fields['id'] ?? null),
    customerFields: fields === null ? null : JSON.stringify(fields),
    url: textOf(raw.url),
    summary: textOf(raw.summary),
    isTest: typeof raw.isTest === 'boolean' ? raw.isTest : isTestChannel(channel),
    confidence: lowest === null && mean === null ? null : { lowest, mean },
    feedback: feedbackOf(raw.feedback),
    citations: raw.citations === undefined || raw.citations.length === 0 ? null : raw.citations.map(citationOf),
    branches: raw.branches === undefined || raw.branches.length === 0 ? null : json(raw.branches),
    messages,
    raw: [raw.raw]
  }
}

const NO_CITATIONS: readonly CitationRecord[] = []

function messageOf(
  raw: RawMessage,
  sentAt: number | null,
  options: NormalizeOptions,
  unknownRoles: string[]
): MessageRecord {
  const word = textOf(raw.role) ?? ''
  let author = textOf(raw.author)
  let role = roleFromOptions(word, options.roles) ?? roleOf(word)
  if (role === null && word === '') role = 'system'
  if (role === null) {
    // Somebody wrote it, and neither the customer nor the AI by any word we know.
    role = 'human'
    author ??= word
    unknownRoles.push(word)
  }
  const given = typeof raw.text === 'string' ? raw.text : (textOf(raw.text) ?? '')
  return {
    key: textOf(raw.id) ?? '',
    role,
    author,
    sentAt,
    timeIsEstimated: sentAt === null,
    text: wellFormed(raw.format === 'html' ? htmlToText(given) : given),
    // Answers of AI agents are Markdown on every platform seen; what customers type is shown as it was typed.
    format: role === 'agent' && raw.format !== 'text' ? 'markdown' : raw.format === 'markdown' ? 'markdown' : 'text',
    confidence:
      raw.confidence === undefined || role !== 'agent' ? null : confidenceOf(raw.confidence, options.scoreScale),
    citations:
      raw.citations === undefined ? null : raw.citations.length === 0 ? NO_CITATIONS : raw.citations.map(citationOf),
    feedback: feedbackOf(raw.feedback),
    parts: raw.parts === undefined || raw.parts.length === 0 ? null : partsOf(raw.parts)
  }
}

function roleFromOptions(word: string, roles: NormalizeOptions['roles']): Role | null {
  if (roles === undefined) return null
  return (Object.hasOwn(roles, word) ? roles[word] : undefined) ?? null
}

function citationOf(raw: RawCitation): CitationRecord {
  const score = typeof raw.score === 'string' ? Number(raw.score.trim() || Number.NaN) : raw.score
  return {
    title: textOf(raw.title),
    url: textOf(raw.url),
    excerpt: textOf(raw.excerpt),
    score: typeof score === 'number' && Number.isFinite(score) ? score : null,
    externalId: textOf(raw.id),
    kind: textOf(raw.kind)
  }
}

/** As `MessagePart`: kind, name, and a body that is text. */
function partsOf(parts: readonly RawPart[]): string {
  return json(
    parts.map(({ kind, name, body }) => ({
      kind,
      name: textOf(name),
      body: typeof body === 'string' ? wellFormed(body) : body === undefined ? '' : json(body, 2)
    }))
  )
}

/** JSON of any value; a value that JSON cannot write is told as text. */
function json(value: unknown, indent?: number): string {
  try {
    return wellFormed(
      JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v), indent) ?? 'null'
    )
  } catch (thrown) {
    return JSON.stringify(`(cannot be written: ${thrown instanceof Error ? thrown.message : 'unknown'})`)
  }
}

function customerFields(customer: RawConversation['customer']): Readonly<Record<string, string | undefined>> | null {
  if (customer === undefined) return null
  const fields: [string, string][] = []
  for (const [name, value] of Object.entries(customer)) {
    const text = textOf(value)
    if (text !== null) fields.push([wellFormed(name), text])
  }
  // Not by assignment: a field may be called __proto__.
  return fields.length === 0 ? null : Object.fromEntries(fields)
}

/** As the source says, or where every time is at or before the one above it. */
function isNewestFirst(raw: RawConversation, messages: readonly MessageRecord[]): boolean {
  if (raw.order !== undefined) return raw.order === 'newest-first'
  const first = messages[0]?.sentAt ?? null
  const last = messages.at(-1)?.sentAt ?? null
  if (first === null || last === null || first <= last) return false
  let before = first
  for (const { sentAt } of messages) {
    if (sentAt === null || sentAt > before) return false
    before = sentAt
  }
  return true
}

function timeOf(value: RawTime, options: NormalizeOptions): number | null | Exclude<TimeProblem, 'none'> {
  if (value === null || value === undefined) return null
  const read = readTime(value, options)
  return read === 'none' ? null : read
}

const TIME_REASONS: Readonly<Record<Exclude<TimeProblem, 'none'>, string>> = {
  unreadable: 'is not a date or time',
  impossible: 'is a date or time that does not exist',
  ambiguous: 'can be read in two ways: say whether the day or the month comes first'
}

function badTime(raw: RawConversation, value: RawTime, problem: Exclude<TimeProblem, 'none'>, text: string): Rejection {
  const shown = String(value).slice(0, 60)
  return {
    kind: 'rejection',
    row: raw.row,
    bytesRead: raw.bytesRead,
    code: problem === 'ambiguous' ? 'ambiguous-date' : 'bad-time',
    reason: `“${wellFormed(shown)}” ${TIME_REASONS[problem]}.`,
    raw: text
  }
}

function noText(raw: RawConversation): Rejection {
  return {
    kind: 'rejection',
    row: raw.row,
    bytesRead: raw.bytesRead,
    code: 'no-messages',
    reason: 'The conversation has no messages.',
    raw: raw.raw
  }
}

function messageText(raw: RawConversation, message: RawMessage): string {
  return raw.messages.length === 1 ? raw.raw : json(message)
}
