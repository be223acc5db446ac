// Any query finds the same conversations in the same order by SQL, by typed arrays, and by a slow reference that looks at everything.
import fc from 'fast-check'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { openReadable } from '../../electron/database/open'
import { idList } from '../../electron/database/sql'
import { compileContext } from '../../electron/search/compile-context'
import { compileQuery } from '../../electron/search/compile-query'
import { createSearch } from '../../electron/search/result-sets'
import { DEFAULT_BAND_LIMITS } from '../../shared/domain'
import type { Query } from '../../shared/query/query'
import { queryText } from '../../shared/query/query-text'
import { queries } from '../support/query-arbitraries'
import { holds } from '../support/reference-filter'
import { inOrder } from '../support/reference-order'
import { type SeedConversation, seedConversations } from '../support/seed-workspace'
import { tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

const asker = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 4, 20, 11), reviewer: 'Ada', bands: DEFAULT_BAND_LIMITS }
let conversations: SeedConversation[]
beforeAll(() => {
  conversations = seedConversations(250, 7)
})

function expected(query: Query): number[] {
  return inOrder(
    conversations.filter(
      (c) => (query.agentId === null || c.agentId === query.agentId) && holds(query.filter, c, asker)
    ),
    query.sort
  )
}

function workspace() {
  const { database, file } = tempWorkspace()
  writeSeed(database, conversations)
  const reader = openReadable(file)
  onTestFinished(() => reader.close())
  return reader
}

it('agrees with SQL', () => {
  const reader = workspace()
  fc.assert(
    fc.property(queries, (query) => {
      const found = [...idList(reader, compileQuery(query, compileContext(reader, asker)))]
      expect({ text: queryText(query), found }).toEqual({ text: queryText(query), found: expected(query) })
    }),
    { numRuns: 800 }
  )
})

it('agrees with the columns in memory', async () => {
  const search = createSearch(workspace())
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const { id, total, of } = await search.open(query, asker)
      const found = [...search.ids(id)]
      const text = queryText(query)
      expect({ text, found, total }).toEqual({ text, found: expected(query), total: found.length })
      expect(of).toBe(conversations.filter((c) => query.agentId === null || c.agentId === query.agentId).length)
    }),
    { numRuns: 2_000 }
  )
})
