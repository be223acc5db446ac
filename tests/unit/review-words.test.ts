// The small rules of reviewing in the window: keys, held keys, the best issue, the sentence of a summary, edits of a scorecard.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changed, keyFrom, moved, newCriterion, newDraft, problemOf } from '../../renderer/review/card-edit'
import { createHeldKeys } from '../../renderer/review/hold-keys'
import { rankIssues } from '../../renderer/review/rank-issues'
import { summarySentence } from '../../renderer/review/summary-words'
import { keymapFor, refusal } from '../../shared/key-choices'
import { KEYMAP } from '../../shared/keymap'
import { criterionSchema, DEFAULT_CRITERIA, type Issue, isGoodValue, whatIsMissing } from '../../shared/review'
import type { ReviewSummary } from '../../shared/review-set'

describe('keys a person chose', () => {
  test('stand in the place of the table’s, also none at all', () => {
    const keys = keymapFor({ keys: { 'review.skip': ['q'], 'review.flag': [] }, singleKeys: true })
    expect(keys.find((one) => one.id === 'review.skip')?.keys).toEqual(['q'])
    expect(keys.find((one) => one.id === 'review.flag')?.keys).toEqual([])
    expect(keys.find((one) => one.id === 'review.tag')?.keys).toEqual(['t'])
  })

  test('lose their single characters when those are switched off, and nothing else', () => {
    const keys = keymapFor({ keys: {}, singleKeys: false })
    expect(keys.find((one) => one.id === 'review.value1')?.keys).toEqual([])
    expect(keys.find((one) => one.id === 'list.selectAll')?.keys).toEqual([])
    expect(keys.find((one) => one.id === 'search.focus')?.keys).toEqual(['Mod+F'])
    expect(keys.find((one) => one.id === 'review.next')?.keys).toEqual(['ArrowRight'])
  })

  test('are refused where another command has them, or begins with them', () => {
    expect(refusal('review.skip', 't', {})).toBe('“Tag” has this key already.')
    expect(refusal('review.skip', '*', {})).toMatch(/has this key already/)
    expect(refusal('review.skip', 'q', {})).toBeNull()
    expect(refusal('review.skip', 's', {})).toBeNull()
    expect(refusal('review.skip', 'q', { 'review.tag': ['q'] })).toBe('“Tag” has this key already.')
    expect(refusal('review.skip', 't', { 'review.tag': ['q'] })).toBeNull()
  })

  test('are never one that removes or leaves', () => {
    for (const key of ['Backspace', 'Delete', 'Mod+Backspace', 'Escape', 'Tab', ''])
      expect(refusal('review.skip', key, {})).toBe('This key cannot be used for a command.')
  })

  test('never clash, whatever is chosen one after the other', () => {
    const ids = KEYMAP.map(({ id }) => id)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom('a', 'b', 'q', 't', 'Mod+K', '*', 'F5')), {
          maxLength: 30
        }),
        (choices) => {
          let keys: Record<string, string[]> = {}
          for (const [id, key] of choices) if (refusal(id, key, keys) === null) keys = { ...keys, [id]: [key] }
          const all = keymapFor({ keys, singleKeys: true }).flatMap((command) => command.keys)
          expect(new Set(all).size).toBe(all.length)
        }
      )
    )
  })
})

describe('keys pressed while the next item is coming', () => {
  const heldOf = (...pressed: Parameters<ReturnType<typeof createHeldKeys>['hold']>[0][]) => {
    const held = createHeldKeys()
    for (const key of pressed) held.hold(key)
    const run = []
    for (let key = held.next(); key !== undefined; key = held.next()) run.push(key)
    return run
  }

  test('wait in their order, a decision behind its value', () => {
    const pressed = ['review.value3', 'review.nextCriterion', 'review.value1', 'review.done', 'review.value1'] as const
    expect(heldOf(...pressed)).toEqual(pressed)
  })

  test('are forgotten where they would decide an item that nobody has seen', () => {
    expect(heldOf('review.done')).toEqual([])
    expect(heldOf('review.value1', 'review.done', 'review.done')).toEqual(['review.value1', 'review.done'])
    expect(heldOf('review.skip', 'review.value1')).toEqual(['review.value1'])
  })
})

describe('issues for a conversation', () => {
  const issue = (id: number, title: string, state: Issue['state'] = 'open'): Issue => ({
    id,
    title,
    body: '',
    state,
    conversations: 0,
    createdAt: 0
  })
  const all = [
    issue(1, 'Shipping to Austria'),
    issue(2, 'Wrong return window on sale items'),
    issue(3, 'Old', 'resolved')
  ]

  test('begin with what the conversation is about', () => {
    expect(rankIssues(all, '', 'Can I return a sale item?')[0]?.id).toBe(2)
    expect(rankIssues(all, '', 'Do you ship to AUSTRIA')[0]?.id).toBe(1)
  })

  test('are those that are typed, by the beginning of a word, and open', () => {
    expect(rankIssues(all, 'austr', 'return').map(({ id }) => id)).toEqual([1])
    expect(rankIssues(all, 'nothing like it', '')).toEqual([])
    expect(rankIssues(all, '', '').map(({ id }) => id)).not.toContain(3)
  })
})

