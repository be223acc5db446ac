// One customer whose address, phone and name stand in everything that people and platforms write into a workspace, each place with a
// word of its own: what the masked view must hide, and how a test knows that it looked at the place at all.
import { DatabaseSync } from '@photostructure/sqlite'
import type { Input } from '../../shared/contract'
import { EVERYTHING } from '../../shared/query/query'
import { DEFAULT_CRITERIA } from '../../shared/review'
import type { Call } from './call'

export const PERSON = { email: 'zoe.q@example.net', phone: '+49 170 5550199', name: 'Zoe Quillfeather' }
/** Any piece of them. */
export const PERSONAL = /zoe\.q|5550199|quillfeather/i

/** The words of a place with everything personal in them. Sixty characters at most: so long may a tag be. */
export const planted = (word: string) => `${word} ${PERSON.email} ${PERSON.phone} ${PERSON.name}`

/** `word` is in the name of the file, too. */
export const PLANTED_FILE = `${planted('filename')}.json`

const START = 1_767_607_200
const citation = {
  title: planted('citetitl'),
  url: 'https://shop.example/help',
  excerpt: planted('citeword'),
  score: 0.4
}

/** An export: the person's own conversations, one that others have about them, questions that got different answers, a bad record. */
export function plantedExport(): string {
  const own = [0, 1, 2].map((n) => ({
    ...shell(`own${n}`, n),
    title: planted('convtitl'),
    insights: { topic: planted('topicwrd'), customer: { id: 'user_1', name: PERSON.name, email: PERSON.email } },
    messages: [
      message(`o${n}a`, 'user', `${planted('question')}: where is the invoice of the kayak?`, n),
      {
        ...message(`o${n}b`, 'assistant', `${planted('answertx')}: I do not know.`, n),
        feedback: 'negative',
        feedbackComment: planted('feedback'),
        metadata: { score: 0.2, citations: [citation] }
      },
      {
        ...message(`o${n}c`, 'assistant', 'A colleague.', n),
        metadata: { author: { kind: 'human', name: PERSON.name } }
      }
    ]
  }))
  const different = ['30 days', '14 days', '30 days', '14 days'].map((days, n) => ({
    ...shell(`diff${n}`, n + 5),
    insights: { topic: 'Returns', customer: { id: `user_${n + 5}`, name: 'Bob Miller' } },
    messages: [
      message(`d${n}a`, 'user', `How long do I have to return the kayak of ${planted('contradq')}?`, n),
      {
        ...message(`d${n}b`, 'assistant', `You can return the kayak of ${PERSON.name} within ${days} of delivery.`, n),
        metadata: { score: 0.9, citations: [] }
      }
    ]
  }))
  const bad = { id: 'bad', messages: [], note: planted('rejected') }
  return JSON.stringify({ data: [...own, ...different, bad] })
}

function shell(id: string, day: number) {
  const at = START + day * 86_400
  const agent = { id: 'agent1', name: planted('agentwrd') }
  return { id, agent, createdAt: at, updatedAt: at + 60, source: planted('chanword'), status: 'ended', userId: id }
}

function message(id: string, role: 'user' | 'assistant', text: string, day: number) {
  return { id, role, parts: [{ type: 'text', text }], createdAt: START + day * 86_400 }
}

/** What no window can make without a platform: a connection with what waits for it, and an answer that was asked for again. */
export function plantInDatabase(file: string): void {
  const database = new DatabaseSync(file)
  const at = Date.now()
  database
    .prepare(
      `INSERT INTO connection (uid, platform, name, base_url, agents, created_at, settings)
       VALUES ('u1', 'flowise', ?, 'http://127.0.0.1:9', ?, ?, ?)`
    )
    .run(
      planted('connname'),
      JSON.stringify([{ id: 'a1', name: planted('connagnt') }]),
      at,
      JSON.stringify({ users: [planted('connuser')], topics: [], labels: true, grounds: true })
    )
  database
    .prepare(
      `INSERT INTO outbox (connection_id, agent_id, target, kind, title, body, state, next_at, words, created_at, updated_at, conversation_id)
       VALUES (1, 'a1', 't', 'hand-off', ?, ?, 'refused', ?, ?, ?, ?, 1)`
    )
    .run(planted('outtitle'), JSON.stringify(HAND_OFF), at, planted('outwords'), at, at)
  database
    .prepare(
      `INSERT INTO asked_again (conversation_id, message_key, agent, question, before, asked_at, outcome, now)
       SELECT conversation_id, key, ?, ?, ?, ?, 'answered', ? FROM (SELECT 1 AS conversation_id, key FROM message WHERE id = ?)`
    )
    .run(planted('askagent'), planted('askquest'), answer('askthen'), at, answer('asknow'), 2 ** 20 + 2)
  database
    .prepare("INSERT INTO qa_reference (list, questions, answer, imported_at) VALUES (?, '[\"q\"]', 'a', ?)")
    .run(planted('reflist'), at)
  database.close()
}

