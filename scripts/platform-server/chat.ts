// The development platform's agent: answers from the Q&A pairs it was trained with, else vaguely; costs credits; leaves a conversation.
import { randomUUID } from 'node:crypto'
import { type Answered, failure } from './answers'
import type { Json, PlatformAgent, PlatformConversation, PlatformMode, PlatformSource, PlatformStore } from './store'

interface ChatOptions {
  readonly mode: PlatformMode
  readonly trainingMs: number
}

/** Words that two questions must share, of all the words of both. */
const ALIKE = 0.5

export function chat(
  store: PlatformStore,
  { mode, trainingMs }: ChatOptions,
  { id: agentId }: PlatformAgent,
  body: unknown
): Answered {
  const {
    message,
    stream,
    userId = null,
    conversationId
  } = typeof body === 'object' && body !== null ? (body as Json) : {}
  if (typeof message !== 'string' || message.trim() === '') return refuse('message is required')
  if (stream !== false) return refuse('This server does not stream: send "stream": false')
  if (userId !== null && !/^[a-zA-Z0-9._-]{1,128}$/.test(String(userId))) return refuse('userId holds other characters')
  const known = store.conversations.find((one) => String(one.id) === String(conversationId) && one.agentId === agentId)
  if (conversationId !== undefined && !known) return failure(404, 'RESOURCE_NOT_FOUND', 'Conversation not found')
  if (store.credits <= 0) return failure(402, 'CHAT_CREDITS_EXHAUSTED', 'Message limit reached')
  store.credits--
  const source = bestSource(store, agentId, message, trainingMs)
  const conversation = known ?? begin(store, mode, agentId, userId)
  const question = said('user', message, conversation.updatedAt)
  const answer = {
    ...said('assistant', source?.answer ?? VAGUE, conversation.updatedAt),
    feedback: null,
    metadata: { score: source ? 0.97 : 0.34, citations: source ? [cited(source)] : [] }
  }
  conversation.messages.push(question, answer)
  const { id, role, parts, metadata } = answer
  return {
    status: 200,
    body: {
      data: {
        ...{ id, role, parts },
        metadata: {
          userMessageId: question.id,
          // As the platforms write it here: text, whatever the path takes.
          conversationId: String(conversation.id),
          userId,
          finishReason: 'stop',
          usage: { credits: 1 },
          ...(mode === 'generic' ? metadata : {})
        }
      }
    }
  }
}

const VAGUE = 'I am not sure about that. Our team will be happy to help you.'
const refuse = (what: string) => failure(400, 'VALIDATION_INVALID_BODY', what)

function said(role: string, text: string, createdAt: number) {
  return { id: `msg_${randomUUID().slice(0, 8)}`, role, parts: [{ type: 'text', text }], createdAt }
}

function cited({ id, name, answer }: PlatformSource): Json {
  return {
    title: `Q&A: ${name}`,
    url: null,
    excerpt: answer.slice(0, 300),
    score: 0.99,
    sourceId: id,
    sourceType: 'qna'
  }
}

function begin(
  store: PlatformStore,
  mode: PlatformMode,
  agentId: string | number,
  userId: unknown
): PlatformConversation {
  const newest = store.conversations.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), 0)
  const at = Math.max(newest + 1, Math.floor(Date.now() / 1_000))
  const id = mode === 'bookbag' ? store.conversations.length + 1 : randomUUID()
  const body = { id, title: null, createdAt: at, updatedAt: at, userId, status: 'ongoing', source: 'API' }
  const conversation: PlatformConversation = { id, agentId, updatedAt: at, body, messages: [] }
  store.conversations.push(conversation)
  return conversation
}

/** The pair with the question most alike, once it is trained. */
function bestSource(
  { sources }: PlatformStore,
  agentId: string | number,
  message: string,
  trainingMs: number
): PlatformSource | undefined {
  const live = sources.filter(
    (one) => one.agentId === agentId && !one.willFail && Date.now() - one.changedAt >= trainingMs
  )
  const likeness = (one: PlatformSource) => Math.max(...one.questions.map((question) => alike(question, message)))
  const [best] = live.toSorted((a, b) => likeness(b) - likeness(a))
  return best && likeness(best) >= ALIKE ? best : undefined
}

/** Jaccard index of their words. */
function alike(a: string, b: string): number {
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
  const [one, other] = [words(a), words(b)]
  const shared = [...one].filter((word) => other.has(word)).length
  return shared / (one.size + other.size - shared || 1)
}
