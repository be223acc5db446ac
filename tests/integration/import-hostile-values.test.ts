// Any JSON value in any field of any format: nothing crashes, and every record is accounted for.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ADAPTERS } from '../../electron/import/adapters/index'
import { detect } from '../../electron/import/detect'
import { readFileHead } from '../../electron/import/file-head'
import { importFiles } from '../../electron/import/import-files'
import { testCall, writeTo } from '../support/import-call'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const ROOT = path.join(import.meta.dirname, '../fixtures/import')
const VARIANTS = 40

/** What people and programs put where something else is expected. */
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      '=1+1',
      '\u202Eoverride',
      '\u200b',
      '\ud83d',
      '\u0000',
      '<script>alert(1)</script>',
      '9007199254740993',
      '31.02.2026',
      '1969-12-31T23:59:59Z',
      -1e308,
      5e-324,
      'x'.repeat(100_000),
      { __proto__: { a: 1 }, constructor: null, toString: 1, length: -1 },
      [[[[]]]],
      []
    )
  }
)

interface Place {
  readonly holder: Record<string | number, unknown>
  readonly key: string | number
}

function places(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string | number, unknown>
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])])
}

/** A copy of the record with some fields replaced and some left out. */
function spoiled(record: unknown, choices: readonly (readonly [number, unknown])[]): unknown {
  const copy: unknown = structuredClone(record)
  for (const [choice, value] of choices) {
    const all = places(copy)
    const place = all[choice % Math.max(1, all.length)]
    if (!place) continue
    if (choice % 5 === 0) delete place.holder[place.key]
    else place.holder[place.key] = structuredClone(value)
  }
  return copy
}

const formats = readdirSync(ROOT).filter((id) => ADAPTERS.some((adapter) => adapter.id === id))
const jsonFixtures = formats.flatMap((format) =>
  readdirSync(path.join(ROOT, format))
    .filter((name) => /\.jsonl?$/.test(name) && !/\.(expected|mapping)\.json$/.test(name))
    .slice(0, 1)
    .map((name) => [format, path.join(ROOT, format, name)] as const)
)

it.each(jsonFixtures)('%s reads spoiled records or says why not', async (format, file) => {
  const { records } = await readFileHead(file)
  const change = fc.tuple(fc.nat(10_000), hostile)
  const variants = fc.sample(fc.array(change, { minLength: 1, maxLength: 4 }), { numRuns: VARIANTS, seed: 20_260_105 })
  const spoiledRecords = variants.map((choices, index) => spoiled(records[index % records.length], choices))
  const input = writeTo(tempFolder(), 'spoiled.json', spoiledRecords)
  const head = await readFileHead(input)
  detect(head)
  const adapter = ADAPTERS.find(({ id }) => id === format)
  const mapping = adapter?.propose?.(head).mapping ?? null
  const rows = new Set<number>()
  for await (const record of adapter?.read(input, { head, mapping, signal: testCall().signal }) ?? [])
    rows.add(record.row)
  // A mapping puts neighbouring rows together; a format gives at least one answer for each record.
  if (!mapping) expect(rows.size).toBe(VARIANTS)

  const { database } = tempWorkspace()
  const [summary] = await importFiles(
    database,
    { files: [{ path: input, format, ...(mapping ? { mapping } : {}) }] },
    testCall()
  )
  if (summary?.note?.includes('mapping does not fit')) return
  expect(summary).toMatchObject({ state: 'done' })
})
