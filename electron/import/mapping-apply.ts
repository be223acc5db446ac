// Rows of a table as raw conversations, by a mapping.
import type { Mapping } from '../../shared/import-plan'
import type { RawConversation, RawMessage, RawRecord, Rejection, Skip } from '../ingest/raw'
import { readTime } from '../ingest/timestamps'
import { ConversationGroups } from './mapping-groups'
import { type Cells, RowReader } from './mapping-rows'

/** Messages of one customer further apart than this are two conversations, where nothing else tells. */
const PAUSE_MS = 30 * 60 * 1000

export interface MappedRow {
  readonly kind: 'row'
  readonly row: number
  readonly bytesRead: number
  readonly cells: Cells
  /** The record word for word; absent: the cells as a JSON object. */
  readonly raw?: string | undefined
}

/** What an adapter knows about its format beyond a mapping. */
export interface RowTouches {
  /** Changes the cells of a row before they are read. */
  readonly cells?: (cells: Cells) => Cells
  /** Changes a message, with the cells of the file that it came from. */
  readonly message?: (message: RawMessage, cells: Cells) => RawMessage
}

/**
 * Turns rows into conversations: rows of one conversation are gathered (mapping-groups.ts), a row without a conversation id is
 * one by itself (pairs), or belongs to the conversation its customer has at that time (messages). Rejections pass through;
 * rows that cannot be read become rejections: `no-conversation`, `not-a-transcript`, `bad-time`, `ambiguous-date`. Rows
 * without text are skipped.
 */
export async function* applyMapping(
  rows: AsyncIterable<MappedRow | Rejection>,
  mapping: Mapping,
  touches: RowTouches = {}
): AsyncGenerator<RawRecord> {
  const table = new MappedTable(mapping, touches)
  let bytesRead = 0
  for await (const row of rows) {
    bytesRead = row.bytesRead
    if (row.kind === 'rejection') yield row
    else yield* table.add(row)
  }
  yield* table.finish(bytesRead)
}

class MappedTable {
  readonly #reader: RowReader
  readonly #touches: RowTouches
  readonly #isMessages: boolean
  readonly #hasId: boolean
  readonly #groups: ConversationGroups | null
  /** When each customer last wrote, while their conversation is open. */
  readonly #lastTimes = new Map<string, number>()

  constructor(mapping: Mapping, touches: RowTouches) {
    this.#reader = new RowReader(mapping)
    this.#touches = touches
    this.#isMessages = mapping.rows === 'message'
    this.#hasId = this.#reader.has('conversation.id')
    const gathers = mapping.rows === 'message' || (mapping.rows === 'pair' && this.#hasId)
    this.#groups = gathers ? new ConversationGroups(this.#reader, this.#hasId) : null
  }

  add(row: MappedRow): readonly RawRecord[] {
    const cells = this.#touches.cells?.(row.cells) ?? row.cells
    const problem = this.#reader.timeProblem(cells)
    if (problem) return [reject(row, problem.code, problem.reason)]
    const read = this.#reader.messages(cells)
    if (read === null) return [reject(row, 'not-a-transcript', 'The transcript cannot be read as turns of speakers.')]
    if (read.length === 0) return [skip(row)]
    const { message: touch } = this.#touches
    const messages = touch ? read.map((message) => touch(message, row.cells)) : read
    const { row: number, bytesRead } = row
    const id = this.#reader.get(cells, 'conversation.id')?.trim()
    if (!this.#groups || (!this.#isMessages && id === undefined))
      return [{ ...this.#reader.head(cells), kind: 'conversation', row: number, bytesRead, messages, raw: rawOf(row) }]
    const key = id ?? this.#reader.get(cells, 'customer.id') ?? this.#reader.get(cells, 'customer.email')
    if (key === undefined)
      return [reject(row, 'no-conversation', 'The row does not say which conversation it belongs to.')]
    const ended = this.#hasId ? null : this.#endAfterPause(key, messages, bytesRead)
    const finished = this.#groups.add({ key, row: number, bytesRead, cells, messages, raw: row.raw ?? row.cells })
    return ended ? [ended, ...finished] : finished
  }

  finish(bytesRead: number): readonly RawRecord[] {
    return this.#groups?.finish(bytesRead) ?? []
  }

  #endAfterPause(customer: string, messages: readonly RawMessage[], bytesRead: number): RawConversation | null {
    const time = readTime(messages[0]?.sentAt, { timeZone: null })
    if (typeof time !== 'number') return null
    const last = this.#lastTimes.get(customer)
    // Customers who wrote long ago are forgotten: their conversations are closed by now.
    if (this.#lastTimes.size > 100_000) this.#lastTimes.clear()
    this.#lastTimes.set(customer, time)
    if (last === undefined || Math.abs(time - last) <= PAUSE_MS) return null
    return this.#groups?.end(customer, bytesRead) ?? null
  }
}

function rawOf(row: MappedRow): string {
  return row.raw ?? JSON.stringify(row.cells)
}

function reject(row: MappedRow, code: string, reason: string): Rejection {
  return { kind: 'rejection', row: row.row, bytesRead: row.bytesRead, code, reason, raw: rawOf(row) }
}

function skip(row: MappedRow): Skip {
  const reason = `Row ${row.row} holds no text.`
  return { kind: 'skip', row: row.row, bytesRead: row.bytesRead, code: 'no-text', reason }
}
