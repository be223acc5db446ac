// What LibreOffice shows of an exported file is what the workspace holds: line breaks, quotes, emoji, leading zeros, long numbers; and
// nothing runs as a formula.
import { renameSync } from 'node:fs'
import { expect, it } from 'vitest'
import { importFiles } from '../../electron/import/import-files'
import { unguardFormula } from '../../shared/formula-guard'
import { annotatedWorkspace } from '../support/annotated-workspace'
import { runExport } from '../support/call-of-export'
import { testCall, writeTo } from '../support/import-call'
import { cellsInLibreOffice, INSTALL_LIBRE_OFFICE, LIBRE_OFFICE } from '../support/libre-office'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const TEXTS = [
  'plain',
  'line one\nline two\n\nline four',
  'say "hello", twice: ""',
  '; and , and \t in one',
  '👩🏽‍🚀 😀 日本語 ﷺ Ünïcödé',
  '00042',
  '12345678901234567890',
  '0.10',
  '1e5',
  '2026-03-01',
  '3/4',
  'TRUE',
  '=1+1',
  '=HYPERLINK("http://x.example","click")',
  '+49 170 5550123',
  '-5',
  '@SUM(A1)',
  "'=quoted",
  ' blanks at both ends ',
  "it's"
]

async function textsWorkspace(): Promise<string> {
  const { database, file } = tempWorkspace()
  const source = writeTo(tempFolder(), 'a.json', [
    {
      ...{ id: '0001', createdAt: 1_770_000_000, updatedAt: 1_770_000_000 },
      messages: TEXTS.map((text, i) => ({
        ...{ id: `${i}`.padStart(5, '0'), role: 'user', createdAt: 1_770_000_000 + i, parts: [{ type: 'text', text }] }
      }))
    }
  ])
  await importFiles(database, { files: [{ path: source }] }, testCall())
  return file
}

/** LibreOffice goes by the ending of the name. */
async function exported(workspace: string, format: string, ending: string, options: object = {}): Promise<string> {
  const { file } = await runExport(workspace, format, { options })
  renameSync(file, `${file}.${ending}`)
  return `${file}.${ending}`
}

const NEEDS = LIBRE_OFFICE === null ? ` (needs LibreOffice: ${INSTALL_LIBRE_OFFICE})` : ''

it.skipIf(LIBRE_OFFICE === null)(
  `LibreOffice reads every cell of a CSV as it was${NEEDS}`,
  async () => {
    const file = await exported(await textsWorkspace(), 'csv-messages', 'csv')
    const [head = [], ...rows] = await cellsInLibreOffice(file)
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)])
    expect(column('Text').map((cell) => unguardFormula(String(cell)))).toEqual(TEXTS)
    expect(column('Text').every((cell) => typeof cell === 'string')).toBe(true)
    expect(column('Message ID')).toEqual(TEXTS.map((_, i) => `${i}`.padStart(5, '0')))
    expect(column('Conversation ID')).toEqual(TEXTS.map(() => '0001'))
    expect(column('Position')).toEqual(TEXTS.map((_, i) => i + 1))
  },
  180_000
)

it.skipIf(LIBRE_OFFICE === null)(
  `LibreOffice reads every cell of an Excel file as it was${NEEDS}`,
  async () => {
    const file = await exported(await textsWorkspace(), 'xlsx-messages', 'xlsx')
    const [head = [], ...rows] = await cellsInLibreOffice(file)
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)])
    expect(column('Text')).toEqual(TEXTS)
    expect(column('Message ID')).toEqual(TEXTS.map((_, i) => `${i}`.padStart(5, '0')))
    expect(column('Position')).toEqual(TEXTS.map((_, i) => i + 1))
    expect(column('Sent (Europe/Berlin)')[0]).toEqual(new Date('2026-02-02T03:40:00Z'))
  },
  180_000
)

it.skipIf(LIBRE_OFFICE === null)(
  `LibreOffice counts the rows and adds up the numbers of the list${NEEDS}`,
  async () => {
    const { database, file } = await annotatedWorkspace(60)
    const known = database
      .prepare(
        `SELECT count(*) AS rows, sum(message_count) AS messages, sum(down_count) AS down, round(sum(confidence), 6) AS confidence
         FROM conversation`
      )
      .get()
    for (const format of ['csv', 'xlsx']) {
      const [head = [], ...rows] = await cellsInLibreOffice(await exported(file, format, format))
      const sum = (name: string) =>
        rows.reduce(
          (total, row) => total + (typeof row[head.indexOf(name)] === 'number' ? Number(row[head.indexOf(name)]) : 0),
          0
        )
      expect({
        rows: rows.length,
        messages: sum('Messages'),
        down: sum('Thumbs down'),
        confidence: Number(sum('Lowest confidence').toFixed(6))
      }).toEqual(known)
    }
  },
  180_000
)
