// Handing a conversation to people: what is sent, and the summary that a person starts from.
import { z } from 'zod'
import type { ConversationDetail, Message } from './domain'

export const PRIORITIES = ['none', 'low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The platforms' own limits, in characters; of the summary some are kept for what the app adds: the mark, the conversation's id. */
export const MOST_SUBJECT = 500
export const MOST_SUMMARY = 9_000

/** What a person decides about a hand-off. */
export const handOffSchema = z.object({
  subject: z.string().trim().min(1).max(MOST_SUBJECT),
  summary: z.string().trim().min(1).max(MOST_SUMMARY),
  priority: z.enum(PRIORITIES),
  /** Where a ticket needs one; null: it does not. */
  email: z
    .string()
    .trim()
    .max(255)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)
    .nullable(),
  /** Of the customer. */
  name: z.string().trim().max(255).nullable(),
  /** The agent gives no more answers in it. */
  pause: z.boolean()
})
export type HandOff = z.output<typeof handOffSchema>

/** How many are handed off at once: each becomes a ticket that people answer. */
export const MOST_HAND_OFFS = 200

/** What handing off many conversations would do. */
export interface HandOffPlan {
  readonly can: readonly {
    readonly connection: string
    readonly way: 'escalate' | 'ticket'
    readonly conversations: readonly number[]
  }[]
  /** `why` goes on from a number: "3 came from a file"; the names are the first five. */
  readonly cannot: readonly { readonly why: string; readonly count: number; readonly names: readonly string[] }[]
}

export function isEmail(text: string): boolean {
  return handOffSchema.shape.email.safeParse(text).success && text.trim() !== ''
}

/** Characters of one quotation in a summary. */
const MOST_QUOTED = 600

/**
 * Subject and summary made from a conversation: what the customer asked first and said last, what the agent answered last, and how
 * that was rated. `messages`: those at its beginning and its end, in order. `at` writes a time for people.
 */
export function handOffDraft(
  { row, externalId, url }: Pick<ConversationDetail, 'row' | 'externalId' | 'url'>,
  messages: readonly Message[],
  at: (time: number) => string
): { readonly subject: string; readonly summary: string } {
  const asked = messages.filter(({ role }) => role === 'customer')
  const first = asked[0]
  const last = asked.at(-1)
  const answer = messages.findLast(({ role }) => role === 'agent')
  const thumb = answer?.feedback.findLast((one) => one.thumb !== null)?.thumb
  const facts = [
    row.customer && `Customer: ${row.customer}`,
    (row.channelRaw ?? row.channel) ? `Channel: ${row.channelRaw ?? row.channel}` : null,
    row.startedAt !== null && `Started: ${at(row.startedAt)}`,
    row.topic && `Topic: ${row.topic}`,
    `Conversation: ${externalId}`,
    url && `Address: ${url}`
  ].filter((fact) => typeof fact === 'string')
  const parts = [
    first && `The customer asked:\n${quoted(first.text)}`,
    answer && `The agent’s last answer${answerFacts(answer.confidence, thumb)}:\n${quoted(answer.text)}`,
    last && last !== first && `The customer’s last words:\n${quoted(last.text)}`,
    facts.join('\n')
  ].filter((part) => typeof part === 'string')
  return {
    subject: cut(subjectOf(row.title, first ? first.text : row.preview) || `Conversation ${externalId}`, 120),
    summary: cut(parts.join('\n\n'), MOST_SUMMARY)
  }
}

function answerFacts(confidence: number | null, thumb: 'up' | 'down' | null | undefined): string {
  const facts = [
    ...(confidence === null ? [] : [`confidence ${confidence.toFixed(2)}`]),
    ...(thumb ? [`thumbs ${thumb}`] : [])
  ]
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`
}

/** A title of one word says what it is about, not what is asked. */
function subjectOf(title: string | null, asked: string): string {
  const known = oneLine(title ?? '')
  if (known.includes(' ')) return known
  return [known, oneLine(asked)].filter((part) => part !== '').join(': ')
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

function quoted(text: string): string {
  return cut(text.trim(), MOST_QUOTED)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

/** Never half of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
