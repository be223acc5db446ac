// Redacted exports: nothing personal is left in any format, the same person has the same pseudonym, and what cannot be replaced stops it.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import type { WritableDatabase } from '../../electron/database/open'
import { importFiles } from '../../electron/import/import-files'
import { EXPORT_FORMATS, familyOf } from '../../shared/export'
import { findPersonalData } from '../../shared/personal-data'
import { runExport } from '../support/call-of-export'
import { testCall, writeTo } from '../support/import-call'
import { askParquet } from '../support/read-parquet'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const PERSONAL = [
  'Anna Bauer',
  'Bauer',
  'anna.bauer@mail.example',
  '+49 170 5550123',
  'DE89 3704 0044 0532 0130 00',
  '4111 1111 1111 1111'
]

function conversation(id: string, text: string, more: object = {}) {
  return {
    ...{ id, title: `About ${text}`, createdAt: 1_770_000_000, updatedAt: 1_770_000_000, status: 'ended' },
    insights: { customer: { id: 'u-7', name: 'Anna Bauer', email: 'anna.bauer@mail.example' } },
    messages: [
      { id: 'q', role: 'user', parts: [{ type: 'text', text }], createdAt: 1_770_000_000 },
      {
        ...{
          id: 'a',
          role: 'assistant',
          createdAt: 1_770_000_001,
          feedback: 'negative',
          feedbackComment: `no, ${text}`
        },
        parts: [{ type: 'text', text: `Dear Anna, write to help@shop.example. ${text}` }],
        metadata: { score: 0.2, citations: [{ title: 'Returns', url: 'https://shop.example/r', excerpt: text }] }
      }
    ],
    ...more
  }
}

async function workspaceOf(
  ...conversations: object[]
): Promise<{ readonly database: WritableDatabase; readonly file: string }> {
  const workspace = tempWorkspace()
  const source = writeTo(tempFolder(), 'a.json', conversations)
  await importFiles(workspace.database, { files: [{ path: source }] }, testCall())
  return workspace
}

/** What a file says, also where it is packed. */
async function textIn(file: string, format: string): Promise<string> {
  if (format.startsWith('parquet')) return JSON.stringify(await askParquet(file, 'SELECT * FROM FILE'))
  if (format.startsWith('xlsx')) return JSON.stringify(await readXlsx(readFileSync(file)))
  return readFileSync(file, 'utf8')
}

for (const format of EXPORT_FORMATS)
  it(`leaves nothing personal in ${format}`, async () => {
    const { database, file } = await workspaceOf(
      conversation('c1', PERSONAL.join(', ')),
      conversation('c2', 'Anna BAUER again')
    )
    database.exec(`INSERT INTO note (conversation_id, body, reviewer, created_at, updated_at)
      VALUES (1, 'Call Anna Bauer, +49 170 5550123', 'Ada', 1, 1)`)
    const { result, file: out } = await runExport(file, format, {
      options: { redact: true, allowed: ['help@shop.example'] }
    })
    expect(result).toMatchObject({ kind: 'done', conversations: 2 })
    const text = await textIn(out, format)
    for (const value of [...PERSONAL, 'Anna', 'u-7']) expect(text.toLowerCase()).not.toContain(value.toLowerCase())
    if (familyOf(format).rows.message !== null && familyOf(format).rows.conversation === format) return
    expect(text).toContain('help@shop.example')
    const kinds = findPersonalData(text.replaceAll('help@shop.example', '')).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'email' || kind === 'iban')).toEqual([])
  })

it('calls a person the same in every conversation', async () => {
  const { file } = await workspaceOf(
    conversation('c1', 'I am Anna Bauer'),
    conversation('c2', 'mail anna.bauer@mail.example')
  )
  const { file: out } = await runExport(file, 'jsonl', { options: { redact: true, allowed: ['help@shop.example'] } })
  const [first, second] = readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(first.customer).toMatch(/^Person [A-Z]{7}$/)
  expect(second.customer).toBe(first.customer)
  expect(first.raw).toBeNull()
})

it('writes nothing where an id tells of a person, and says which', async () => {
  const { file } = await workspaceOf(conversation('anna.bauer@mail.example', 'Hello'), conversation('c2', 'Hello'))
  const { result, folder } = await runExport(file, 'json', { options: { redact: true } })
  expect(result).toMatchObject({
    kind: 'residue',
    found: [
      {
        conversation: 'anna.bauer@mail.example',
        place: 'conversation id',
        kind: 'email',
        text: 'anna.bauer@mail.example'
      }
    ]
  })
  expect(readdirSync(folder)).toEqual([])
  const allowed = await runExport(file, 'json', { options: { redact: true, allowed: ['anna.bauer@mail.example'] } })
  expect(allowed.result.kind).toBe('done')
  expect(readdirSync(allowed.folder)).toEqual([path.basename(allowed.file)])
})

it('finds what is left in tags and topics', async () => {
  const { database, file } = await workspaceOf(
    conversation('c1', 'Hello', { insights: { topic: 'Call +49 170 5550123' } })
  )
  database.exec(`INSERT INTO tag (name, color) VALUES ('anna.bauer@mail.example', 'red');
    INSERT INTO conversation_tag (conversation_id, tag_id, reviewer, created_at) VALUES (1, 1, 'Ada', 1)`)
  const { result } = await runExport(file, 'csv', { options: { redact: true } })
  const places = result.kind === 'residue' ? result.found.map(({ place }) => place) : []
  expect(places.sort()).toEqual(['tags', 'topic'])
})
