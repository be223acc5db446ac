// A review set as an export: its conversations in the order of its queue; as HTML with the evidence before them.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { carryOut } from '../../electron/review/acts'
import { listReviewSets } from '../../electron/review/review-sets'
import { listScorecards } from '../../electron/review/scorecards'
import { summarize } from '../../electron/review/summary'
import { actSchema } from '../../shared/review'
import { annotatedWorkspace } from '../support/annotated-workspace'
import { runExport } from '../support/call-of-export'

async function reviewed(comment: string) {
  const { database, file } = await annotatedWorkspace(20)
  const set = listReviewSets(database)[0]!
  const ids = database
    .prepare('SELECT conversation_id AS id FROM review_item WHERE review_set_id = ? ORDER BY position')
    .all<{ id: number }>(set.id)
  const judge = (conversation: number, value: string, messageKey: string | null) =>
    carryOut(
      database,
      actSchema.parse({
        ...{
          kind: 'judge',
          conversation,
          messageKey,
          scorecardId: listScorecards(database)[0]!.id,
          criterion: 'verdict',
          value
        },
        comment,
        reviewSetId: set.id
      }),
      { reviewer: 'Eve', now: 1_790_000_000_000 }
    )
  const { key, text } = database
    .prepare("SELECT key, text FROM message WHERE id > ? AND role = 'agent' ORDER BY id LIMIT 1")
    .get<{ key: string; text: string }>(ids[1]!.id * 2 ** 20)!
  judge(ids[1]!.id, 'wrong', key)
  judge(ids[2]!.id, 'correct', null)
  database.exec("UPDATE review_item SET state = 'done'")
  return { database, file, set, ids: ids.map(({ id }) => id), text }
}

it('holds the conversations of the set in the order of its queue, in every format', async () => {
  const { file, set, ids } = await reviewed('no')
  const { file: out } = await runExport(file, 'jsonl', { reviewSet: set.id })
  expect(
    readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).number)
  ).toEqual(ids)
  await expect(runExport(file, 'csv', { reviewSet: 99 })).rejects.toMatchObject({ code: 'not-found' })
})

it('tells question, sample, scorecard, numbers with intervals, issues and findings in the words that were said', async () => {
  const { database, file, set, text } = await reviewed('Cites <old> policy')
  const { file: out } = await runExport(file, 'html', { reviewSet: set.id })
  const html = readFileSync(out, 'utf8')
  for (const words of [
    'Week 12',
    'All conversations',
    'seed 42',
    'version 1',
    'Wrong return window',
    'Cites &lt;old&gt; policy'
  ])
    expect(html).toContain(words)
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
  expect(html).toContain(`“${escaped}”`)
  const wrong = summarize(database, set.id)!.criteria[0]!.values.find(({ value }) => value === 'wrong')!
  const percent = (share: number) => (share * 100).toFixed(1)
  expect(html).toContain(
    `<td>wrong</td><td>${percent(wrong.share)} %</td><td>${percent(wrong.low)}–${percent(wrong.high)} %</td>`
  )
  // What was good is no finding.
  expect(html).not.toContain(': correct</strong>')
  expect(html.match(/<section class="conversation">/g)).toHaveLength(3)
})

it('redacts what it quotes', async () => {
  const { file, set } = await reviewed('Call anna@mail.example')
  const { result, file: out } = await runExport(file, 'html', { reviewSet: set.id, options: { redact: true } })
  expect(result.kind).toBe('done')
  expect(readFileSync(out, 'utf8')).not.toMatch(/@mail\.example|@example\.test|Week 12/)
})
