// A small sync drill, each run with another seed: what it finds is repeated with the seed it names. The whole one: npm run drill -- sync
import { expect, test } from 'vitest'
import { syncDrill } from '../drill/support/sync-drill'
import { bundle } from '../support/bundle'

test('through faults and kills local becomes remote, and each write is applied once', {
  timeout: 300_000
}, async () => {
  const child = await bundle('tests/drill/support/sync-child.ts')
  try {
    const seed = Number(process.env['DRILL_SEED'] ?? Date.now() % 1_000_000)
    const size = { conversations: 600, entries: 60, faults: 0.3, killWithin: 40 }
    const report = await syncDrill({ child: child.file, seed, ...size })
    expect(report.problems, `DRILL_SEED=${seed}`).toEqual([])
    expect(report).toMatchObject({ entries: 60 })
    expect(report.kills).toBeGreaterThan(2)
    expect(report.faults).toBeGreaterThan(50)
  } finally {
    child.remove()
  }
})
