// Made-up conversations as plain objects, with everything that a query can ask about.
import type { Role } from '../../shared/domain'

export interface SeedCitation {
  readonly title: string | null
  readonly url: string | null
  readonly excerpt: string | null
}
export interface SeedMessage {
  readonly seq: number
  readonly key: string
  readonly role: Role
  readonly sentAt: number | null
  readonly text: string
  readonly confidence: number | null
  readonly thumb: 1 | -1 | null
  /** Null: the source does not say. */
  readonly citations: readonly SeedCitation[] | null
  /** Name and body of a folded tool call. */
  readonly part: { readonly name: string; readonly body: string } | null
}
export interface SeedAnnotation {
  readonly messageKey: string | null
  readonly reviewer: string
}
export interface SeedConversation {
  readonly id: number
  readonly agentId: number
  readonly externalId: string
  readonly sourceId: number
  readonly importIds: readonly number[]
  readonly channel: string | null
  readonly channelRaw: string | null
  readonly status: string | null
  readonly statusRaw: string | null
  readonly startedAt: number | null
  readonly lastAt: number | null
  readonly preview: string
  readonly unanswered: number | null
  readonly citationCount: number
  readonly up: number
  readonly down: number
  readonly confidence: number | null
  readonly sentiment: string | null
  readonly topic: string | null
  readonly language: string | null
  readonly country: string | null
  readonly customer: string | null
  readonly customerFields: Readonly<Record<string, string>> | null
  readonly lastRole: Role
  readonly isTest: boolean
  readonly reviewState: string
  readonly reviewedAt: number | null
  readonly changedAt: number
  readonly wholeCitations: readonly SeedCitation[]
  readonly messages: readonly SeedMessage[]
  readonly tags: readonly (SeedAnnotation & { readonly name: string })[]
  readonly notes: readonly (SeedAnnotation & { readonly body: string })[]
  readonly flags: readonly SeedAnnotation[]
  readonly issues: readonly { readonly id: number; readonly title: string; readonly messageKey: string | null }[]
  readonly verdicts: readonly (SeedAnnotation & {
    readonly criterion: string
    readonly value: string | null
    readonly number: number | null
  })[]
  readonly pairs: readonly { readonly messageKey: string | null; readonly state: string }[]
}

/** A small seeded generator (mulberry32): the same seed gives the same workspace. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const WORDS = [
  'refund',
  'Refunds',
  'réfund',
  'return',
  'order',
  'Order',
  '#10482',
  '10482-A',
  'SKU_77',
  'anna@example.com',
  'https://shop.example/r?id=7',
  'cancel',
  'how',
  'can',
  'I',
  'help',
  'sorry',
  "I'm",
  'the',
  'is',
  'where',
  'my',
  'ok',
  'No',
  'tracking',
  'AB123456789',
  '退款',
  '订单在哪里',
  'パスワード',
  '비밀번호',
  'คืนเงิน',
  'สินค้า',
  '😀',
  '👍🏽',
  'Ünterwegs',
  'naïve',
  'ΟΔΟΣ',
  'заказ',
  'ёлка',
  'מוצר',
  'مُحَمَّد',
  'हिन्दी',
  '&',
  '—',
  ':)',
  '50%',
  "l'été",
  'Straße',
  'x'
]
const TOPICS = [null, 'Returns', 'returns', 'Shipping', 'Order status', 'Übergabe', 'none', '退货']
const CHANNELS: readonly (readonly [string | null, string | null])[] = [
  ['email', 'mail'],
  ['whatsapp', null],
  ['widget', 'web_chat'],
  [null, 'fax'],
  [null, null],
  ['email', null]
]
const STATUSES: readonly (readonly [string | null, string | null])[] = [
  ['open', null],
  ['ended', 'closed'],
  ['escalated', 'handed_off'],
  [null, 'weird'],
  [null, null]
]
const REVIEWERS = ['Ada', 'Eve', '']
export const AGENTS = ['Ada bot', 'Zoë', 'shop']
export const SOURCES = ['march.json', 'Chats.csv']
export const ISSUES = ['Wrong return window', 'Rude']

/** Winter 2025 to summer 2026: both changes of European clocks lie in it. */
const FIRST = Date.UTC(2025, 9, 20)
const SPAN = 300 * 86_400_000

