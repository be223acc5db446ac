// A workspace as weeks of work leave it: conversations of many formats, with reviews, tags, notes, flags, issues, verdicts and drafts.
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { WritableDatabase } from '../../electron/database/open'
import { importFiles } from '../../electron/import/import-files'
import { carryOut } from '../../electron/review/acts'
import { createReviewSet } from '../../electron/review/review-sets'
import { ensureDefaultScorecard, listScorecards } from '../../electron/review/scorecards'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'
import { type ActInput, actSchema } from '../../shared/review'
import { testCall } from './import-call'
import { tempFolder, tempWorkspace } from './temp-workspace'

const FIXTURES = path.join(import.meta.dirname, '../fixtures/import')

/** Imports made-up conversations and every fixture that needs no answer; returns the ids of all conversations. */
export async function importMany(database: WritableDatabase, conversations = 60): Promise<number[]> {
  const sample = path.join(tempFolder(), 'sample.json')
  const options = { seed: 11, conversations, days: 90, until: Date.UTC(2026, 2, 31), meanMessages: 6 }
  writeFileSync(sample, [...sampleText(options, SAMPLE_FORMATS['platform']!)].join(''))
  const fixtures = readdirSync(FIXTURES).flatMap((name) =>
    readdirSync(path.join(FIXTURES, name))
      .filter((file) => !/\.(expected|mapping)\.json$/.test(file))
      .map((file) => path.join(FIXTURES, name, file))
  )
  const files = [sample, ...fixtures].map((file) => ({ path: file, timeZone: 'UTC' }))
  await importFiles(database, { files }, testCall())
  return database
    .prepare('SELECT id FROM conversation ORDER BY id')
    .all<{ id: number }>()
    .map(({ id }) => id)
}

/** What two reviewers and a writer of answers did with it. */
export function annotate(database: WritableDatabase, ids: readonly number[]): void {
  ensureDefaultScorecard(database, 5_000)
  const card = listScorecards(database)[0]!.id
  const [first, second, third] = [ids[0]!, ids[1]!, ids[2]!]
  const key = database.prepare('SELECT key FROM message WHERE id = ?').get<{ key: string }>(first * 2 ** 20 + 2)!.key
  let now = 1_780_000_000_000
  const act = (input: ActInput, reviewer = 'Ada') =>
    carryOut(database, actSchema.parse(input), { reviewer, now: now++ })
  act({ kind: 'tag', conversations: [first, second], tag: 'Urgent' })
  act({ kind: 'tag', conversations: [first], messageKey: key, tag: 'policy "quoted", with comma' })
  act({ kind: 'flag', conversations: [first], messageKey: key })
  act({ kind: 'flag', conversations: [third] }, 'Eve')
  act({ kind: 'add-note', conversation: first, messageKey: key, body: 'Wrong window.\nSee =policy() 😀' })
  act({ kind: 'add-note', conversation: second, body: 'ok' }, 'Eve')
  act({
    kind: 'judge',
    conversation: first,
    messageKey: key,
    scorecardId: card,
    criterion: 'verdict',
    value: 'wrong',
    comment: 'no'
  })
  act({ kind: 'judge', conversation: second, scorecardId: card, criterion: 'root-cause', value: null }, 'Eve')
  act({ kind: 'open-issue', title: 'Wrong return window', body: 'Sale items', conversations: [first, third] })
  act({ kind: 'open-issue', title: 'Nobody has this yet' })
  act({ kind: 'set-state', conversations: [first, second], state: 'done' })
  act({ kind: 'set-state', conversations: [third], state: 'declined', reason: 'spam' })
  createReviewSet(
    database,
    {
      name: 'Week 12',
      query: JSON.stringify({ version: 1, filter: { kind: 'all', of: [] }, sort: [], agentId: null }),
      queryWords: 'All conversations',
      scorecardId: card,
      population: ids.length,
      sample: JSON.stringify({ size: 3, seed: 42 }),
      items: [first, second, third].map((id) => ({ id, weight: 1.5 }))
    },
    now++
  )
  const pair = database
    .prepare(
      `INSERT INTO qa_pair (agent_id, conversation_id, message_key, answer, is_pinned, state, created_at, updated_at)
       SELECT agent_id, id, ?, 'Thirty days, also on sale.', 1, 'ready', ?, ? FROM conversation WHERE id = ?`
    )
    .run(key, now, now + 5, first).lastInsertRowid
  const question = database.prepare('INSERT INTO qa_question (qa_pair_id, position, text) VALUES (?, ?, ?)')
  ;['Can I return a sale item?', 'Return window on sale?'].forEach((text, i) => void question.run(pair, i, text))
  const loose = database
    .prepare("INSERT INTO qa_pair (agent_id, answer, created_at, updated_at) VALUES (1, 'By post.', ?, ?)")
    .run(now, now).lastInsertRowid
  question.run(loose, 0, 'How do you ship?')
}

export async function annotatedWorkspace(conversations = 60): Promise<ReturnType<typeof tempWorkspace>> {
  const workspace = tempWorkspace()
  annotate(workspace.database, await importMany(workspace.database, conversations))
  return workspace
}
