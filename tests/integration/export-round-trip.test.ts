// What an export holds, an import gives back: JSON and JSON Lines everything, CSV what its columns hold.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openReadable, type WritableDatabase } from '../../electron/database/open'
import { exportConversations, partOf } from '../../electron/export/export-conversations'
import { importFiles } from '../../electron/import/import-files'
import { ensureDefaultScorecard } from '../../electron/review/scorecards'
import { createSearch } from '../../electron/search/result-sets'
import { exportOptionsSchema } from '../../shared/export'
import { parseQuery } from '../../shared/query/parse-query'
import { annotate, annotatedWorkspace, importMany } from '../support/annotated-workspace'
import { testCall, writeTo } from '../support/import-call'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

/** Exports a query and gives the file. */
async function exported(database: WritableDatabase, format: string, more: object = {}, query = ''): Promise<string> {
  const options = exportOptionsSchema.parse({ format, ...more })
  const file = path.join(tempFolder(), `out.${format.replace('-messages', '')}`)
  const scope = { query: parseQuery(query).query, ids: null, reviewSet: null, timeZone: 'Europe/Berlin' }
  const target = { path: file, part: partOf(file, '0123abcd') }
  const reader = openReadable(database.path)
  const result = await exportConversations(reader, scope, options, target, testCall(), { appVersion: '1' })
  reader.close()
  expect(result.kind).toBe('done')
  return file
}

async function importInto(database: WritableDatabase, file: string) {
  const [summary] = await importFiles(database, { files: [{ path: file }] }, testCall())
  expect(summary).toMatchObject({ state: 'done', rejected: 0, skipped: 0, note: null })
  return summary!
}

for (const format of ['json', 'jsonl'])
  for (const query of ['', 'sort:-messages'])
    it(`${format} of “${query}” goes into an empty workspace and comes out again byte for byte`, async () => {
      const { database } = await annotatedWorkspace()
      const first = await exported(database, format, {}, query)
      const other = tempWorkspace().database
      ensureDefaultScorecard(other, Date.now())
      await importInto(other, first)
      const second = await exported(other, format, {}, query)
      expect(readFileSync(second, 'utf8')).toBe(readFileSync(first, 'utf8'))
    })

it('gives every table of people’s work back, not only what a format happens to write', async () => {
  const { database } = await annotatedWorkspace()
  const other = tempWorkspace().database
  await importInto(other, await exported(database, 'json'))
  for (const table of [...SHARED, ...OWNED]) expect(all(other, table), table).toEqual(all(database, table))
  expect(all(other, 'qa_question')).toHaveLength(3)
  expect(inOrder(other)).toEqual(inOrder(database))
})

