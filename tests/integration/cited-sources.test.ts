// Sources of the answers: every number is exactly what its query finds, for made-up workspaces of every kind.
import { expect, it } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { createBatchWriter } from '../../electron/ingest/batch-writer'
import { citedSourcesOf } from '../../electron/insights/cited-sources'
import { ensureDefaultScorecard } from '../../electron/review/scorecards'
import { createSearch } from '../../electron/search/result-sets'
import type { CitedSources, Found } from '../../shared/answers'
import { EVERYTHING } from '../../shared/query/query'
import { asked } from '../support/asked'
import { beginImport, importAll } from '../support/import-records'
import { seedConversations } from '../support/seed-workspace'
import { tempWorkspace } from '../support/temp-workspace'
import { writeSeed } from '../support/write-seed'

async function sourcesIn(file: string, agentId: number | null = null) {
  const reader = openReadable(file)
  const search = createSearch(reader)
  const asker = { timeZone: 'UTC', now: Date.now(), reviewer: 'Ada' }
  const sources = await citedSourcesOf(await search.moment(EVERYTHING, asker), agentId, { progress: () => undefined })
  const countOf = async ({ filter }: Found) =>
    (await search.open({ version: 1, filter, sort: [], agentId: null }, asker)).total
  return {
    sources,
    countOf,
    close: () => {
      search.close()
      reader.close()
    }
  }
}

function numbersOf({ sources, none, uncited }: CitedSources): Found[] {
  return [...sources, none]
    .flatMap(({ all, down, handedOff, wrong }) => [all, down, handedOff, wrong])
    .concat(uncited.map(({ silent }) => silent))
}

it('counts exactly what its queries find', async () => {
  for (const seed of [3, 11]) {
    const { database, file } = tempWorkspace()
    ensureDefaultScorecard(database, 0)
    writeSeed(database, seedConversations(200, seed))
    for (const agentId of [null, 1]) {
      const { sources, countOf, close } = await sourcesIn(file, agentId)
      const numbers = numbersOf(sources)
      expect(numbers.length).toBeGreaterThan(4)
      for (const number of numbers)
        expect({ number, count: await countOf(number) }).toEqual({ number, count: number.count })
      close()
    }
  }
})

const idOf = (database: WritableDatabase, external: string) =>
  database.prepare('SELECT id FROM conversation WHERE external_id = ?').get<{ id: number }>(external)!.id
const cites = (title: string | null, url: string | null = null) => ({
  citations: [{ title, url, excerpt: 'Within 30 days.', score: 0.9 }]
})

it('says what became of the answers that rest on a source, on none, and where nothing is known', async () => {
  const { database, file } = tempWorkspace()
  ensureDefaultScorecard(database, 0)
  await importAll(database, [
    asked(
      'a',
      'One?',
      { ...cites('Returns', 'https://shop.example/returns'), feedback: [{ value: 'down' }] },
      { day: 1 }
    ),
    asked('b', 'Two?', cites('Returns'), { day: 3, status: 'escalated' }),
    asked('c', 'Three?', cites(null, 'https://shop.example/faq'), { day: 2 }),
    asked('d', 'Four?', { citations: [] }, { day: 2 })
  ])
  const silent = beginImport(database, 'silent.csv')
  const writer = createBatchWriter({ database, ...silent, agentName: 'Ada', timeZone: 'UTC' })
  await writer.add(asked('e', 'Five?'))
  await writer.finish()
  const { sources, countOf, close } = await sourcesIn(file)
  expect(sources.uncited).toMatchObject([{ name: 'silent.csv', silent: { count: 1 } }])
  for (const { silent: found } of sources.uncited) expect(await countOf(found)).toBe(found.count)
  expect(sources.sources).toMatchObject([
    {
      name: 'Returns',
      url: 'https://shop.example/returns',
      answers: 2,
      all: { count: 2 },
      down: { count: 1 },
      handedOff: { count: 1 },
      wrong: { count: 0 },
      lastIn: idOf(database, 'b')
    },
    { name: 'https://shop.example/faq', answers: 1 }
  ])
  expect(sources.none).toMatchObject({ answers: 1, all: { count: 1 } })
  close()
})