describe('the sentence of a summary', () => {
  const value = (of: string, share: number, low: number, high: number, n = 120) => ({
    value: of,
    conversations: [1],
    share,
    low,
    high,
    n
  })
  const summary = (criteria: ReviewSummary['criteria']): ReviewSummary => ({
    set: {
      id: 1,
      name: 'x',
      query: '{}',
      queryWords: '',
      scorecardId: 1,
      population: 8_431,
      sample: null,
      createdAt: 0,
      total: 120,
      decided: 120,
      resumeAt: 0
    },
    states: { done: 120 },
    conversations: {},
    criteria,
    newIssues: 0,
    drafts: 0,
    draftConversations: []
  })

  test('says how many of how many, what is wrong, how sure, and why', () => {
    const criteria = [
      { key: 'verdict', label: 'Verdict', values: [value('correct', 0.8, 0.7, 0.9), value('wrong', 0.14, 0.09, 0.21)] },
      { key: 'root-cause', label: 'Root cause', values: [value('missing source', 0.6, 0.4, 0.8, 17)] }
    ]
    expect(summarySentence(summary(criteria), DEFAULT_CRITERIA)).toBe(
      '120 of 8,431 reviewed, 14 % wrong (9–21 %), mostly missing source'
    )
  })

  test('says nothing of what was not found', () => {
    const criteria = [{ key: 'verdict', label: 'Verdict', values: [value('correct', 1, 0.9, 1)] }]
    expect(summarySentence(summary(criteria), DEFAULT_CRITERIA)).toBe('120 of 8,431 reviewed')
  })
})

describe('what is missing before a review is done', () => {
  const required = criterionSchema.parse({ key: 'tone', label: 'Tone', kind: 'rating', allowNa: false })
  const explained = criterionSchema.parse({ key: 'safe', label: 'Safe', kind: 'pass', commentRequired: true })
  const verdict = (criterion: string, value: string | null, comment: string | null = null) => ({
    criterion,
    value,
    comment
  })

  test('is an answer where none may be left out, and a comment where a value is not good', () => {
    expect(whatIsMissing([required], [])?.sentence).toBe('“Tone” must be answered.')
    expect(whatIsMissing([required], [verdict('tone', '1')])).toBeNull()
    expect(whatIsMissing([explained], [verdict('safe', 'fail')])?.sentence).toBe(
      '“Safe” needs a comment when it is not good.'
    )
    expect(whatIsMissing([explained], [verdict('safe', 'fail', 'It told the address.')])).toBeNull()
    expect(whatIsMissing([explained], [verdict('safe', 'pass')])).toBeNull()
    expect(whatIsMissing([explained], [verdict('safe', null)])).toBeNull()
  })

  test('good is the first option, 5, and pass', () => {
    expect(isGoodValue(required, '5')).toBe(true)
    expect(isGoodValue(required, '4')).toBe(false)
    const [choice] = DEFAULT_CRITERIA
    expect(choice && isGoodValue(choice, 'correct')).toBe(true)
    expect(choice && isGoodValue(choice, 'wrong')).toBe(false)
  })
})

describe('edits of a scorecard', () => {
  test('make keys that queries can name, once each', () => {
    expect(keyFrom('Tone of voice', [])).toBe('tone-of-voice')
    expect(keyFrom('Größe 2', [])).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(keyFrom('Tone', ['tone', 'tone-2'])).toBe('tone-3')
    expect(keyFrom('!!', [])).toBe('criterion')
  })

  test('keep the key of a criterion that has verdicts, and let that of a new one follow its label', () => {
    const saved = DEFAULT_CRITERIA
    const [verdict] = saved
    if (!verdict) throw new Error('there is a default criterion')
    expect(changed(saved, 0, { ...verdict, label: 'Judgement' }, saved)[0]?.key).toBe('verdict')
    const draft = [...saved, newCriterion(saved)]
    expect(changed(draft, 2, { ...newCriterion(saved), label: 'Tone' }, saved)[2]?.key).toBe('tone')
  })

  test('move a criterion and no further than the ends', () => {
    expect(moved(DEFAULT_CRITERIA, 0, 1).map(({ key }) => key)).toEqual(['root-cause', 'verdict'])
    expect(moved(DEFAULT_CRITERIA, 0, -1)).toEqual(DEFAULT_CRITERIA)
    expect(moved(DEFAULT_CRITERIA, 1, 1)).toEqual(DEFAULT_CRITERIA)
  })

  test('say why a card cannot be saved', () => {
    expect(problemOf(newDraft(null))).toBe('The scorecard needs a name.')
    const card = { key: 'x', name: 'X', criteria: DEFAULT_CRITERIA }
    expect(problemOf(card)).toBeNull()
    expect(problemOf({ ...card, criteria: [] })).toBe('The scorecard needs a criterion.')
    const [first] = DEFAULT_CRITERIA
    if (!first) throw new Error('there is a default criterion')
    expect(problemOf({ ...card, criteria: [{ ...first, options: ['one'] }] })).toMatch(/at least two values/)
    expect(problemOf({ ...card, criteria: [first, { ...first, key: 'b', label: 'verdict ' }] })).toMatch(
      /^Two criteria/
    )
  })
})
