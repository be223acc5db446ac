// A Parquet file read by DuckDB has the rows of the list in its order, with equal values, nulls, counts and sums, and types that an
// engine can count with.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { importFiles } from '../../electron/import/import-files'
import { annotatedWorkspace } from '../support/annotated-workspace'
import { runExport } from '../support/call-of-export'
import { testCall, writeTo } from '../support/import-call'
import { askParquet as ask, type Rows } from '../support/read-parquet'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const TIME = (name: string) => `epoch_ms(${name}) AS ${name}`

it('has every conversation of the list in its order, as the view of the same name has it', async () => {
  const { database, file } = await annotatedWorkspace(80)
  const { file: out, result } = await runExport(file, 'parquet', { query: 'sort:messages' })
  const rows = await ask(
    out,
    `SELECT * EXCLUDE (updated_at, customer_id, customer_email, customer_phone, tags, notes, issues, verdicts, draft_count)
       REPLACE (${['started_at', 'last_at', 'reviewed_at'].map(TIME).join(', ')}) FROM FILE`
  )
  const { file: list } = await runExport(file, 'jsonl', { query: 'sort:messages' })
  const listed = readFileSync(list, 'utf8').trimEnd().split('\n')
  expect(rows.map((row) => Number(row['id']))).toEqual(listed.map((line) => JSON.parse(line).number))
  const views = database
    .prepare(
      `SELECT id, agent, external_id, source, channel, channel_raw, status, status_raw, started_at, last_at, time_is_estimated,
         title, preview, message_count, answer_count, unanswered_count, citation_count, up_count, down_count, confidence,
         confidence_mean, sentiment, topic, language, country, customer, url, summary, last_role, has_human, is_test,
         review_state, reviewed_at FROM v_conversation`
    )
    .all<Record<string, unknown>>()
  expect(result).toMatchObject({ kind: 'done', conversations: views.length })
  expect(rows).toHaveLength(views.length)
  const bit = (value: unknown) => value === 1
  const long = (value: unknown) => (value === null ? null : String(value))
  const wanted = views.map((view) => ({
    ...view,
    ...{ id: long(view['id']), started_at: long(view['started_at']), last_at: long(view['last_at']) },
    ...{ reviewed_at: long(view['reviewed_at']), time_is_estimated: bit(view['time_is_estimated']) },
    ...{ has_human: bit(view['has_human']), is_test: bit(view['is_test']) }
  }))
  expect(byId(rows)).toEqual(byId(wanted))
})

const byId = (rows: Rows) => [...rows].sort((a, b) => Number(a['id']) - Number(b['id']))

it('has every message with equal text, numbers, times and feedback', async () => {
  const { database, file } = await annotatedWorkspace(60)
  const { file: out, result } = await runExport(file, 'parquet-messages')
  const rows = await ask(
    out,
    `SELECT conversation_id, seq, message_key, role, author, ${TIME('sent_at')}, time_is_estimated, text, format, confidence,
       thumb, len(citations) AS citation_count FROM FILE ORDER BY conversation_id, seq`
  )
  const views = database
    .prepare(
      `SELECT conversation_id, seq, message_key, role, author, CASE WHEN time_is_estimated THEN NULL ELSE sent_at END AS sent_at,
         time_is_estimated, text, format, confidence, thumb, citation_count FROM v_message ORDER BY conversation_id, seq`
    )
    .all<Record<string, unknown>>()
  expect(result).toMatchObject({ kind: 'done', messages: views.length })
  const long = (value: unknown) => (value === null ? null : String(value))
  expect(rows).toEqual(
    views.map((view) => ({
      ...view,
      conversation_id: long(view['conversation_id']),
      sent_at: long(view['sent_at']),
      time_is_estimated: view['time_is_estimated'] === 1,
      citation_count: long(view['citation_count'])
    }))
  )
})

it('counts and sums as SQL over the workspace does', async () => {
  const { database, file } = await annotatedWorkspace(60)
  const { file: conversations } = await runExport(file, 'parquet')
  const { file: messages } = await runExport(file, 'parquet-messages')
  const whole = `count(*)::INT AS n, sum(message_count)::INT AS messages, sum(up_count)::INT AS up, sum(down_count)::INT AS down,
    count(confidence)::INT AS rated, round(sum(confidence), 9) AS confidence, sum(epoch_ms(started_at))::VARCHAR AS started`
  const [ours] = await ask(conversations, `SELECT ${whole} FROM FILE`)
  expect(ours).toEqual(
    database
      .prepare(
        `SELECT count(*) AS n, sum(message_count) AS messages, sum(up_count) AS up, sum(down_count) AS down,
           count(confidence) AS rated, round(sum(confidence), 9) AS confidence, CAST(sum(started_at) AS TEXT) AS started
         FROM v_conversation`
      )
      .get()
  )
  const [spoken] = await ask(
    messages,
    `SELECT count(*)::INT AS n, count(sent_at)::INT AS timed, sum(strlen(text))::INT AS bytes,
       sum(len(feedback))::INT AS feedback, sum(len(citations))::INT AS citations FROM FILE`
  )
  expect(spoken).toEqual(
    database
      .prepare(
        `SELECT count(*) AS n, count(*) FILTER (WHERE NOT time_is_estimated) AS timed, sum(length(CAST(text AS BLOB))) AS bytes,
           (SELECT count(*) FROM v_feedback WHERE seq IS NOT NULL) AS feedback,
           (SELECT count(*) FROM v_citation t JOIN v_message m ON m.id = t.message_id WHERE t.seq IS NOT NULL
             AND m.citation_count IS NOT NULL) AS citations FROM v_message`
      )
      .get()
  )
})

