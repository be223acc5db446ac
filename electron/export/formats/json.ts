// JSON and JSON Lines: everything the workspace knows of a conversation, so that an import gives it all back. docs/export-format.md
// says what each key means. Every key is always there, in this order: the same content is the same bytes.
import { isoTime, openJson } from '../../database/annotation-tables'
import type { CitationRecord, FeedbackRecord, MessageRecord } from '../../database/conversation-record'
import type { FullConversation } from '../../database/full-conversations'
import { type ExportFormat, textFormat } from './export-format'

/** Raised when a key changes its meaning; an import refuses what is newer than it knows. */
export const FORMAT_VERSION = 1

const EVERYTHING = { withMessages: true, withRaw: true } as const

/** One object with a head and the list of conversations, a conversation per line. */
export const json: ExportFormat = textFormat({
  needs: EVERYTHING,
  begin: ({ query, words, timeZone, conversations, definitions }) => {
    const head = {
      format: 'chatlog-desk',
      version: FORMAT_VERSION,
      query,
      queryInWords: words,
      timeZone,
      conversationCount: conversations,
      ...definitions
    }
    return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "conversations": [`
  },
  conversation: (conversation, index) => `${index === 0 ? '\n' : ',\n'}${JSON.stringify(plain(conversation))}`,
  end: () => '\n ]\n}\n'
})

/** The same objects without the head. */
export const jsonLines: ExportFormat = textFormat({
  needs: EVERYTHING,
  begin: () => '',
  conversation: (conversation) => `${JSON.stringify(plain(conversation))}\n`,
  end: () => ''
})

function plain(conversation: FullConversation) {
  const { record } = conversation
  return {
    chatlogDesk: FORMAT_VERSION,
    number: conversation.id,
    id: record.externalId,
    idIsMade: record.externalIdIsSynthetic,
    agent: { name: record.agent.name, id: record.agent.externalId },
    source: conversation.source,
    title: record.title,
    channel: record.channel,
    channelRaw: record.channelRaw,
    status: record.status,
    statusRaw: record.statusRaw,
    startedAt: time(record.startedAt),
    updatedAt: time(record.updatedAt),
    lastAt: time(conversation.lastAt),
    sentiment: record.sentiment,
    sentimentOrigin: conversation.sentimentOrigin,
    topic: record.topic,
    topicOrigin: conversation.topicOrigin,
    language: record.language,
    country: record.country,
    customer: record.customer,
    customerFields: opened(record.customerFields),
    url: record.url,
    summary: record.summary,
    isTest: record.isTest,
    confidence: record.confidence,
    feedback: record.feedback.map(feedback),
    citations: record.citations?.map(citation) ?? null,
    messages: record.messages.map(message),
    branches: opened(record.branches),
    review: { state: conversation.reviewState, at: time(conversation.reviewedAt) },
    changedAt: time(conversation.changedAt),
    ...conversation.annotations,
    raw: conversation.raw
  }
}

function message({
  key,
  role,
  author,
  sentAt,
  text,
  format,
  confidence,
  citations,
  feedback: given,
  parts
}: MessageRecord) {
  return {
    id: key,
    role,
    author,
    sentAt: time(sentAt),
    text,
    format,
    confidence,
    citations: citations?.map(citation) ?? null,
    feedback: given.map(feedback),
    parts: opened(parts)
  }
}

function citation({ title, url, excerpt, score, externalId, kind }: CitationRecord) {
  return { title, url, excerpt, score, id: externalId, kind }
}

function feedback({ rater, thumb, stars, comment, raw }: FeedbackRecord) {
  return { rater, thumb: thumb === null ? null : thumb === 1 ? 'up' : 'down', stars, comment, raw }
}

function time(at: number | null) {
  return at === null ? null : isoTime(at)
}

function opened(text: string | null) {
  return text === null ? null : openJson(text)
}
