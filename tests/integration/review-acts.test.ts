// Acts of a reviewer: kept at once, one line of History each, and undone and redone exactly.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WritableDatabase } from '../../electron/database/open'
import { carryOut } from '../../electron/review/acts'
import { readAnnotations } from '../../electron/review/annotations'
import { listHistory, redo, undo } from '../../electron/review/history'
import { listIssues } from '../../electron/review/issues'
import { createReviewSet, decideItem, listReviewSets, readItems } from '../../electron/review/review-sets'
import { ensureDefaultScorecard, listScorecards, saveScorecard } from '../../electron/review/scorecards'
import { summarize } from '../../electron/review/summary'
import { type ActInput, actSchema, type Criterion } from '../../shared/review'
import { tempWorkspace } from '../support/temp-workspace'

const CONVERSATIONS = 6
const ada = { reviewer: 'Ada', now: 1_000 }

function reviewable(): WritableDatabase {
  const { database } = tempWorkspace()
  database.exec(`INSERT INTO agent (id, name) VALUES (1, 'Shop');
    INSERT INTO source (id, kind, name, format, created_at) VALUES (1, 'file', 'a.json', 'x', 0);
    INSERT INTO import_batch (id, source_id, agent_name, file_name, file_size, format_label, state, started_at)
      VALUES (1, 1, 'Shop', 'a.json', 1, 'X', 'done', 0)`)
  for (let id = 1; id <= CONVERSATIONS; id++)
    database
      .prepare(
        `INSERT INTO conversation (id, agent_id, external_id, source_id, first_import_id, import_id, content_hash, preview,
           message_count, answer_count, up_count, down_count, changed_at) VALUES (?, 1, ?, 1, 1, 1, 'h', 'Hello', 2, 1, 0, 0, 0)`
      )
      .run(id, `c${id}`)
  ensureDefaultScorecard(database, 0)
  return database
}

const TABLES = [
  'conversation',
  'tag',
  'conversation_tag',
  'note',
  'flag',
  'issue',
  'issue_conversation',
  'verdict',
  'review_item'
]
const state = (database: WritableDatabase) =>
  Object.fromEntries(TABLES.map((table) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))

const act = (database: WritableDatabase, input: ActInput, actor = ada) =>
  carryOut(database, actSchema.parse(input), actor)

const someConversations = fc.uniqueArray(fc.integer({ min: 1, max: CONVERSATIONS }), { minLength: 1, maxLength: 4 })
const messageKey = fc.constantFrom(null, 'm1', 'm2')
const anyAct: fc.Arbitrary<ActInput> = fc.oneof(
  fc.record({
    kind: fc.constant('set-state' as const),
    conversations: someConversations,
    state: fc.constantFrom('unreviewed', 'in review', 'done', 'skipped', 'declined')
  }),
  fc.record({
    kind: fc.constantFrom('tag' as const, 'untag' as const),
    conversations: someConversations,
    messageKey,
    tag: fc.constantFrom('urgent', 'Urgent', 'policy', 'äöü')
  }),
  fc.record({
    kind: fc.constantFrom('flag' as const, 'unflag' as const),
    conversations: someConversations,
    messageKey
  }),
  fc.record({
    kind: fc.constant('add-note' as const),
    conversation: fc.integer({ min: 1, max: CONVERSATIONS }),
    messageKey,
    body: fc.string({ minLength: 1 }).filter((s) => s.trim() !== '')
  }),
  fc.record({ kind: fc.constantFrom('remove-note' as const), note: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    kind: fc.constant('edit-note' as const),
    note: fc.integer({ min: 1, max: 5 }),
    body: fc.constant('changed')
  }),
  fc.record({
    kind: fc.constant('judge' as const),
    conversation: fc.integer({ min: 1, max: CONVERSATIONS }),
    messageKey,
    scorecardId: fc.constant(1),
    criterion: fc.constant('verdict'),
    value: fc.constantFrom('correct', 'wrong', null, undefined)
  }),
  fc.record({
    kind: fc.constant('open-issue' as const),
    title: fc.constantFrom('Return window', 'Prices'),
    conversations: someConversations
  }),
  fc.record({
    kind: fc.constantFrom('attach-issue' as const, 'detach-issue' as const),
    issue: fc.integer({ min: 1, max: 3 }),
    conversations: someConversations
  }),
  fc.record({
    kind: fc.constant('edit-issue' as const),
    issue: fc.integer({ min: 1, max: 3 }),
    title: fc.constant('Renamed'),
    body: fc.constant(''),
    state: fc.constantFrom('open', 'resolved')
  })
)

