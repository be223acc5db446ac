// The changes of the sync drill: pairs made, changed and taken back, thumbs given, a few more at each start; and whether each arrived
// exactly once.
import { listConnections } from '../../../electron/database/connections'
import type { WritableDatabase } from '../../../electron/database/open'
import { listOutbox } from '../../../electron/database/outbox'
import { listQaPairs } from '../../../electron/database/qa-pairs'
import { discardEntry, sendFeedback, sendPairs, withdrawPairs } from '../../../electron/outbox/enqueue'
import { savePair, setPairState } from '../../../electron/review/qa-pairs'
import type { PlatformServer } from '../../../scripts/platform-server/server'
import type { Random } from '../../../scripts/sample/random'

export interface Writing {
  /** Changes that were put into the outbox. */
  readonly made: number
  /** Puts some more in; false: there are no more. */
  next(database: WritableDatabase): boolean
  /** What did not arrive as it was meant; call when nothing waits. */
  problems(database: WritableDatabase): string[]
}

interface Options {
  readonly server: PlatformServer
  readonly random: Random
  readonly entries: number
}

const ACTOR = { reviewer: 'Drill', now: 1 }
/** Changes put in before each start, at most. */
const AT_ONCE = 5

export function createWriting({ server, random, entries }: Options): Writing {
  /** Of each pair: its answer, or null where it was taken back. */
  const meant = new Map<number, string | null>()
  const thumbs = new Map<string, 'positive' | 'negative'>()
  let made = 0

  function make(database: WritableDatabase): void {
    const connectionId = listConnections(database)[0]?.id ?? 0
    const to = { connectionId, agentId: 'agent-support' }
    const pairs = new Map(listQaPairs(database).map((pair) => [pair.id, pair]))
    const live = [...meant].filter(([id, answer]) => answer !== null && pairs.get(id)?.state === 'live')
    const roll = random.next()
    if (roll < 0.3) thumb(database, to)
    else if (roll < 0.5 && live.length > 0) {
      const [id] = random.pick(live)
      setPairState(database, [id], 'draft', ACTOR)
      write(database, to, id)
    } else if (roll < 0.58 && live.length > 0) {
      const [id] = random.pick(live)
      withdrawPairs(database, [id], Date.now())
      meant.set(id, null)
    } else if (roll < 0.66) writeAnew(database, to)
    else write(database, to, null)
    made++
  }

  function write(database: WritableDatabase, to: { connectionId: number; agentId: string }, id: number | null): void {
    const answer = `Answer ${made} of the drill.`
    const questions = [`What is asked the ${made}th time?`, 'Another way to ask?']
    const more = { isPinned: false, agentId: null, conversationId: null, messageKey: null, replaces: null }
    const pair = savePair(database, id, { name: '', questions, answer, ...more }, ACTOR).id
    setPairState(database, [pair], 'ready', ACTOR)
    sendPairs(database, [pair], to, Date.now())
    meant.set(pair, answer)
  }

  /** A person takes a waiting or refused pair out of the outbox, changes it, and sends it again. */
  function writeAnew(database: WritableDatabase, to: { connectionId: number; agentId: string }): void {
    const waiting = database
      .prepare(
        `SELECT o.id AS entry, CAST(substr(o.target, 6) AS INTEGER) AS pair FROM outbox o
         WHERE o.kind = 'pair' AND o.state IN ('waiting', 'refused') ORDER BY o.id`
      )
      .all<{ entry: number; pair: number }>()
      // A pair that was live before is at the platform with older words: discarding would bring those back.
      .filter(({ pair }) => database.prepare('SELECT 1 FROM qa_remote WHERE qa_pair_id = ?').get(pair) === undefined)
    const chosen = waiting.length === 0 ? null : random.pick(waiting)
    if (chosen) discardEntry(database, chosen.entry, Date.now())
    write(database, to, chosen?.pair ?? null)
  }

  function thumb(database: WritableDatabase, to: { connectionId: number; agentId: string }): void {
    const own = server.store.conversations.filter(({ agentId }) => agentId === to.agentId)
    const conversation = random.pick(own)
    const answer = conversation.messages.find(({ role }) => role === 'assistant')
    if (!answer) return
    const up = random.chance(0.5)
    const body = {
      conversationId: String(conversation.id),
      messageId: String(answer['id']),
      thumb: up ? 1 : -1
    } as const
    sendFeedback(database, to, body, `Thumb ${made}`, Date.now())
    thumbs.set(`${conversation.id}/${answer['id']}`, up ? 'positive' : 'negative')
  }

  return {
    get made() {
      return made
    },
    next(database) {
      for (let n = random.below(AT_ONCE); n >= 0 && made < entries; n--) make(database)
      return made < entries
    },
    problems(database) {
      const open = listOutbox(database).filter(({ state }) => !['delivered', 'discarded'].includes(state))
      const problems = open.map(({ id, state, words }) => `entry ${id} is ${state}: ${words}`)
      const there = server.store.sources.map(({ answer }) => answer)
      for (const [id, answer] of meant) {
        if (answer === null) continue
        const times = there.filter((one) => one === answer).length
        if (times !== 1) problems.push(`pair ${id} is on the platform ${times} times`)
      }
      const wanted = [...meant.values()].filter((answer) => answer !== null).length
      if (there.length !== wanted)
        problems.push(`${there.length} pairs are on the platform, ${wanted} were meant to be`)
      for (const [place, feedback] of thumbs) {
        const [conversation, message] = place.split('/')
        const found = server.store.conversations.find(({ id }) => id === conversation)?.messages
        if (found?.find(({ id }) => id === message)?.['feedback'] !== feedback)
          problems.push(`the thumb on ${place} is not ${feedback}`)
      }
      return problems
    }
  }
}
