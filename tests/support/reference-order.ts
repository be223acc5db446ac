// The order of a list, slow and obvious.
import type { Sort } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { AGENTS, type SeedConversation, SOURCES } from './seed-workspace'

export function inOrder(conversations: readonly SeedConversation[], sort: readonly Sort[]): number[] {
  const keys: ((a: SeedConversation, b: SeedConversation) => number)[] = []
  const by =
    (key: (c: SeedConversation) => string | number | null, way: number) =>
    (a: SeedConversation, b: SeedConversation) => {
      const [x, y] = [key(a), key(b)]
      if (x === null || y === null) return Number(x === null) - Number(y === null)
      return way * (typeof x === 'string' ? Buffer.compare(Buffer.from(x), Buffer.from(String(y))) : x - Number(y))
    }
  let idWay = -1
  let isDated = false
  for (const { field, direction } of sort) {
    const way = direction === 'asc' ? 1 : -1
    if (field === 'relevance' || isDated) continue
    if (field === 'date') {
      keys.push(by((c) => c.startedAt, way))
      idWay = way
      isDated = true
    } else keys.push(by(SORT[field], way))
  }
  if (!isDated) keys.push(by((c) => c.startedAt, -1))
  keys.push((a, b) => idWay * (a.id - b.id))
  return conversations.toSorted((a, b) => keys.reduce((found, key) => found || key(a, b), 0)).map((c) => c.id)
}

const folded = (text: string | null) => (text === null ? null : fold(text))
const SORT: Record<Exclude<Sort['field'], 'date' | 'relevance'>, (c: SeedConversation) => string | number | null> = {
  last: (c) => c.lastAt,
  preview: (c) => folded(c.preview),
  channel: (c) => folded(c.channel),
  status: (c) => folded(c.status),
  messages: (c) => c.messages.length,
  feedback: (c) => (c.up + c.down > 0 ? c.up - c.down : null),
  confidence: (c) => c.confidence,
  sentiment: (c) => c.sentiment,
  topic: (c) => folded(c.topic),
  customer: (c) => folded(c.customer),
  agent: (c) => folded(AGENTS[c.agentId - 1]!),
  source: (c) => folded(SOURCES[c.sourceId - 1]!),
  review: (c) => c.reviewState
}
