// Every fixture of every JSON and database format: what comes in of it is what its expectation says, also the second time.
// To write expectations anew after a deliberate change: UPDATE_EXPECTED=1 npx vitest run tests/integration/import-fixtures.test.ts,
// then read the difference.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { rejectedRows } from '../../electron/database/imports'
import { ADAPTERS } from '../../electron/import/adapters/index'
import { importFiles } from '../../electron/import/import-files'
import { storedConversations } from '../support/stored-conversations'
import { tempWorkspace } from '../support/temp-workspace'

const ROOT = path.join(import.meta.dirname, '../fixtures/import')
const call = { signal: new AbortController().signal, progress: () => undefined }

interface Fixture {
  readonly format: string
  readonly name: string
  readonly input: string
  readonly expectation: string
}

/** Fixtures of tables are run by the tests of tables, which know their mappings. */
const fixtures: readonly Fixture[] = readdirSync(ROOT).flatMap((format) =>
  readdirSync(path.join(ROOT, format))
    .filter(
      (name) =>
        /\.(json|jsonl|sqlite|db)$/.test(name) && !name.endsWith('.expected.json') && !name.endsWith('.mapping.json')
    )
    .filter(() => !format.startsWith('generic-'))
    .map((name) => ({
      format,
      name,
      input: path.join(ROOT, format, name),
      expectation: path.join(ROOT, format, `${name.replace(/\.\w+$/, '')}.expected.json`)
    }))
)

describe.each(fixtures)('$format: $name', ({ format, input, expectation }) => {
  it('comes in as expected, and a second time changes nothing', async () => {
    const { database } = tempWorkspace()
    const [first] = await importFiles(database, { files: [{ path: input }] }, call)
    const label = ADAPTERS.find((adapter) => adapter.id === format)?.label
    expect(first).toMatchObject({ state: 'done', format: label, fileSize: statSync(input).size })
    const found = {
      conversations: storedConversations(database),
      rejected: rejectedRows(database, { importId: first?.id ?? 0, start: 0, end: 100 }).rows.map(
        ({ row, code }) => `${row} ${code}`
      ),
      skipped: first?.skipped
    }
    if (process.env['UPDATE_EXPECTED']) writeFileSync(expectation, `${JSON.stringify(found, null, 2)}\n`)
    expect(found).toEqual(JSON.parse(readFileSync(expectation, 'utf8')))

    const [second] = await importFiles(database, { files: [{ path: input }] }, call)
    expect(second).toMatchObject({ added: 0, updated: 0 })
    expect(storedConversations(database)).toEqual(found.conversations)
  })
})

it('has a fixture for every format', () => {
  const covered = new Set(readdirSync(ROOT))
  expect(ADAPTERS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
})
