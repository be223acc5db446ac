// Bad CSV files through the whole import: each gets a clear report, and the good rows still come in.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { rejectedRows } from '../../electron/database/imports'
import { importFiles } from '../../electron/import/import-files'
import type { Mapping } from '../../shared/import-plan'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const HEADER = 'conversation_id,role,text,created_at'
const GOOD = [
  'c1,user,Hello?,2026-01-05T10:00:00Z',
  'c1,assistant,Hi!,2026-01-05T10:00:01Z',
  'c2,user,Bye?,2026-01-05T11:00:00Z'
]
const BOTH = { c1: ['Hello?', 'Hi!'], c2: ['Bye?'] }

interface Given {
  readonly name?: string
  readonly mapping?: Mapping
}

async function importCsv(content: string | Buffer, { name = 'chats.csv', mapping }: Given = {}) {
  const file = path.join(tempFolder(), name)
  writeFileSync(file, content)
  const { database } = tempWorkspace()
  const call = { signal: new AbortController().signal, progress: () => undefined }
  const [summary] = await importFiles(database, { files: [{ path: file, ...(mapping ? { mapping } : {}) }] }, call)
  const conversations = storedConversations(database).map(({ id, messages }) => [
    id,
    Array.isArray(messages) ? messages.map(({ text }) => text) : []
  ])
  const { rows } = rejectedRows(database, { importId: summary?.id ?? 0, start: 0, end: 100 })
  return { summary, conversations: Object.fromEntries(conversations), rejected: rows }
}

const table = (...lines: readonly string[]) => `${[HEADER, ...lines].join('\n')}\n`

describe('rows', () => {
  it('with a quote that is never closed are rejected alone', async () => {
    const { conversations, rejected, summary } = await importCsv(
      table(...GOOD.slice(0, 1), 'c1,assistant,"Oh,2026-01-05T10:00:01Z', ...GOOD.slice(1))
    )
    expect(conversations).toEqual(BOTH)
    expect(rejected).toEqual([
      { row: 3, code: 'stray-quote', reason: expect.any(String), raw: 'c1,assistant,"Oh,2026-01-05T10:00:01Z' }
    ])
    expect(summary).toMatchObject({ state: 'done', rejected: 1, added: 2 })
  })

  it('with too many or too few cells are rejected with number, reason and text', async () => {
    const { conversations, rejected } = await importCsv(
      table(GOOD[0]!, 'c1,assistant', ...GOOD.slice(1), 'c2,user,a,b,c')
    )
    expect(conversations).toEqual(BOTH)
    expect(rejected.map(({ row, code, reason }) => [row, code, reason])).toEqual([
      [3, 'ragged-row', 'The row has 2 cells, the header has 4.'],
      [6, 'ragged-row', 'The row has 5 cells, the header has 4.']
    ])
  })

  it('may end with CR, LF and CRLF in one file', async () => {
    const { conversations } = await importCsv(`${HEADER}\r\n${GOOD[0]}\r${GOOD[1]}\n${GOOD[2]}\r\n`)
    expect(conversations).toEqual(BOTH)
  })

  it('with a cell of 100 MB are rejected with their beginning', async () => {
    const { conversations, rejected } = await importCsv(
      table(GOOD[0]!, `c1,assistant,"${'x'.repeat(100_000_000)}",2026-01-05T10:00:01Z`, ...GOOD.slice(1))
    )
    expect(conversations).toEqual(BOTH)
    expect(rejected).toMatchObject([{ row: 3, code: 'too-big' }])
    expect(rejected[0]!.raw.length).toBeLessThan(100_000)
  })

  it('with times that do not exist or can be read in two ways are rejected, never guessed', async () => {
    const columns = {
      conversation_id: 'conversation.id',
      role: 'message.role',
      text: 'message.text',
      created_at: 'message.sentAt'
    } as const
    const content = table(
      ...GOOD,
      'c2,user,when,2026-02-30T10:00:00Z',
      'c2,user,or,03/04/2026',
      'c2,user,soon,tomorrow'
    )
    const asked = await importCsv(content)
    expect(asked.summary).toMatchObject({ state: 'failed', note: expect.stringContaining('03/04/2026') })
    const { conversations, rejected } = await importCsv(content, { mapping: { version: 1, rows: 'message', columns } })
    expect(conversations).toEqual(BOTH)
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([
      [5, 'bad-time'],
      [6, 'ambiguous-date'],
      [7, 'bad-time']
    ])
  })

  it('with emoji, right-to-left marks, zero-width characters and a word of 1 MB come in', async () => {
    const odd = ['👩‍👩‍👧', '\u202Eevil', 'a\u200Bb', 'w'.repeat(1_000_000)]
    const { conversations, rejected } = await importCsv(
      table(...odd.map((text) => `c1,user,${text},2026-01-05T10:00:00Z`))
    )
    expect(rejected).toEqual([])
    expect(conversations['c1']).toEqual(odd)
  })

  it('with guarded formulas give back the original', async () => {
    const { conversations } = await importCsv(
      table("c1,user,'=1+1,2026-01-05T10:00:00Z", 'c1,user,=1+1,2026-01-05T10:00:01Z')
    )
    expect(conversations['c1']).toEqual(['=1+1', '=1+1'])
  })

  it('with NUL bytes come in', async () => {
    const { summary } = await importCsv(table('c1,user,a\0b,2026-01-05T10:00:00Z'))
    expect(summary).toMatchObject({ state: 'done', messages: 1, rejected: 0 })
  })
})

