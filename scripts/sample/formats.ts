// Writes sample conversations in the shapes of the import formats, a piece of text at a time.
import type { SampleConversation, SampleMessage } from './conversation'

export interface SampleFormat {
  readonly extension: string
  readonly head: string
  /** Between two conversations. */
  readonly separator: string
  readonly tail: (total: number) => string
  readonly write: (conversation: SampleConversation) => string
}

const seconds = (ms: number) => Math.floor(ms / 1_000)
const iso = (ms: number) => new Date(ms).toISOString()
const start = (c: SampleConversation) => c.messages[0]?.at ?? 0
const end = (c: SampleConversation) => c.messages.at(-1)?.at ?? 0

/** A conversation as the agent platforms' API v2 exports it, with what their dashboards know as `insights`. */
function platform(c: SampleConversation) {
  return {
    id: c.id,
    title: c.title,
    createdAt: seconds(start(c)),
    updatedAt: seconds(end(c)),
    userId: c.customer.id,
    source: c.channel,
    status: c.status,
    insights: {
      sentiment: c.sentiment,
      topic: c.topic,
      language: c.language,
      country: c.country,
      customer: c.customer
    },
    messages: c.messages.map(platformMessage)
  }
}

function platformMessage(m: SampleMessage) {
  const parts = [
    ...(m.tool ? [{ type: 'tool-call', toolCallId: `call_${m.id}`, toolName: m.tool, input: { found: true } }] : []),
    { type: 'text', text: m.text }
  ]
  if (m.role === 'customer') return { id: m.id, role: 'user', parts, createdAt: seconds(m.at) }
  return {
    id: m.id,
    role: 'assistant',
    parts,
    createdAt: seconds(m.at),
    feedback: m.thumb === null ? null : m.thumb === 'up' ? 'positive' : 'negative',
    ...(m.comment === null ? {} : { feedbackComment: m.comment }),
    metadata:
      m.role === 'human'
        ? { score: null, author: { kind: 'human', name: m.author } }
        : { score: m.score, citations: m.citations }
  }
}

const cell = (value: string | number | null) => {
  const text = value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
const row = (cells: readonly (string | number | null)[]) => cells.map(cell).join(',')

const MESSAGE_HEADER =
  'conversation_id,started_at,channel,status,sentiment,topic,language,country,customer_id,customer_name,customer_email,message_id,role,author,sent_at,message,confidence,feedback,feedback_comment'
const CONVERSATION_HEADER =
  'conversation_id,started_at,updated_at,channel,status,sentiment,topic,language,country,customer_name,customer_email,confidence,feedback,transcript'

const speaker = (m: SampleMessage) => (m.role === 'customer' ? 'User' : m.role === 'agent' ? 'Assistant' : 'Human')

export const SAMPLE_FORMATS: Readonly<Record<string, SampleFormat>> = {
  platform: {
    extension: 'json',
    head: '{"data":[\n',
    separator: ',\n',
    tail: (total) => `\n],"pagination":{"cursor":null,"hasMore":false,"total":${total}}}\n`,
    write: (c) => JSON.stringify(platform(c))
  },
  'platform-pretty': {
    extension: 'json',
    head: '{\n  "data": [\n',
    separator: ',\n',
    tail: (total) => `\n  ],\n  "pagination": { "cursor": null, "hasMore": false, "total": ${total} }\n}\n`,
    write: (c) => JSON.stringify(platform(c), null, 2)
  },
  'platform-lines': {
    extension: 'jsonl',
    head: '',
    separator: '\n',
    tail: () => '\n',
    write: (c) => JSON.stringify(platform(c))
  },
  'csv-messages': {
    extension: 'csv',
    head: `${MESSAGE_HEADER}\n`,
    separator: '\n',
    tail: () => '\n',
    write: (c) =>
      c.messages
        .map((m) =>
          row([
            c.id,
            iso(start(c)),
            c.channel,
            c.status,
            c.sentiment,
            c.topic,
            c.language,
            c.country,
            c.customer.id,
            c.customer.name,
            c.customer.email,
            m.id,
            m.role === 'customer' ? 'user' : m.role === 'agent' ? 'assistant' : 'human',
            m.author,
            iso(m.at),
            m.text,
            m.score,
            m.thumb === null ? '' : m.thumb === 'up' ? 'positive' : 'negative',
            m.comment
          ])
        )
        .join('\n')
  },
  'csv-conversations': {
    extension: 'csv',
    head: `${CONVERSATION_HEADER}\n`,
    separator: '\n',
    tail: () => '\n',
    write: (c) => {
      const scores = c.messages.flatMap((m) => (m.score === null ? [] : [m.score]))
      const thumb = c.messages.findLast((m) => m.thumb !== null)?.thumb
      return row([
        c.id,
        iso(start(c)),
        iso(end(c)),
        c.channel,
        c.status,
        c.sentiment,
        c.topic,
        c.language,
        c.country,
        c.customer.name,
        c.customer.email,
        scores.length > 0 ? Math.min(...scores) : null,
        thumb === undefined ? '' : thumb === 'up' ? 'positive' : 'negative',
        c.messages.map((m) => `${speaker(m)}: ${m.text}`).join('\n')
      ])
    }
  }
}
