// What the reader answers for reviews: drawn items, the reason to open at, previews of bulk acts, the masked view.
import { expect, it } from 'vitest'
import { conversationRows } from '../../electron/database/conversation-rows'
import type { WritableDatabase } from '../../electron/database/open'
import { carryOut } from '../../electron/review/acts'
import { drawItems } from '../../electron/review/draw'
import { undo } from '../../electron/review/history'
import { createMaskedView } from '../../electron/review/masked-view'
import { previewBulk } from '../../electron/review/preview'
import { reasonOf } from '../../electron/review/reason'
import { createReviewSet, decideItem, listReviewSets, nextOpenItem } from '../../electron/review/review-sets'
import { ensureDefaultScorecard, listScorecards } from '../../electron/review/scorecards'
import { openTranscript, transcriptMessages } from '../../electron/search/transcript'
import { transcriptMarks } from '../../electron/search/transcript-marks'
import { DEFAULT_BAND_LIMITS } from '../../shared/domain'
import { type ActInput, actSchema } from '../../shared/review'
import { conversation, importAll } from '../support/import-records'
import { tempWorkspace } from '../support/temp-workspace'

const CONVERSATIONS = 60
const ada = { reviewer: 'Ada', now: 1_000 }
const CUSTOMER = { name: 'Marta Keller', email: 'marta.keller@mail.test', phone: '+49 170 555 0123' }

