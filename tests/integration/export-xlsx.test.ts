// An Excel file has the rows of the list in its order, with dates as dates, numbers as numbers, and text that stays text.
import { readFileSync } from 'node:fs'
import { readXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { importFiles } from '../../electron/import/import-files'
import { annotatedWorkspace } from '../support/annotated-workspace'
import { runExport } from '../support/call-of-export'
import { testCall, writeTo } from '../support/import-call'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

/** The only sheet, as rows by their heads. */
async function rowsOf(file: string): Promise<Readonly<Record<string, unknown>>[]> {
  const { sheets } = await readXlsx(readFileSync(file))
  expect(sheets).toHaveLength(1)
  const [head = [], ...rows] = sheets[0]!.rows
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [String(name), cells[i] ?? null])))
}

it('has the cells of the CSV, row by row', async () => {
  const { file } = await annotatedWorkspace(60)
  for (const [table, csv] of [
    ['xlsx', 'csv'],
    ['xlsx-messages', 'csv-messages']
  ] as const) {
    const query = 'sort:messages'
    const rows = await rowsOf((await runExport(file, table, { query })).file)
    const plain = await runExport(file, csv, { query, options: { csv: { guard: false, bom: false } } })
    const { data, meta } = Papa.parse<Record<string, string>>(readFileSync(plain.file, 'utf8'), {
      header: true,
      skipEmptyLines: true
    })
    expect(rows).toHaveLength(data.length)
    const times = new Set(['Started', 'Last activity', 'Sent'])
    for (const [i, wanted] of data.entries())
      for (const name of meta.fields ?? []) {
        const found = rows[i]?.[times.has(name) ? `${name} (Europe/Berlin)` : name] ?? ''
        const cell = wanted[name] ?? ''
        if (!times.has(name)) expect(String(found).replace(/\r\n?/g, '\n')).toBe(cell.replace(/\r\n?/g, '\n'))
        else if (cell === '') expect(found).toBe('')
        // The wall clock of Berlin, to the second.
        else expect((found as Date).toISOString().slice(0, 19)).toBe(berlin(cell))
      }
  }
})

function berlin(iso: string): string {
  return new Date(iso).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).replace(' ', 'T')
}

it('keeps text as text, and says where a cell had to be cut', async () => {
  const texts = [
    '=1+1',
    '@SUM(A1)',
    '00042',
    '12345678901234567890',
    '1e5',
    'TRUE',
    'line\nbreak "q"',
    '😀 日本語',
    'a_x0041_b'
  ]
  const long = 'é😀'.repeat(15_000)
  const { database, file } = tempWorkspace()
  const source = writeTo(tempFolder(), 'a.json', [
    {
      ...{ id: 'c1', createdAt: 1_770_000_000, updatedAt: 1_770_000_000 },
      messages: [...texts, long].map((text, i) => ({
        ...{ id: `m${i}`, role: 'user', createdAt: 1_770_000_000 + i, parts: [{ type: 'text', text }] }
      }))
    }
  ])
  await importFiles(database, { files: [{ path: source }] }, testCall())
  const { file: out, result } = await runExport(file, 'xlsx-messages', {
    options: { csv: { columns: ['Text', 'Position'] } }
  })
  expect(result).toMatchObject({ kind: 'done', messages: texts.length + 1, cutCells: 1 })
  const rows = await rowsOf(out)
  expect(rows.slice(0, -1)).toEqual(texts.map((Text, i) => ({ Text, Position: i + 1 })))
  const last = String(rows.at(-1)?.['Text'])
  expect(last.length).toBeLessThanOrEqual(32_767)
  expect(last).toMatch(/^(?:é😀)+é?… \[cut: .*\]$/u)
})

it('is a file with its heads when nothing matches, and leaves nothing when it is cancelled', async () => {
  const { file } = await annotatedWorkspace(250)
  const { file: none, result } = await runExport(file, 'xlsx', { query: 'id:nobody' })
  expect(result).toMatchObject({ kind: 'done', conversations: 0 })
  expect((await readXlsx(readFileSync(none))).sheets[0]?.rows).toHaveLength(1)
  for (const format of ['xlsx-messages', 'parquet-messages']) {
    const controller = new AbortController()
    const call = { ...testCall(controller), progress: () => controller.abort() }
    await expect(runExport(file, format, { call })).rejects.toMatchObject({ code: 'cancelled' })
  }
})
