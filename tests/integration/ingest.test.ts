// Raw records into a workspace: twice is once, newer wins, pieces add up, words are found, nothing that people added is lost.
import { expect, it } from 'vitest'
import { finishImport, importSummary, startImport } from '../../electron/database/imports'
import type { WritableDatabase } from '../../electron/database/open'
import { upsertSource } from '../../electron/database/sources'
import { type BatchWriterOptions, createBatchWriter } from '../../electron/ingest/batch-writer'
import type { RawConversation, RawRecord } from '../../electron/ingest/raw'
import { tempWorkspace } from '../support/temp-workspace'

function beginImport(database: WritableDatabase, name = 'a.json') {
  const sourceId = upsertSource(database, { kind: 'file', name, format: 'test' })
  const importId = startImport(database, {
    sourceId,
    agentName: 'Ada',
    fileName: name,
    fileSize: 1,
    formatLabel: 'Test'
  })
  return { sourceId, importId }
}

async function importAll(
  database: WritableDatabase,
  records: readonly RawRecord[],
  more: Partial<BatchWriterOptions> = {}
) {
  const ids = beginImport(database)
  const writer = createBatchWriter({ database, ...ids, agentName: 'Ada', timeZone: 'UTC', ...more })
  for (const record of records) await writer.add(record)
  const { firstAt, lastAt, ...counts } = await writer.finish()
  finishImport(database, ids.importId, { state: 'done', counts, firstAt, lastAt })
  return { ...ids, ...counts }
}

const conversation = (
  id: string | undefined,
  texts: readonly string[],
  more: Partial<RawConversation> = {}
): RawConversation => ({
  kind: 'conversation',
  row: 1,
  bytesRead: 0,
  id,
  messages: texts.map((text, i) => ({ role: i % 2 ? 'assistant' : 'user', text, sentAt: 1_767_607_200 + i })),
  raw: JSON.stringify({ id, texts }),
  ...more
})

it('imports, finds words, and imports the same again as unchanged', async () => {
  const { database } = tempWorkspace()
  const records = [
    conversation('c1', ['Do you ship to Canada?', 'Yes, in 5 days.']),
    conversation(undefined, ['Hello', 'Hi'])
  ]
  expect(await importAll(database, records)).toMatchObject({ added: 2, updated: 0, unchanged: 0, messages: 4 })
  expect(await importAll(database, records)).toMatchObject({ added: 0, updated: 0, unchanged: 2 })
  expect(
    database.prepare("SELECT rowid >> 20 AS id FROM message_fts WHERE message_fts MATCH 'canada'").all()
  ).toHaveLength(1)
  expect(importSummary(database, 1)).toMatchObject({ state: 'done', added: 2, firstAt: 1_767_607_200_000 })
})
