// Gathers the rows of one conversation as they come by, in bounded memory: conversations that stand together in the file come out
// whole, also where a few are interleaved; what comes after a conversation was let go is said to be a part of it.
import type { RawConversation, RawMessage } from '../ingest/raw'
import type { Cells, ConversationHead, RowReader } from './mapping-rows'
import { type Linked, OpenGroups } from './open-groups'
import { SeenKeys } from './seen-keys'

/**
 * A conversation without a new row for so many rows is finished. Files that are sorted by conversation need no more than one; each
 * time a conversation comes again after all, the file turns out to be sorted otherwise, and more patience is had up to the most.
 */
const FIRST_IDLE_ROWS = 64
const MOST_IDLE_ROWS = 4_096
/** The same in bytes of the file. */
const IDLE_BYTES = 4 * 1024 * 1024
/** A conversation still growing after so many bytes or messages comes out in parts. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_MESSAGES = 20_000

/** What one row brings. */
export interface GroupRow {
  /** What tells conversations apart. */
  readonly key: string
  readonly row: number
  readonly bytesRead: number
  readonly cells: Cells
  readonly messages: readonly RawMessage[]
  /** The record word for word, or the cells as they are in the file. */
  readonly raw: string | Cells
}

interface Group extends Linked<Group> {
  readonly row: number
  readonly firstBytes: number
  head: ConversationHead
  /** Of the row that `head` was last read from. */
  headCells: Cells
  readonly messages: RawMessage[]
  /** Where each message id stands, so that a row that comes twice is one message. */
  readonly positions: Map<string, number>
  readonly raw: (string | Cells)[]
  lastCount: number
  lastBytes: number
}

/** Put rows in, take finished conversations out. */
export class ConversationGroups {
  readonly #open = new OpenGroups<Group>()
  readonly #seen = new SeenKeys()
  #latest: Group | null = null
  #count = 0
  #idleRows = FIRST_IDLE_ROWS

  /**
   * `keyIsId`: the same key later in the file is the same conversation; else it is another one of the same customer. `hadBefore`: whether
   * rows of a key came before those that are added here.
   */
  constructor(
    readonly reader: RowReader,
    readonly keyIsId: boolean,
    readonly hadBefore: (key: string) => boolean = () => false
  ) {}

  /** Adds a row; returns the conversations that are finished by now. */
  add(row: GroupRow): readonly RawConversation[] {
    const finished: RawConversation[] = []
    this.#count++
    let group = this.#latest?.key === row.key ? this.#latest : this.#open.get(row.key)
    if (group && (row.bytesRead - group.firstBytes > MOST_BYTES || group.messages.length >= MOST_MESSAGES)) {
      finished.push(this.#close(group, row.bytesRead))
      group = undefined
    }
    group ??= begin(row, this.reader.head(row.cells))
    this.#open.touch(group)
    this.#latest = group
    this.#addRow(group, row)
    for (let waiting = this.#open.first; waiting; waiting = this.#open.first) {
      if (this.#count - waiting.lastCount <= this.#idleRows && row.bytesRead - waiting.lastBytes <= IDLE_BYTES) break
      finished.push(this.#close(waiting, row.bytesRead))
    }
    return finished
  }

  /** Ends the conversation of a key, if it is open: the next row of this key begins another. */
  end(key: string, bytesRead: number): RawConversation | null {
    const group = this.#open.get(key)
    return group ? this.#close(group, bytesRead) : null
  }

  /** All that are left. */
  finish(bytesRead: number): readonly RawConversation[] {
    const finished: RawConversation[] = []
    for (let group = this.#open.first; group; group = this.#open.first) finished.push(this.#close(group, bytesRead))
    return finished
  }

  #addRow(group: Group, row: GroupRow): void {
    group.lastCount = this.#count
    group.lastBytes = row.bytesRead
    group.raw.push(row.raw)
    if (!this.reader.hasSameHead(row.cells, group.headCells)) {
      group.head = joinHeads(group.head, this.reader.head(row.cells))
      group.headCells = row.cells
    }
    for (const message of row.messages) addMessage(group, message)
  }

  #close(group: Group, bytesRead: number): RawConversation {
    this.#open.remove(group)
    if (this.#latest === group) this.#latest = null
    const isPartial = this.keyIsId && (!this.#seen.add(group.key) || this.hadBefore(group.key))
    if (isPartial) this.#idleRows = Math.min(this.#idleRows * 2, MOST_IDLE_ROWS)
    return {
      ...group.head,
      kind: 'conversation',
      row: group.row,
      bytesRead,
      messages: group.messages,
      raw: rawOf(group.raw),
      ...(isPartial ? { isPartial } : {})
    }
  }
}

function begin({ key, row, bytesRead, cells }: GroupRow, head: ConversationHead): Group {
  const positions = new Map<string, number>()
  const last = { lastCount: 0, lastBytes: bytesRead }
  return {
    key,
    row,
    firstBytes: bytesRead,
    head,
    headCells: cells,
    messages: [],
    positions,
    raw: [],
    before: null,
    after: null,
    ...last
  }
}

function rawOf(rows: readonly (string | Cells)[]): string {
  const [only] = rows
  if (rows.length === 1) return typeof only === 'string' ? only : JSON.stringify(only)
  if (typeof only === 'object') return JSON.stringify(rows)
  return `[${rows.join(',\n')}]`
}

function addMessage(group: Group, message: RawMessage): void {
  const known = message.id === undefined ? undefined : group.positions.get(message.id)
  const before = known === undefined ? undefined : group.messages[known]
  if (before && known !== undefined && before.text === message.text) {
    group.messages[known] = { ...before, feedback: joinFeedback(before.feedback, message.feedback) }
    return
  }
  if (message.id !== undefined) group.positions.set(message.id, group.messages.length)
  group.messages.push(message)
}

/** What the first row left open is taken from a later one; status and last change are as the last row says. */
function joinHeads(first: ConversationHead, later: ConversationHead): ConversationHead {
  return {
    id: first.id,
    agent: first.agent ?? later.agent,
    title: first.title ?? later.title,
    channel: first.channel ?? later.channel,
    status: later.status ?? first.status,
    sentiment: first.sentiment ?? later.sentiment,
    topic: first.topic ?? later.topic,
    language: first.language ?? later.language,
    country: first.country ?? later.country,
    url: first.url ?? later.url,
    summary: first.summary ?? later.summary,
    startedAt: first.startedAt ?? later.startedAt,
    updatedAt: later.updatedAt ?? first.updatedAt,
    customer: joinCustomers(first.customer, later.customer),
    confidence: first.confidence ?? later.confidence,
    feedback: first.feedback ?? later.feedback,
    citations: first.citations ?? later.citations
  }
}

function joinCustomers(
  first: ConversationHead['customer'],
  later: ConversationHead['customer']
): ConversationHead['customer'] {
  if (!first || !later) return first ?? later
  return {
    id: first.id ?? later.id,
    name: first.name ?? later.name,
    email: first.email ?? later.email,
    phone: first.phone ?? later.phone
  }
}

function joinFeedback(first: RawMessage['feedback'], later: RawMessage['feedback']): RawMessage['feedback'] {
  if (!first || !later) return first ?? later
  const known = new Set(first.map((given) => JSON.stringify(given)))
  return [...first, ...later.filter((given) => !known.has(JSON.stringify(given)))]
}