it('gives back the exact state when everything is undone, and the other when it is redone', () => {
  const database = reviewable()
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 25 }), (acts) => {
      database.exec('SAVEPOINT round')
      const before = state(database)
      let lines = 0
      for (const input of acts) {
        try {
          if (act(database, input).entry) lines++
        } catch (thrown) {
          // An act on a note or issue that is not there is refused, and changes nothing.
          expect((thrown as { code: string }).code).toBe('not-found')
        }
      }
      const after = state(database)
      for (let i = 0; i < lines; i++) undo(database)
      expect(state(database)).toEqual(before)
      for (let i = 0; i < lines; i++) redo(database)
      expect(state(database)).toEqual(after)
      database.exec('ROLLBACK TO round')
      database.exec('RELEASE round')
    }),
    { numRuns: 150 }
  )
})

it('keeps one line for a bulk act, undoes it as one, and undoes back to a point', () => {
  const database = reviewable()
  act(database, { kind: 'tag', conversations: [1, 2, 3, 4], tag: 'urgent' })
  act(database, { kind: 'set-state', conversations: [1], state: 'done' })
  act(database, { kind: 'add-note', conversation: 2, body: 'look here' })
  const [note, done, bulk] = listHistory(database)
  expect([bulk?.label, bulk?.conversations, done?.label, note?.label]).toEqual([
    'Tagged “urgent”',
    4,
    'Marked done',
    'Added a note'
  ])
  expect(undo(database, done?.id).map((e) => e.label)).toEqual(['Added a note', 'Marked done'])
  expect(readAnnotations(database, 1).tags.map((t) => t.name)).toEqual(['urgent'])
  expect(readAnnotations(database, 1).reviewState).toBe('unreviewed')
  undo(database)
  expect(readAnnotations(database, 4).tags).toEqual([])
  expect(() => undo(database)).toThrow('nothing to undo')
})

it('drops what was undone when something new is done', () => {
  const database = reviewable()
  act(database, { kind: 'flag', conversations: [1] })
  undo(database)
  act(database, { kind: 'flag', conversations: [2] })
  expect(() => redo(database)).toThrow('nothing to redo')
  expect(readAnnotations(database, 2).flags).toEqual([null])
})

it('writes no line for an act that changes nothing', () => {
  const database = reviewable()
  act(database, { kind: 'tag', conversations: [1], tag: 'urgent' })
  expect(act(database, { kind: 'tag', conversations: [1], tag: 'URGENT' }).entry).toBeNull()
  expect(listHistory(database)).toHaveLength(1)
})

it('keeps verdicts of several reviewers apart, refuses values a criterion does not have, and begins the review', () => {
  const database = reviewable()
  const judge = (value: string | null | undefined, reviewer = 'Ada') =>
    act(database, { kind: 'judge', conversation: 1, scorecardId: 1, criterion: 'verdict', value }, { reviewer, now: 5 })
  judge('wrong')
  judge('correct', 'Ben')
  judge('incomplete')
  expect(readAnnotations(database, 1).verdicts.map((v) => [v.reviewer, v.value])).toEqual([
    ['Ada', 'incomplete'],
    ['Ben', 'correct']
  ])
  expect(readAnnotations(database, 1).reviewState).toBe('in review')
  expect(() => judge('splendid')).toThrow('no value')
  judge(undefined)
  expect(readAnnotations(database, 1).verdicts.map((v) => v.reviewer)).toEqual(['Ben'])
})