it('has types that an engine counts with, lists of what people added, and what the file is of', async () => {
  const { file } = await annotatedWorkspace(20)
  const { file: out } = await runExport(file, 'parquet', { query: 'tag:urgent' })
  const columns = await ask(out, 'SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM FILE)')
  const types = new Map(columns.map((row) => [row['column_name'], row['column_type']]))
  expect(types.get('id')).toBe('BIGINT')
  expect(types.get('started_at')).toBe('TIMESTAMP WITH TIME ZONE')
  expect(types.get('message_count')).toBe('INTEGER')
  expect(types.get('confidence')).toBe('DOUBLE')
  expect(types.get('has_human')).toBe('BOOLEAN')
  expect(types.get('preview')).toBe('VARCHAR')
  expect(types.get('tags')).toBe('VARCHAR[]')
  expect(types.get('verdicts')).toMatch(/^STRUCT\(criterion VARCHAR, .*\)\[\]$/)
  const [first] = await ask(out, 'SELECT tags, notes, issues, verdicts, draft_count FROM FILE WHERE draft_count > 0')
  expect(first).toEqual({
    tags: ['Urgent', 'policy "quoted", with comma'],
    notes: ['Wrong window.\nSee =policy() 😀'],
    issues: ['Wrong return window'],
    verdicts: [
      { criterion: 'verdict', value: 'wrong', comment: 'no', reviewer: 'Ada', message_key: expect.any(String) }
    ],
    draft_count: 1
  })
  const [about] = await ask(
    out,
    `SELECT decode(value) AS value FROM parquet_kv_metadata('${out}') WHERE decode(key) = 'chatlog-desk'`
  )
  expect(JSON.parse(String(about?.['value']))).toMatchObject({
    query: 'tag:urgent',
    timeZone: 'Europe/Berlin',
    conversations: 2,
    app: 'Chatlog Desk 1.2.3'
  })
})

const HARD = [
  '👩🏽‍🚀 😀',
  '00042',
  '12345678901234567890',
  '=1+1',
  'ﷺ عربي',
  '日本語',
  ' a\u0000b\n"c"',
  'é'.repeat(70_000)
]

it('keeps texts that break other formats, over many groups of rows', async () => {
  const { database, file } = tempWorkspace()
  const conversations = Array.from({ length: 240 }, (_, i) => ({
    ...{ id: `c${i}`, title: HARD[i % HARD.length], createdAt: 1_770_000_000 + i, updatedAt: 1_770_000_000 + i },
    messages: HARD.map((text, m) => ({
      ...{ id: `m${m}`, role: m % 2 ? 'assistant' : 'user', createdAt: 1_770_000_000 + i + m },
      parts: [{ type: 'text', text: `${text}${i}` }]
    }))
  }))
  const source = writeTo(tempFolder(), 'hard.json', conversations)
  await importFiles(database, { files: [{ path: source }] }, testCall())
  const { file: out } = await runExport(file, 'parquet-messages')
  const rows = await ask(out, 'SELECT external_id, message_key, text FROM FILE')
  const stored = database
    .prepare(
      `SELECT c.external_id, m.message_key, m.text FROM v_message m JOIN v_conversation c ON c.id = m.conversation_id
       ORDER BY c.started_at DESC, c.id DESC, m.seq`
    )
    .all()
  expect(rows).toEqual(stored)
  const [groups] = await ask(out, `SELECT count(DISTINCT row_group_id)::INT AS n FROM parquet_metadata('${out}')`)
  expect(Number(groups?.['n'])).toBeGreaterThan(1)
}, 60_000)

it('is a file with its columns when nothing matches', async () => {
  const { file } = await annotatedWorkspace(20)
  const { file: none, result } = await runExport(file, 'parquet', { query: 'id:nobody' })
  expect(result).toMatchObject({ kind: 'done', conversations: 0 })
  expect(await ask(none, 'SELECT count(*)::INT AS n FROM FILE')).toEqual([{ n: 0 }])
})
