// What the development platform knows: made-up agents, their conversations, and the Q&A pairs that were sent to it. In memory only.
import { randomUUID } from 'node:crypto'
import { type SampleOptions, sampleConversation } from '../sample/conversation'
import { SAMPLE_FORMATS } from '../sample/formats'

export const PLATFORM_MODES = ['bookbag', 'chatbase', 'generic'] as const
export type PlatformMode = (typeof PLATFORM_MODES)[number]

export type Json = { [key: string]: unknown }

export interface PlatformAgent {
  readonly id: string | number
  readonly name: string
}

/** Everything that is known of a conversation; each read leaves out what its platform leaves out. */
export interface PlatformConversation {
  readonly id: string | number
  readonly agentId: string | number
  /** Unix seconds. */
  updatedAt: number
  readonly body: Json
  readonly messages: Json[]
}

export interface PlatformSource {
  readonly id: string
  readonly agentId: string | number
  name: string
  questions: readonly string[]
  answer: string
  readonly createdAt: string
  /** Milliseconds; training takes as long as the server was told from here. */
  changedAt: number
  wasTrained: boolean
  willFail: boolean
}

/** A ticket of the help desk. */
export interface PlatformTicket {
  readonly number: number
  readonly agentId: string | number
  readonly subject: string
  readonly description: string
  readonly email: string | null
  readonly name: string | null
  readonly priority: string
  /** Only an escalation knows it. */
  readonly conversationId: string | number | null
  readonly createdAt: string
}

export interface PlatformStore {
  readonly agents: readonly PlatformAgent[]
  readonly conversations: PlatformConversation[]
  readonly sources: PlatformSource[]
  /** Names of all pairs that were ever made, in order. */
  readonly created: readonly string[]
  /** What questions may still cost; each costs one. */
  credits: number
  readonly tickets: PlatformTicket[]
  /** What was answered to a request that carried an idempotency key, by key. */
  readonly answered: Map<string, unknown>
  createSource(agentId: string | number, given: Pick<PlatformSource, 'name' | 'questions' | 'answer'>): PlatformSource
  /** A customer writes again: the conversation is the one with the newest activity then. */
  touch(id: string | number, text: string): void
}

export interface StoreOptions {
  readonly mode: PlatformMode
  readonly conversations: number
  readonly seed?: number | undefined
  /** Default: more than anyone spends. */
  readonly credits?: number | undefined
}

/** The day the made-up period ends; fixed, so that the same seed gives the same data. */
const UNTIL = Date.UTC(2026, 9, 31, 23, 59, 59)

export function createStore({
  mode,
  conversations: count,
  seed = 42,
  credits = 1_000_000
}: StoreOptions): PlatformStore {
  const isNumbered = mode === 'bookbag'
  const agents = isNumbered
    ? [
        { id: 101, name: 'Northwind Support' },
        { id: 102, name: 'Northwind Sales' }
      ]
    : [
        { id: 'agent-support', name: 'Northwind Support' },
        { id: 'agent-sales', name: 'Northwind Sales' }
      ]
  const options: SampleOptions = { seed, conversations: count, until: UNTIL, days: 180, meanMessages: 8 }
  const platform = SAMPLE_FORMATS['platform']
  if (!platform) throw new Error('the sample generator lost its platform format')
  const conversations: PlatformConversation[] = []
  for (let n = 0; n < count; n++) {
    const { messages, ...body } = JSON.parse(platform.write(sampleConversation(options, n)))
    const id = isNumbered ? n + 1 : String(body.id)
    // Two of three talk to the first agent.
    const agentId = agents[n % 3 === 2 ? 1 : 0]?.id ?? ''
    conversations.push({ id, agentId, updatedAt: Number(body.updatedAt), body: { ...body, id }, messages })
  }
  const sources: PlatformSource[] = []
  const created: string[] = []
  return {
    agents,
    conversations,
    sources,
    created,
    credits,
    tickets: [],
    answered: new Map(),
    createSource(agentId, given) {
      const now = Date.now()
      const source: PlatformSource = {
        ...given,
        id: randomUUID(),
        agentId,
        createdAt: new Date(now).toISOString(),
        changedAt: now,
        wasTrained: false,
        willFail: false
      }
      sources.push(source)
      created.push(source.name)
      return source
    },
    touch(id, text) {
      const conversation = conversations.find((one) => one.id === id)
      if (!conversation) throw new Error(`no conversation ${id}`)
      const newest = conversations.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), 0)
      conversation.updatedAt = newest + 60
      conversation.messages.push({
        id: `msg_${randomUUID().slice(0, 8)}`,
        role: 'user',
        parts: [{ type: 'text', text }],
        createdAt: conversation.updatedAt
      })
    }
  }
}