it('versions a scorecard when it changes, and only then', () => {
  const database = reviewable()
  const tone: Criterion = {
    key: 'tone',
    label: 'Tone',
    description: '',
    kind: 'rating',
    options: [],
    allowNa: false,
    critical: false,
    commentRequired: false
  }
  const first = saveScorecard(database, { key: 'mine', name: 'Mine', criteria: [tone] }, 0)
  expect(saveScorecard(database, { key: 'mine', name: 'Mine', criteria: [tone] }, 0).id).toBe(first.id)
  const second = saveScorecard(database, { key: 'mine', name: 'Mine', criteria: [{ ...tone, label: 'Manners' }] }, 0)
  expect(second.version).toBe(2)
  expect(listScorecards(database).map((c) => [c.key, c.version])).toEqual([
    ['mine', 2],
    ['default', 1]
  ])
  act(database, { kind: 'judge', conversation: 3, scorecardId: first.id, criterion: 'tone', value: '2' })
  expect(database.prepare('SELECT number FROM verdict').get()).toEqual({ number: 2 })
  expect(() =>
    act(database, { kind: 'judge', conversation: 3, scorecardId: first.id, criterion: 'tone', value: null })
  ).toThrow('must be answered')
})

it('collects conversations in issues', () => {
  const database = reviewable()
  const { id } = act(database, { kind: 'open-issue', title: 'Wrong return window', conversations: [1, 2] })
  act(database, { kind: 'attach-issue', issue: id!, conversations: [2, 3] })
  expect(listIssues(database)).toMatchObject([{ title: 'Wrong return window', state: 'open', conversations: 3 }])
  expect(readAnnotations(database, 3).issues).toEqual([{ id, title: 'Wrong return window', state: 'open' }])
})

it('freezes a review set, resumes at the first open item, and undoes a decision', () => {
  const database = reviewable()
  const set = createReviewSet(
    database,
    {
      name: 'Week 2',
      query: '{}',
      queryWords: 'everything',
      scorecardId: 1,
      population: 6,
      sample: null,
      items: [5, 3, 1].map((id) => ({ id, weight: 1 }))
    },
    0
  )
  decideItem(database, { reviewSet: set, position: 0, state: 'done', reason: null }, ada)
  decideItem(database, { reviewSet: set, position: 1, state: 'declined', reason: 'spam' }, ada)
  expect(listReviewSets(database)).toMatchObject([{ id: set, total: 3, decided: 2, resumeAt: 2 }])
  expect(readItems(database, set, 0, 9).map((i) => [i.conversationId, i.state])).toEqual([
    [5, 'done'],
    [3, 'declined'],
    [1, 'open']
  ])
  expect(readAnnotations(database, 3).reviewState).toBe('declined')
  undo(database)
  expect(listReviewSets(database)).toMatchObject([{ decided: 1, resumeAt: 1 }])
  expect(readAnnotations(database, 3).reviewState).toBe('unreviewed')
})

it('sums up a review set with shares that stand for the population', () => {
  const database = reviewable()
  const set = createReviewSet(
    database,
    {
      name: 'Sample',
      query: '{}',
      queryWords: 'everything',
      scorecardId: 1,
      population: 600,
      sample: '{"size":4,"seed":1}',
      items: [1, 2, 3, 4].map((id) => ({ id, weight: id === 1 ? 300 : 100 }))
    },
    0
  )
  const verdicts = ['wrong', 'correct', 'correct', null]
  verdicts.forEach((value, i) => {
    act(database, { kind: 'judge', conversation: i + 1, scorecardId: 1, criterion: 'verdict', value, reviewSetId: set })
    decideItem(database, { reviewSet: set, position: i, state: 'done', reason: null }, ada)
  })
  const summary = summarize(database, set)
  const verdict = summary?.criteria.find((c) => c.key === 'verdict')
  expect(summary?.states).toEqual({ done: 4 })
  expect(verdict?.values.map((v) => [v.value, v.share, v.n, v.conversations])).toEqual([
    ['correct', 0.4, 3, [2, 3]],
    ['wrong', 0.6, 3, [1]]
  ])
  expect(verdict?.values[1]?.low).toBeGreaterThan(0)
  expect(verdict?.values[1]?.high).toBeLessThan(1)
})