const answer = (word: string) => JSON.stringify({ text: planted(word), confidence: 0.5, citations: [] })
const HAND_OFF = {
  subject: planted('handsubj'),
  summary: planted('handsumm'),
  priority: 'normal',
  email: PERSON.email,
  name: PERSON.name,
  pause: false
}

/** Everything a reviewer writes, through the app itself. */
export async function plantActs(call: Call): Promise<void> {
  const reviewer = 'Anna'
  await call('settings.set', {
    reviewer,
    recentSearches: [planted('recentsr')],
    noteTemplates: [planted('notetemp')],
    answerTemplates: [planted('answtemp')],
    exportPresets: [{ name: planted('exppreset'), options: { allowed: [planted('allowed')] } }],
    welcomeDone: true
  })
  const text = { key: 'text', label: planted('critlabl'), description: planted('critdesc'), kind: 'text' } as const
  const verdict = DEFAULT_CRITERIA[0]
  if (!verdict) throw new Error('the default card has no criterion')
  const choice = { ...verdict, options: [planted('goodvalu'), planted('badvalue')] }
  const card = await call('scorecards.save', { key: 'default', name: planted('cardname'), criteria: [choice, text] })
  const set = await call('review.createSet', {
    name: planted('setname'),
    query: JSON.stringify(EVERYTHING),
    queryWords: planted('setquery'),
    scorecardId: card.id,
    population: 3,
    sample: null,
    items: [1, 2, 3].map((id) => ({ id, weight: 1 }))
  })
  const act = (given: Input<'review.act'>['act'], by = reviewer) => call('review.act', { act: given, reviewer: by })
  await act({ kind: 'tag', conversations: [1], tag: planted('tagword') })
  await act({ kind: 'add-note', conversation: 1, body: planted('noteword') })
  const judge = { kind: 'judge', conversation: 1, scorecardId: card.id, reviewSetId: set } as const
  await act({ ...judge, criterion: 'verdict', value: planted('badvalue'), comment: planted('mycommen') })
  await act({ ...judge, criterion: 'text', value: planted('textvalu') })
  await act({ ...judge, criterion: 'text', value: planted('othervalu') }, 'Eve')
  await act({ ...judge, criterion: 'verdict', value: planted('badvalue'), comment: planted('othercomm') }, 'Eve')
  const { key } = (await call('transcript.messages', { conversationId: 1, start: 1, end: 2 }))[0] ?? { key: '' }
  await act({ ...judge, messageKey: key, criterion: 'text', value: planted('msgvalue'), comment: planted('msgcommt') })
  await act({ kind: 'tag', conversations: [1], messageKey: key, tag: planted('msgtag') })
  await act({ kind: 'open-issue', title: planted('issuettl'), body: planted('issuebod'), conversations: [1] })
  await act({ kind: 'set-state', conversations: [2], state: 'declined', reason: planted('histreas') })
  await call('review.decide', { reviewSet: set, position: 1, state: 'declined', reason: planted('itemreas'), reviewer })
  await call('views.save', { name: planted('viewname'), body: { version: 1, text: 'is:unreviewed', agent: null } })
  await call('qa.save', {
    id: null,
    pair: {
      name: planted('pairname'),
      questions: [planted('pairques')],
      answer: planted('pairansw'),
      isPinned: false,
      agentId: 1,
      conversationId: null,
      messageKey: null,
      replaces: null
    },
    reviewer
  })
}