/** Conversations 1 to 60: every third of low confidence, half by e-mail; all of one customer, who says who she is. */
function reviewable(): WritableDatabase {
  const { database } = tempWorkspace()
  database.exec(`INSERT INTO agent (id, name) VALUES (1, 'Shop');
    INSERT INTO source (id, kind, name, format, created_at) VALUES (1, 'file', 'a.json', 'x', 0);
    INSERT INTO import_batch (id, source_id, agent_name, file_name, file_size, format_label, state, started_at)
      VALUES (1, 1, 'Shop', 'a.json', 1, 'X', 'done', 0)`)
  const add = database.prepare(
    `INSERT INTO conversation (id, agent_id, external_id, source_id, first_import_id, import_id, content_hash, preview, channel,
       confidence, message_count, answer_count, up_count, down_count, changed_at, customer, customer_fields)
     VALUES (?, 1, ?, 1, 1, 1, 'h', 'Marta Keller here, order #10482', ?, ?, 3, 1, 0, 0, 0, ?, ?)`
  )
  const message = database.prepare(
    `INSERT INTO message (id, key, role, author, text, confidence, thumb, citation_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
  )
  for (let id = 1; id <= CONVERSATIONS; id++) {
    const confidence = id % 3 === 0 ? 0.2 : 0.9
    const channel = id % 2 === 0 ? 'email' : 'widget'
    add.run(id, `c${id}`, channel, confidence, CUSTOMER.name, JSON.stringify(CUSTOMER))
    const at = id * 2 ** 20
    message.run(at + 1, 'm1', 'customer', 'Marta Keller', `Write to ${CUSTOMER.email} please`, null, null, null)
    message.run(at + 2, 'm2', 'agent', null, 'Yes, Marta.', confidence, null, id % 2)
    message.run(at + 3, 'm3', 'agent', null, 'Anything else?', 0.9, id === 5 ? -1 : null, 1)
  }
  ensureDefaultScorecard(database, 0)
  return database
}

const act = (database: WritableDatabase, input: ActInput) => carryOut(database, actSchema.parse(input), ada)
const ids = Array.from({ length: CONVERSATIONS }, (_, i) => CONVERSATIONS - i)

it('takes a whole list in its order, or a sample that the seed decides, with every band and channel in it', () => {
  const database = reviewable()
  const given = { seed: 7, bands: DEFAULT_BAND_LIMITS }
  const everything = drawItems(database, ids, { ...given, size: null })
  expect(everything.map(({ id }) => id)).toEqual(ids)
  expect(new Set(everything.map(({ weight }) => weight))).toEqual(new Set([1]))
  const sample = drawItems(database, ids, { ...given, size: 12 })
  expect(sample).toHaveLength(12)
  expect(drawItems(database, ids, { ...given, size: 12 })).toEqual(sample)
  expect(drawItems(database, ids, { ...given, seed: 8, size: 12 })).not.toEqual(sample)
  expect(sample.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(CONVERSATIONS)
  const strata = new Set(sample.map(({ id }) => `${id % 3 === 0} ${id % 2}`))
  expect(strata.size).toBe(4)
  expect(sample.map(({ id }) => id)).toEqual(sample.map(({ id }) => id).toSorted((a, b) => b - a))
})

it('marks weak answers and what people worked on, by the message', () => {
  const database = reviewable()
  act(database, { kind: 'add-note', conversation: 6, messageKey: 'm1', body: 'Look here' })
  act(database, { kind: 'flag', conversations: [6], messageKey: 'm2' })
  act(database, { kind: 'tag', conversations: [6], tag: 'of the whole' })
  expect(transcriptMarks(database, 6, DEFAULT_BAND_LIMITS)).toEqual([
    { index: 0, kind: 'annotated' },
    { index: 1, kind: 'low-confidence' },
    { index: 1, kind: 'annotated' }
  ])
  expect(transcriptMarks(database, 5, DEFAULT_BAND_LIMITS)).toEqual([{ index: 2, kind: 'thumbs-down' }])
  expect(transcriptMarks(database, 999, DEFAULT_BAND_LIMITS)).toEqual([])
})

it('opens a conversation at its first thumb down, else its first weak answer', () => {
  const database = reviewable()
  const reason = (id: number) => reasonOf(database, id, DEFAULT_BAND_LIMITS)
  expect(reason(5)).toEqual({ kind: 'thumbs-down', index: 2 })
  expect(reason(3)).toEqual({ kind: 'low-confidence', index: 1 })
  expect(reason(2)).toEqual({ kind: 'no-citation', index: 1 })
  expect(reason(1)).toBeNull()
})

it('finds the next open item, from the beginning again when the end is reached', () => {
  const database = reviewable()
  const items = [1, 2, 3, 4].map((id) => ({ id, weight: 1 }))
  const scorecardId = listScorecards(database)[0]?.id ?? 0
  const base = { name: 'Weekly', query: '{}', queryWords: 'all', scorecardId, population: 4, sample: null }
  const reviewSet = createReviewSet(database, { ...base, items }, 0)
  const decide = (position: number) => decideItem(database, { reviewSet, position, state: 'done', reason: null }, ada)
  decide(1)
  expect(nextOpenItem(database, reviewSet, 0)).toBe(2)
  expect(nextOpenItem(database, reviewSet, 3)).toBe(0)
  for (const position of [0, 2, 3]) decide(position)
  expect(nextOpenItem(database, reviewSet, 3)).toBeNull()
})

it('takes a review set away as one act that undo brings back, item by item as it was', () => {
  const database = reviewable()
  const scorecardId = listScorecards(database)[0]?.id ?? 0
  const items = [3, 1, 2].map((id) => ({ id, weight: 2 }))
  const base = { name: 'Weekly', query: '{}', queryWords: 'all', scorecardId, population: 6, sample: '{}' }
  const reviewSet = createReviewSet(database, { ...base, items }, 0)
  decideItem(database, { reviewSet, position: 0, state: 'skipped', reason: null }, ada)
  const before = listReviewSets(database)
  const rows = () => database.prepare('SELECT * FROM review_item ORDER BY position').all()
  const itemsBefore = rows()
  act(database, { kind: 'remove-review-set', reviewSet, name: 'Weekly' })
  expect(listReviewSets(database)).toEqual([])
  expect(rows()).toEqual([])
  undo(database)
  expect(listReviewSets(database)).toEqual(before)
  expect(rows()).toEqual(itemsBefore)
})

it('says how many conversations a bulk act would change', () => {
  const database = reviewable()
  act(database, { kind: 'tag', conversations: [1, 2], tag: 'billing' })
  act(database, { kind: 'tag', conversations: [3], messageKey: 'm1', tag: 'billing' })
  act(database, { kind: 'flag', conversations: [4] })
  act(database, { kind: 'set-state', conversations: [5], state: 'done' })
  const issue = act(database, { kind: 'open-issue', title: 'Wrong', conversations: [6] }).id ?? 0
  const five = [1, 2, 3, 4, 5]
  expect(previewBulk(database, { kind: 'tag', tag: 'Billing' }, five)).toBe(3)
  expect(previewBulk(database, { kind: 'untag', tag: 'billing' }, five)).toBe(2)
  expect(previewBulk(database, { kind: 'flag' }, five)).toBe(4)
  expect(previewBulk(database, { kind: 'unflag' }, five)).toBe(1)
  expect(previewBulk(database, { kind: 'set-state', state: 'done' }, five)).toBe(4)
  expect(previewBulk(database, { kind: 'attach-issue', issue }, [5, 6, 7])).toBe(2)
  expect(previewBulk(database, { kind: 'tag', tag: 'new' }, [1, 999])).toBe(1)
})

it('masks list, head, messages and notes alike, and leaves the workspace as it is', () => {
  const database = reviewable()
  act(database, { kind: 'add-note', conversation: 1, body: 'Called Marta on +49 170 555 0123.' })
  const view = createMaskedView(database, null)
  const rows = view.rows(conversationRows(database, [1, 2], DEFAULT_BAND_LIMITS))
  const detail = view.detail(openTranscript(database, 1))
  const messages = view.messages(1, transcriptMessages(database, 1, 0, 10))
  const annotations = view.annotations(1, {
    reviewState: 'done',
    tags: [],
    verdicts: [],
    issues: [],
    flags: [],
    notes: [
      {
        id: 1,
        messageKey: null,
        body: 'Called Marta on +49 170 555 0123.',
        reviewer: 'Ada',
        createdAt: 0,
        updatedAt: 0
      }
    ]
  })
  const shown = JSON.stringify([rows, detail, messages, annotations])
  for (const secret of ['Marta', 'Keller', 'mail.test', '555', '10482']) expect(shown).not.toContain(secret)
  expect(shown).toContain('"reviewer":"Ada"')
  const alias = rows[0]?.customer
  expect(alias).toMatch(/^Person [A-Z]{7}$/)
  expect(rows[1]?.customer).toBe(alias)
  expect(messages[0]?.author).toBe(alias)
  expect(messages[1]?.text).toBe(`Yes, ${alias}.`)
  expect(messages.map(({ key }) => key)).toEqual(['m1', 'm2', 'm3'])
  expect(conversationRows(database, [1], DEFAULT_BAND_LIMITS)[0]?.customer).toBe('Marta Keller')
})

it('masks what the window holds as it is: by whole names anywhere, and by the people of one conversation', async () => {
  const { database } = tempWorkspace()
  const customer = { name: 'Zoe Quillfeather', email: 'zoe@example.net' }
  await importAll(database, [conversation('a', ['hello'], { customer }), conversation('b', ['hello'])])
  const view = createMaskedView(database, null)
  const person = /^Person [A-Z]{7}$/
  const [name, first, mail] = view.words(['Zoe Quillfeather', 'Zoe', 'ask zoe@example.net'], null)
  expect(name).toMatch(person)
  expect(first).toBe('Zoe')
  expect(mail).toMatch(/^ask \[email [A-Z]{7}\]$/)
  expect(view.words(['Zoe'], 1)).toEqual([name])
  // What others write of somebody else's customer is masked by the whole name, with the same alias.
  expect(view.text(2, 'like Zoe Quillfeather')).toBe(`like ${name}`)
  expect(view.words(['12.50 EUR, 3 days'], null)).toEqual(['12.50 EUR, 3 days'])
})

it('marks in a masked snippet the hits that are still there', () => {
  const database = reviewable()
  const view = createMaskedView(database, null)
  const [row] = conversationRows(database, [1], DEFAULT_BAND_LIMITS)
  if (!row) throw new Error('there is a first conversation')
  const text = 'Marta Keller wants a refund, a full refund'
  const hits = [
    { start: 0, end: 5 },
    { start: 21, end: 27 },
    { start: 36, end: 42 }
  ]
  const [masked] = view.rows([{ ...row, snippet: { text, hits, role: 'customer' } }])
  const snippet = masked?.snippet
  expect(snippet?.hits.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(['refund', 'refund'])
})

it('knows customers of the workspace in text of no single conversation, and whose conversation a text is of', () => {
  const database = reviewable()
  const view = createMaskedView(database, null)
  const alias = view.rows(conversationRows(database, [1], DEFAULT_BAND_LIMITS))[0]?.customer
  expect(view.anywhere([{ title: 'MARTA KELLER got it wrong, so Marta called' }])).toEqual([
    { title: `${alias} got it wrong, so ${alias} called` }
  ])
  // A first name alone is a word like any other, but for the conversation it stands in.
  expect(view.anywhere({ text: 'Marta asks' })).toEqual({ text: 'Marta asks' })
  expect(view.anywhere([{ conversationId: 2, text: 'Marta asks' }])).toEqual([
    { conversationId: 2, text: `${alias} asks` }
  ])
  expect(view.word('refund')).toBe('refund')
  expect(view.word('keller')).toMatch(/^Person [A-Z]{7}$/)
  const issue = { id: 1, title: 'For Marta Keller', state: 'open' as const }
  const annotations = { reviewState: 'done' as const, tags: [], verdicts: [], notes: [], flags: [], issues: [issue] }
  expect(view.annotations(1, annotations).issues[0]?.title).toBe(`For ${alias}`)
})

it('takes another shop’s order numbers by pattern, and the usual ones where the pattern cannot be read', () => {
  const database = reviewable()
  expect(createMaskedView(database, String.raw`ZX\d+`).text(1, 'ZX99 and #10482')).toMatch(
    /^\[order [A-Z]+\] and #10482$/
  )
  expect(createMaskedView(database, '(').text(1, '#10482')).toMatch(/^\[order [A-Z]+\]$/)
})