describe('headers', () => {
  it('that come twice or are empty get names of their own', async () => {
    const header = 'conversation_id,role,text,created_at,,role,'
    const { conversations } = await importCsv(`${header}\n${GOOD.map((row) => `${row},x,y,z`).join('\n')}\n`)
    expect(conversations).toEqual(BOTH)
  })

  it('that are missing are numbers of columns, and a person says what they mean', async () => {
    const content = `${GOOD.join('\n')}\n`
    const asked = await importCsv(content)
    expect(asked.summary).toMatchObject({ state: 'failed', added: 0 })
    const columns = {
      'Column 1': 'conversation.id',
      'Column 2': 'message.role',
      'Column 3': 'message.text',
      'Column 4': 'message.sentAt'
    } as const
    const { conversations } = await importCsv(content, { mapping: { version: 1, rows: 'message', columns } })
    expect(conversations).toEqual(BOTH)
  })

  it('may be ten thousand', async () => {
    const more = Array.from({ length: 10_000 }, (_, index) => `extra_${index}`)
    const { conversations } = await importCsv(
      `${HEADER},${more.join(',')}\n${GOOD.map((row) => `${row},${more.map(() => '').join(',')}`).join('\n')}\n`
    )
    expect(conversations).toEqual(BOTH)
  })

  it('alone, or in an otherwise empty file, are told about', async () => {
    const alone = await importCsv(`${HEADER}\n`)
    expect(alone.summary).toMatchObject({ added: 0, rejected: 0 })
    const empty = await importCsv('')
    expect(empty.summary).toMatchObject({ state: 'failed', note: expect.stringContaining('empty') })
  })
})

describe('encodings and delimiters', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be'])('%s with a byte order mark is read', async (encoding) => {
    const { conversations } = await importCsv(
      iconv.encode(table(...GOOD, 'c3,user,Größe 日本,2026-01-05T10:00:00Z'), encoding, { addBOM: true })
    )
    expect(conversations).toEqual({ ...BOTH, c3: ['Größe 日本'] })
  })

  it('Windows-1252 is read', async () => {
    const { conversations } = await importCsv(
      iconv.encode(table(...GOOD, 'c3,user,Größe – 5 €,2026-01-05T10:00:00Z'), 'windows-1252')
    )
    expect(conversations).toEqual({ ...BOTH, c3: ['Größe – 5 €'] })
  })

  it.each([';', '\t', '|'])('%j separates as well', async (delimiter) => {
    const { conversations } = await importCsv(table(...GOOD).replaceAll(',', delimiter))
    expect(conversations).toEqual(BOTH)
  })
})

describe('files that are no chats', () => {
  it('are not imported, with a sentence: a PDF called .csv, a price list, prose', async () => {
    const pdf = await importCsv(
      Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'latin1')
    )
    const prices = await importCsv('sku,name,price\na-1,Shoe,12.50\na-2,Sock,3.20\n')
    const prose = await importCsv('Dear team,\nplease find the chats, as agreed, attached.\nBest, Ann\n')
    for (const { summary } of [pdf, prices, prose]) {
      expect(summary).toMatchObject({ state: 'failed', added: 0 })
      expect(summary?.note).toMatch(/[.?]$/)
    }
  })
})