/** Two agents may call a conversation the same. */
function inOrder(database: WritableDatabase): readonly unknown[] {
  const key = ({ id, agent }: Record<string, unknown>) => `${id} ${agent}`
  return [...storedConversations(database)].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** What conversations share keeps its order and so its id; what hangs on them is compared without. */
const SHARED = ['tag', 'issue', 'scorecard', 'review_set', 'review_item', 'issue_conversation', 'flag']
const OWNED = ['note', 'conversation_tag', 'verdict', 'qa_pair', 'qa_question']

function all(database: WritableDatabase, table: string): readonly string[] {
  const rows = database.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>()
  const compared = OWNED.includes(table)
    ? rows.map((row) => ({ ...row, id: null, agent_id: null, qa_pair_id: null }))
    : rows
  return compared.map((row) => JSON.stringify(row)).sort((a, b) => (a < b ? -1 : 1))
}

it('finds the words of restored conversations, also by a reader that was open all the time', async () => {
  const { database, file } = await annotatedWorkspace()
  const exportFile = await exported(database, 'json')
  const other = tempWorkspace()
  const search = searchIn(other.file)
  await search.open(parseQuery('return').query, asked)
  await importInto(other.database, exportFile)
  const there = searchIn(file)
  for (const query of ['tag:urgent', 'is:reviewed', 'return', '-return sort:messages', 'note:window']) {
    const wanted = await there.open(parseQuery(query).query, asked)
    const found = await search.open(parseQuery(query).query, asked)
    expect([...search.ids(found.id)], query).toEqual([...there.ids(wanted.id)])
    expect(wanted.total, query).toBeGreaterThan(0)
  }
})

const asked = { timeZone: 'UTC', now: Date.now() }

function searchIn(file: string) {
  const reader = openReadable(file)
  const search = createSearch(reader)
  onTestFinished(() => {
    search.close()
    reader.close()
  })
  return search
}

it('doubles nothing in a workspace that has the conversations, and merges what people did', async () => {
  const { database } = await annotatedWorkspace()
  const file = await exported(database, 'json')
  const before = await exported(database, 'jsonl')
  expect(await importInto(database, file)).toMatchObject({ added: 0, updated: 0 })
  expect(readFileSync(await exported(database, 'jsonl'), 'utf8')).toBe(readFileSync(before, 'utf8'))

  // A colleague has the same conversations, and reviewed nothing yet.
  const colleague = tempWorkspace().database
  await importMany(colleague)
  expect(await importInto(colleague, file)).toMatchObject({ added: 0, updated: 0 })
  for (const table of ['note', 'conversation_tag', 'verdict', 'flag', 'qa_pair', 'issue'])
    expect(all(colleague, table).length, table).toBe(all(database, table).length)
})

it('brings its conversations under other ids where theirs are taken', async () => {
  const { database } = await annotatedWorkspace()
  const file = await exported(database, 'json')
  const other = tempWorkspace().database
  const own = writeTo(tempFolder(), 'own.json', [
    {
      id: 'mine',
      createdAt: 1_770_000_000,
      updatedAt: 1_770_000_000,
      status: 'ended',
      messages: [{ id: 'x', role: 'user', parts: [{ type: 'text', text: 'Mine' }] }]
    }
  ])
  await importInto(other, own)
  const { added } = await importInto(other, file)
  expect(added).toBe(storedConversations(database).length)
  expect(storedConversations(other).filter(({ id }) => id !== 'mine')).toEqual(storedConversations(database))
})

it('keeps the later of two decisions', async () => {
  const { database } = await annotatedWorkspace()
  const file = await exported(database, 'json')
  database.exec("UPDATE note SET body = 'later', updated_at = updated_at + 10 WHERE body = 'ok'")
  database.exec(
    "UPDATE conversation SET review_state = 'skipped', reviewed_at = reviewed_at + 10 WHERE review_state = 'declined'"
  )
  await importInto(database, file)
  expect(database.prepare("SELECT count(*) AS n FROM note WHERE body = 'later'").get()).toEqual({ n: 1 })
  expect(database.prepare("SELECT count(*) AS n FROM conversation WHERE review_state = 'skipped'").get()).toEqual({
    n: 1
  })
})

it('CSV of messages gives equal conversations for what its columns hold', async () => {
  const { database } = tempWorkspace()
  await importMany(database)
  const ids = new Set<unknown>(
    database
      .prepare(
        "SELECT c.external_id AS id FROM conversation c JOIN source s ON s.id = c.source_id WHERE s.name = 'sample.json'"
      )
      .all<{ id: string }>()
      .map(({ id }) => id)
  )
  const columns = [
    'Conversation ID',
    'Message ID',
    'Role',
    'Author',
    'Sent',
    'Text',
    'Confidence',
    'Feedback',
    'Feedback comment',
    'Citations',
    'Started',
    'Channel',
    'Status',
    'Sentiment',
    'Topic',
    'Customer',
    'Customer e-mail',
    'Customer phone',
    'Customer ID',
    'Agent',
    'Title',
    'Language',
    'Country',
    'URL',
    'Summary',
    'Updated',
    'Position'
  ]
  for (const csv of [
    { columns },
    { columns, delimiter: ';', bom: false, lineEnd: 'lf' },
    { columns, delimiter: '\t' }
  ]) {
    const other = tempWorkspace().database
    await importInto(other, await exported(database, 'csv-messages', { csv }, 'origin:sample.json'))
    const wanted = storedConversations(database).filter(({ id }) => ids.has(id))
    expect(wanted).toHaveLength(60)
    expect(storedConversations(other)).toEqual(wanted.map(heldByCsv))
  }
})

/** The agent's id at its platform and tool calls have no column. */
function heldByCsv({ agentId: _, messages, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return { ...rest, messages: (messages as Record<string, unknown>[]).map(({ parts: _parts, ...message }) => message) }
}

it('is recognised with certainty, and refuses what is newer than it knows', async () => {
  const { database } = await annotatedWorkspace(5)
  const file = await exported(database, 'jsonl')
  const newer = readFileSync(file, 'utf8').replaceAll('"chatlogDesk":1', '"chatlogDesk":2')
  const [summary] = await importFiles(
    tempWorkspace().database,
    { files: [{ path: writeTo(tempFolder(), 'newer.jsonl', newer) }] },
    testCall()
  )
  expect(summary).toMatchObject({ state: 'failed', note: expect.stringContaining('newer version') })
})

it('annotates as the tests expect', async () => {
  const { database } = tempWorkspace()
  const ids = await importMany(database)
  expect(ids.length).toBeGreaterThan(90)
  annotate(database, ids)
  expect(all(database, 'history').length).toBeGreaterThan(10)
})
