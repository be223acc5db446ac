// Which conversations cite which source: read once from every citation and kept (growing.ts).
import { type Growing, readOn } from '../search/growing'
import type { Moment } from '../search/sets'

/** Conversations that cite a source, in ascending order, each with what its citations say. Grows as it is read. */
export interface CitingConversations {
  readonly size: number
  conversation(place: number): number
  /** Answers of the conversation that cite it. */
  answers(place: number): number
  isDown(place: number): boolean
  /** When it was cited last there; NaN: not known. */
  at(place: number): number
  /** An address it was cited with. */
  readonly url: string | null
}

export interface CitationIndex {
  /** By name: the title, or the address where there is none. */
  readonly sources: ReadonlyMap<string, CitingConversations>
  /** Answers whose source tells citations, and that have none. */
  readonly none: CitingConversations
}

const BITS = 2 ** 20

/** A citation with the message it stands on; a conversation's own citations (seq 0) stand on none. */
const CITATIONS = `SELECT t.message_id, coalesce(t.title, t.url), t.url, m.sent_at, m.thumb
  FROM citation t LEFT JOIN message m ON m.id = t.message_id
  WHERE t.message_id >= ? AND t.message_id < ? ORDER BY t.message_id`
const UNANSWERED = `SELECT id, sent_at, thumb FROM message
  WHERE id >= ? AND id < ? AND role = 'agent' AND citation_count = 0 ORDER BY id`

/** `progress` is told of conversations; not at all where everything is known already. */
export function citationIndex(moment: Moment, progress: (done: number, total: number) => void): Promise<CitationIndex> {
  return readOn(moment, GrowingIndex, progress)
}

/** Of the message, else when its conversation began. */
function timeOf({ columns }: Moment, message: number, sentAt: unknown): number {
  return typeof sentAt === 'number' ? sentAt : (columns.startedAt[Math.floor(message / BITS)] ?? Number.NaN)
}

class GrowingIndex implements CitationIndex, Growing {
  next = 0
  readonly slice = 500
  readonly sources = new Map<string, Citing>()
  readonly none = new Citing()

  read(moment: Moment, from: number, to: number): void {
    const { database } = moment
    const range = [BigInt(from) << 20n, BigInt(to) << 20n] as const
    for (const [message, name, url, sentAt, thumb] of database.prepare(CITATIONS).columns(...range)) {
      if (typeof name !== 'string') continue
      const address = typeof url === 'string' ? url : null
      this.of(name).add(Number(message), timeOf(moment, Number(message), sentAt), thumb === -1, address)
    }
    for (const [message, sentAt, thumb] of database.prepare(UNANSWERED).columns(...range))
      this.none.add(Number(message), timeOf(moment, Number(message), sentAt), thumb === -1, null)
  }

  private of(name: string): Citing {
    let found = this.sources.get(name)
    if (!found) {
      found = new Citing()
      this.sources.set(name, found)
    }
    return found
  }
}

/** Sixteen bytes a conversation; messages are added in the order of their ids. */
class Citing implements CitingConversations {
  size = 0
  url: string | null = null
  private ids = new Uint32Array(4)
  /** Twice the number of answers, plus one where one of them has thumbs down. */
  private counts = new Uint32Array(4)
  private times = new Float64Array(4)
  private lastMessage = -1

  add(message: number, at: number, isDown: boolean, url: string | null): void {
    const conversation = Math.floor(message / BITS)
    if (this.size === 0 || this.ids[this.size - 1] !== conversation) this.append(conversation)
    const place = this.size - 1
    // Citations of a conversation as a whole stand on no answer.
    if (message !== this.lastMessage && message % BITS > 0) this.counts[place] = (this.counts[place] ?? 0) + 2
    if (isDown) this.counts[place] = (this.counts[place] ?? 0) | 1
    const known = this.times[place] ?? Number.NaN
    if (!Number.isNaN(at) && !(known > at)) this.times[place] = at
    this.url = url ?? this.url
    this.lastMessage = message
  }

  conversation = (place: number): number => this.ids[place] ?? 0
  answers = (place: number): number => (this.counts[place] ?? 0) >>> 1
  isDown = (place: number): boolean => ((this.counts[place] ?? 0) & 1) === 1
  at = (place: number): number => this.times[place] ?? Number.NaN

  private append(conversation: number): void {
    if (this.size === this.ids.length) {
      const length = this.size * 2
      this.ids = grown(this.ids, new Uint32Array(length))
      this.counts = grown(this.counts, new Uint32Array(length))
      this.times = grown(this.times, new Float64Array(length))
    }
    this.ids[this.size] = conversation
    this.times[this.size] = Number.NaN
    this.size++
  }
}

function grown<T extends Uint32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}
