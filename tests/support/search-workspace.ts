// A made-up workspace with a search over it, and short ways to ask.
import { expect, onTestFinished } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { createSearch, type Search } from '../../electron/search/result-sets'
import { parseQuery } from '../../shared/query/parse-query'
import type { Query } from '../../shared/query/query'
import { type SeedConversation, seedConversations } from './seed-workspace'
import { tempWorkspace } from './temp-workspace'
import { writeConversation, writeSeed } from './write-seed'

export const asked = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 4, 20, 11), reviewer: 'Ada' }

export function query(text: string): Query {
  const { query, problems } = parseQuery(text)
  expect(problems).toEqual([])
  return query
}

export function workspace(conversations: readonly SeedConversation[] = seedConversations(300, 11)) {
  const { database, file } = tempWorkspace()
  writeSeed(database, conversations)
  const reader = openReadable(file)
  onTestFinished(() => reader.close())
  return { database, reader, search: createSearch(reader), conversations }
}

export async function found(search: Search, text: string): Promise<number[]> {
  return [...search.ids((await search.open(query(text), asked)).id)]
}

/** A conversation of these texts, by customer and agent in turn. */
export function said(id: number, ...texts: readonly string[]): SeedConversation {
  const [one] = seedConversations(1, id)
  const messages = texts.map((text, i) => ({
    seq: i + 1,
    key: `k${i + 1}`,
    role: i % 2 === 0 ? ('customer' as const) : ('agent' as const),
    sentAt: 1_000 * i,
    text,
    confidence: null,
    thumb: null,
    part: null,
    citations: null
  }))
  return {
    ...one!,
    id,
    externalId: `said-${id}`,
    startedAt: id,
    lastAt: id,
    messages,
    notes: [],
    tags: [],
    flags: [],
    issues: [],
    verdicts: [],
    pairs: [],
    wholeCitations: [],
    citationCount: 0
  }
}

export const write = (database: WritableDatabase, c: SeedConversation) =>
  writeConversation((text, ...values) => database.prepare(text).run(...values), c)
