// Archives: what is in them comes in, what is wrong with them is said, and nothing is written where a name in them points.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { RATIO_MATTERS_FROM } from '../../electron/import/archives'
import { importFiles, planImport } from '../../electron/import/import-files'
import { conversation, testCall, writeTo } from '../support/import-call'
import { makeZip } from '../support/make-zip'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const leftovers = () =>
  readdirSync(os.tmpdir()).filter((name) => name.startsWith(`chatlog-desk-unpacked-${process.pid}-`))

async function imported(name: string, content: Buffer, member?: string) {
  const file = writeTo(tempFolder(), name, content)
  const { database } = tempWorkspace()
  const summaries = await importFiles(database, { files: [{ path: file, ...(member ? { member } : {}) }] }, testCall())
  expect(leftovers()).toEqual([])
  return { file, database, summaries }
}

const line = (id: number) => JSON.stringify(conversation(id))

it('imports a gzip file', async () => {
  const { summaries } = await imported(
    'export.json.gz',
    gzipSync(JSON.stringify({ data: [conversation(1), conversation(2)] }))
  )
  expect(summaries).toMatchObject([{ fileName: 'export.json.gz', state: 'done', added: 2 }])
})

it('imports every member of a zip on its own, without folders and hidden files', async () => {
  const zip = makeZip([
    { name: 'a/', content: '' },
    { name: 'a/one.json', content: `[${line(1)}]` },
    { name: 'two.jsonl', content: `${line(2)}\n${line(3)}\n` },
    { name: '__MACOSX/a/._one.json', content: 'x' },
    { name: 'a/.DS_Store', content: 'x' },
    { name: 'empty.json', content: '' }
  ])
  const { file, summaries } = await imported('all.zip', zip)
  expect(summaries.map(({ fileName, state, added }) => [fileName, state, added])).toEqual([
    ['all.zip/a/one.json', 'done', 1],
    ['all.zip/two.jsonl', 'done', 2],
    ['all.zip/empty.json', 'failed', 0]
  ])
  const { database } = tempWorkspace()
  const plans = await planImport(database, { files: [file] }, testCall())
  expect(plans.map(({ member, format, problem }) => [member, format?.id ?? null, problem])).toEqual([
    ['a/one.json', 'agent-platform', null],
    ['two.jsonl', 'agent-platform', null],
    ['empty.json', null, 'The file is empty.']
  ])
})

it('imports one member alone when asked, and says when it is not there', async () => {
  const zip = makeZip([
    { name: 'one.json', content: `[${line(1)}]` },
    { name: 'two.json', content: `[${line(2)}]` }
  ])
  expect((await imported('all.zip', zip, 'two.json')).summaries).toMatchObject([
    { fileName: 'all.zip/two.json', added: 1 }
  ])
  expect((await imported('all.zip', zip, 'three.json')).summaries).toMatchObject([{ state: 'failed' }])
})

it('writes nothing where a name points outside, and imports the rest', async () => {
  const zip = makeZip([
    { name: '../../escaped.json', content: `[${line(1)}]` },
    { name: '/absolute.json', content: `[${line(2)}]` },
    { name: 'good.json', content: `[${line(3)}]` }
  ])
  const { file, database, summaries } = await imported('evil.zip', zip)
  expect(summaries.map(({ state }) => state)).toEqual(['failed', 'failed', 'done'])
  expect(summaries[0]?.note).toMatch(/points outside/)
  expect(storedConversations(database)).toHaveLength(1)
  expect(existsSync(path.resolve(path.dirname(file), '../../escaped.json'))).toBe(false)
  expect(existsSync('/absolute.json')).toBe(false)
})

it('refuses what is locked, packed in an unknown way, nested or an Office document, each with a sentence', async () => {
  const inner = makeZip([{ name: 'a.json', content: `[${line(1)}]` }])
  const zip = makeZip([
    { name: 'locked.json', content: 'x', isEncrypted: true },
    { name: 'odd.json', content: 'x', method: 99 },
    { name: 'inner.zip', content: inner }
  ])
  const { summaries } = await imported('mixed.zip', zip)
  expect(summaries.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed'])
  expect(summaries[0]?.note).toMatch(/password/)
  expect(summaries[1]?.note).toMatch(/packed in a way/)
  expect(summaries[2]?.note).toMatch(/archive/)
  expect((await imported('inner.zip.gz', gzipSync(inner))).summaries[0]?.note).toMatch(/archive/)
  const office = makeZip([{ name: '[Content_Types].xml', content: '<Types/>' }])
  expect((await imported('table.xlsx', office)).summaries[0]?.note).toMatch(/Office document/)
})

it('refuses bombs by what they unpack to, in gzip and zip, whatever the zip claims', async () => {
  const spaces = Buffer.alloc(RATIO_MATTERS_FROM + 1, 0x20)
  expect((await imported('bomb.json.gz', gzipSync(spaces))).summaries[0]?.note).toMatch(/made to fill a disk/)
  expect((await imported('bomb.zip', makeZip([{ name: 'a.json', content: spaces }]))).summaries[0]?.note).toMatch(
    /made to fill a disk/
  )
  const liar = makeZip([{ name: 'a.json', content: spaces, claims: 1_000 }])
  expect((await imported('liar.zip', liar)).summaries[0]).toMatchObject({ state: 'failed', added: 0 })
})

it('says so when an archive is damaged or cut off', async () => {
  const gzip = gzipSync(JSON.stringify([conversation(1)]))
  expect((await imported('cut.gz', gzip.subarray(0, gzip.length - 20))).summaries[0]).toMatchObject({ state: 'failed' })
  const zip = makeZip([{ name: 'a.json', content: `[${line(1)}]` }])
  expect((await imported('cut.zip', zip.subarray(0, zip.length - 30))).summaries[0]?.note).toMatch(
    /damaged or incomplete/
  )
})

it('removes what a killed process left behind', async () => {
  // No process has this number: Linux and macOS count to less, Windows in fours.
  const left = path.join(os.tmpdir(), 'chatlog-desk-unpacked-2147483647-abc')
  mkdirSync(left, { recursive: true })
  await imported('export.json.gz', gzipSync(`[${line(1)}]`))
  expect(existsSync(left)).toBe(false)
})
