// Every fixture of a table format, and of objects read by a mapping: what the app says of the file and what comes in of it is what
// its expectation says. `name.mapping.json` is what a person answered. To write expectations anew after a deliberate change:
// UPDATE_EXPECTED=1 npx vitest run tests/integration/import-table-fixtures.test.ts, then read the difference.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { rejectedRows } from '../../electron/database/imports'
import { detect } from '../../electron/import/detect'
import { readFileHead } from '../../electron/import/file-head'
import { importFiles } from '../../electron/import/import-files'
import { mappingSchema } from '../../shared/import-plan'
import { validateMapping } from '../../shared/validate-mapping'
import { storedConversations } from '../support/stored-conversations'
import { tempWorkspace } from '../support/temp-workspace'

const ROOT = path.join(import.meta.dirname, '../fixtures/import')
const call = { signal: new AbortController().signal, progress: () => undefined }

const fixtures = readdirSync(ROOT).flatMap((format) =>
  readdirSync(path.join(ROOT, format))
    .filter((name) => /\.(csv|tsv)$/.test(name) || (format.startsWith('generic-') && /\.jsonl$/.test(name)))
    .map((name) => ({
      format,
      name,
      input: path.join(ROOT, format, name),
      stem: path.join(ROOT, format, name.replace(/\.\w+$/, ''))
    }))
)

describe.each(fixtures)('$format: $name', ({ format, input, stem }) => {
  const mapping = existsSync(`${stem}.mapping.json`)
    ? mappingSchema.parse(JSON.parse(readFileSync(`${stem}.mapping.json`, 'utf8')))
    : undefined

  it('is recognised, comes in as expected, and a second time changes nothing', async () => {
    const head = await readFileHead(input)
    const { adapter, certainty } = detect(head)
    const proposal = adapter?.propose?.(head)
    expect(adapter?.id).toBe(format)
    expect(certainty >= 0.9).toBe(mapping === undefined)
    if (mapping && head.kind === 'csv') expect(validateMapping(mapping, head.header)).toEqual([])

    const { database } = tempWorkspace()
    const request = {
      files: [{ path: input, timeZone: mapping?.timeZone ?? 'Europe/Berlin', ...(mapping ? { mapping } : {}) }]
    }
    const [first] = await importFiles(database, request, call)
    expect(first).toMatchObject({ state: 'done' })
    const found = {
      mapping: proposal?.mapping,
      asked: proposal?.questions.map(({ text }) => text),
      conversations: storedConversations(database),
      rejected: rejectedRows(database, { importId: first?.id ?? 0, start: 0, end: 100 }).rows.map(
        ({ row, code }) => `${row} ${code}`
      ),
      skipped: first?.skipped
    }
    if (process.env['UPDATE_EXPECTED'] || !existsSync(`${stem}.expected.json`))
      writeFileSync(`${stem}.expected.json`, `${JSON.stringify(found, null, 2)}\n`)
    expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(readFileSync(`${stem}.expected.json`, 'utf8')))

    const [second] = await importFiles(database, request, call)
    expect(second).toMatchObject({ added: 0, updated: 0, unchanged: found.conversations.length })
    expect(storedConversations(database)).toEqual(found.conversations)
  })
})
