// Reads every citation once, in slices, and counts by source: answers, conversations, and what became of them.
import { type Bits, hasBit } from '../search/bits'
import type { Moment } from '../search/sets'

/** Numbers of one source; all but `answers` are conversations. */
export interface SourceTally {
  answers: number
  all: number
  down: number
  handedOff: number
  wrong: number
  url: string | null
  lastAt: number | null
  lastIn: number | null
}

export interface Marks {
  /** Conversations that count. */
  readonly scope: Bits
  readonly handedOff: Bits
  readonly wrong: Bits
}

/** Conversations read between two looks at the clock. */
const SLICE = 500
const BITS = 2 ** 20

/** A citation, then the message it stands on; the seq 0 of a conversation's own citations has no message. */
const CITATIONS = `SELECT t.message_id, coalesce(t.title, t.url), t.url, m.sent_at, m.thumb
  FROM citation t LEFT JOIN message m ON m.id = t.message_id
  WHERE t.message_id >= ? AND t.message_id < ? ORDER BY t.message_id`
const UNANSWERED = `SELECT id, thumb FROM message WHERE id >= ? AND id < ? AND role = 'agent' AND citation_count = 0 ORDER BY id`

interface Counter extends SourceTally {
  /** What was counted last: rows come in order, so that each conversation and message counts once. */
  lastMessage: number
  lastConversation: number
  lastDown: number
}

/** By name: the title, or the address where there is none. `none`: answers whose source tells citations, and that have none. */
export async function readCitations(
  moment: Moment,
  marks: Marks,
  progress: (done: number, total: number) => void
): Promise<{ readonly sources: ReadonlyMap<string, SourceTally>; readonly none: SourceTally }> {
  const { database, columns, pause } = moment
  const sources = new Map<string, Counter>()
  const none = counter()
  const citations = database.prepare(CITATIONS)
  const unanswered = database.prepare(UNANSWERED)
  const end = columns.size
  for (let from = 0; from < end; from += SLICE) {
    const range = [BigInt(from) << 20n, BigInt(from + SLICE) << 20n] as const
    for (const [message, name, url, sentAt, thumb] of citations.columns(...range)) {
      const conversation = Math.floor(Number(message) / BITS)
      if (typeof name !== 'string' || !hasBit(marks.scope, conversation)) continue
      let one = sources.get(name)
      if (!one) {
        one = counter()
        sources.set(name, one)
      }
      count(one, Number(message), conversation, thumb === -1, marks)
      const at = typeof sentAt === 'number' ? sentAt : timeOf(moment, conversation)
      if (typeof url === 'string') one.url ??= url
      if (at !== null && (one.lastAt === null || at >= one.lastAt)) {
        one.lastAt = at
        one.lastIn = conversation
        if (typeof url === 'string') one.url = url
      }
    }
    for (const [message, thumb] of unanswered.columns(...range)) {
      const conversation = Math.floor(Number(message) / BITS)
      if (hasBit(marks.scope, conversation)) count(none, Number(message), conversation, thumb === -1, marks)
    }
    progress(Math.min(from + SLICE, end), end)
    await pause()
  }
  return { sources, none }
}

function counter(): Counter {
  const tally: SourceTally = {
    answers: 0,
    all: 0,
    down: 0,
    handedOff: 0,
    wrong: 0,
    url: null,
    lastAt: null,
    lastIn: null
  }
  return { ...tally, lastMessage: -1, lastConversation: -1, lastDown: -1 }
}

function count(one: Counter, message: number, conversation: number, isDown: boolean, marks: Marks): void {
  if (one.lastMessage !== message) {
    one.lastMessage = message
    // Citations of a conversation as a whole stand on no answer.
    if (message % BITS > 0) one.answers++
  }
  if (isDown && one.lastDown !== conversation) {
    one.lastDown = conversation
    one.down++
  }
  if (one.lastConversation === conversation) return
  one.lastConversation = conversation
  one.all++
  if (hasBit(marks.handedOff, conversation)) one.handedOff++
  if (hasBit(marks.wrong, conversation)) one.wrong++
}

function timeOf({ columns }: Moment, conversation: number): number | null {
  const at = columns.startedAt[conversation]
  return at === undefined || Number.isNaN(at) ? null : at
}