export function seedConversations(count: number, seed: number): SeedConversation[] {
  const next = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const maybe = <T>(value: () => T, chance = 0.5): T | null => (next() < chance ? value() : null)
  const phrase = (most: number) =>
    Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(WORDS)).join(pick([' ', ' ', ', ', '\n', ' - ']))
  const citation = (): SeedCitation => ({
    title: maybe(() => pick(['Returns policy', 'Shipping times', '退货']), 0.8),
    url: maybe(() => pick(['https://help.example/returns', 'https://help.example/ship']), 0.7),
    excerpt: maybe(() => phrase(4))
  })
  return Array.from({ length: count }, (_, i) => {
    const startedAt = maybe(() => FIRST + Math.floor(next() * SPAN), 0.95)
    const rows = 1 + Math.floor(next() * (next() < 0.1 ? 20 : 6))
    let at = startedAt
    const messages = Array.from({ length: rows }, (_, m): SeedMessage => {
      const role = pick(['customer', 'customer', 'agent', 'agent', 'human', 'system'] as const)
      if (at !== null) at += Math.floor(next() ** 4 * 40 * 3_600_000)
      return {
        seq: m + 1,
        key: `k${m + 1}`,
        role,
        sentAt: next() < 0.9 ? at : null,
        text: phrase(7),
        confidence: role === 'agent' ? maybe(() => Math.round(next() * 20) / 20, 0.7) : null,
        thumb: role === 'agent' ? maybe(() => pick([1, -1] as const), 0.3) : null,
        citations: role === 'agent' ? maybe(() => Array.from({ length: Math.floor(next() * 3) }, citation), 0.7) : null,
        part: next() < 0.15 ? { name: pick(['order_lookup', 'create_refund']), body: phrase(4) } : null
      }
    })
    const keys = [null, ...messages.map((m) => m.key)]
    const annotation = (): SeedAnnotation => ({ messageKey: pick(keys), reviewer: pick(REVIEWERS) })
    const few = <T>(make: () => T, chance: number): T[] =>
      next() < chance ? Array.from({ length: 1 + Math.floor(next() * 2) }, make) : []
    const unique = <T>(list: readonly T[], key: (item: T) => string) => [
      ...new Map(list.map((item) => [key(item), item])).values()
    ]
    const scores = messages.flatMap((m) => m.confidence ?? [])
    const told = messages.filter((m) => m.role === 'agent' && m.citations !== null)
    const wholeCitations = next() < 0.1 ? [citation()] : []
    const customer = maybe(() => pick(['Anna Bauer', 'anna@example.com', 'Zoë', '王小明', 'visitor 12']), 0.8)
    return {
      id: i + 1,
      agentId: 1 + Math.floor(next() * AGENTS.length),
      externalId: `conv-${1000 + i}`,
      sourceId: 1 + Math.floor(next() * SOURCES.length),
      importIds: next() < 0.2 ? [1, 2] : [1 + Math.floor(next() * 2)],
      ...(([channel, channelRaw]) => ({ channel, channelRaw }))(pick(CHANNELS)),
      ...(([status, statusRaw]) => ({ status, statusRaw }))(pick(STATUSES)),
      startedAt,
      lastAt: next() < 0.9 ? at : null,
      preview: messages[0]!.text.replaceAll('\n', ' ').slice(0, 40),
      unanswered: told.length === 0 ? null : told.filter((m) => m.citations!.length === 0).length,
      citationCount: wholeCitations.length + messages.reduce((sum, m) => sum + (m.citations?.length ?? 0), 0),
      up: messages.filter((m) => m.thumb === 1).length,
      down: messages.filter((m) => m.thumb === -1).length,
      confidence: scores.length === 0 ? null : Math.min(...scores),
      sentiment: pick([null, 'positive', 'neutral', 'negative']),
      topic: pick(TOPICS),
      language: pick([null, 'en', 'de', 'zh']),
      country: pick([null, 'DE', 'US']),
      customer,
      customerFields: maybe(() => ({
        email: pick(['anna@example.com', 'x.y@shop.example']),
        name: pick(['Anna', 'José'])
      })),
      lastRole: messages.at(-1)!.role,
      isTest: next() < 0.1,
      reviewState: pick(['unreviewed', 'unreviewed', 'in review', 'done', 'skipped', 'declined']),
      reviewedAt: maybe(() => 5_000),
      changedAt: pick([1_000, 9_000]),
      wholeCitations,
      messages,
      tags: unique(
        few(() => ({ ...annotation(), name: pick(['billing', 'Urgent', 'none']) }), 0.3),
        (t) => `${t.name}${t.messageKey}`
      ),
      notes: few(() => ({ ...annotation(), body: phrase(5) }), 0.3),
      flags: unique(few(annotation, 0.2), (f) => f.messageKey ?? ''),
      issues: unique(
        few(() => ({ id: 1 + Math.floor(next() * 2), title: '', messageKey: pick(keys) }), 0.2).map((x) => ({
          ...x,
          title: ISSUES[x.id - 1]!
        })),
        (x) => String(x.id)
      ),
      verdicts: unique(
        few(
          () => ({
            ...annotation(),
            ...pick([
              { criterion: 'verdict', value: 'wrong', number: null },
              { criterion: 'Verdict', value: 'correct', number: null },
              { criterion: 'accuracy', value: '2', number: 2 },
              { criterion: 'accuracy', value: '4', number: null },
              { criterion: 'root cause', value: 'Tone', number: null }
            ])
          }),
          0.4
        ),
        (v) => `${v.criterion}${v.reviewer}${v.messageKey}`
      ),
      pairs: few(
        () => ({ messageKey: pick(keys), state: pick(['draft', 'ready', 'queued', 'sent', 'live', 'withdrawn']) }),
        0.2
      )
    }
  })
}
