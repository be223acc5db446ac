// Rows of a table as raw conversations, by a mapping.
import type { Mapping } from '../../shared/import-plan'
import type { RawConversation, RawMessage, RawRecord, Rejection, Skip } from '../ingest/raw'
import { readTime } from '../ingest/timestamps'
import { ConversationGroups } from './mapping-groups'
import { type Cells, RowReader } from './mapping-rows'
import { NeedsOrder, type TurnEnd, type Turns } from './turns'

/** Messages of one customer further apart than this are two conversations, where nothing else tells. */
const PAUSE_MS = 30 * 60 * 1000

export interface MappedRow {
  readonly kind: 'row'
  readonly row: number
  readonly bytesRead: number
  readonly cells: Cells
  /** The record word for word; absent: the cells as a JSON object. */
  readonly raw?: string | undefined
  /** Where the file is shared: what its turns were cut by. */
  readonly key?: string | undefined
}

/** What an adapter knows about its format beyond a mapping. */
export interface RowTouches {
  /** Changes the cells of a row before they are read. */
  readonly cells?: (cells: Cells) => Cells
  /** Changes a message, with the cells of the file that it came from. */
  readonly message?: (message: RawMessage, cells: Cells) => RawMessage
}

export interface MappingOptions {
  readonly touches?: RowTouches | undefined
  /** Where the file is shared between threads. */
  readonly turns?: Turns | undefined
}

/** By which column a file of that mapping is cut into turns; null: anywhere. Throws NeedsOrder where rows must be read in their order. */
export function keyColumnOf(mapping: Mapping): string | null {
  if (mapping.rows === 'conversation') return null
  const column = new RowReader(mapping).nameOf('conversation.id')
  if (column === undefined) throw new NeedsOrder()
  return column
}

/**
 * Turns rows into conversations: rows of one conversation are gathered (mapping-groups.ts), a row without a conversation id is
 * one by itself (pairs), or belongs to the conversation its customer has at that time (messages). Rejections pass through;
 * rows that cannot be read become rejections: `no-conversation`, `not-a-transcript`, `bad-time`, `ambiguous-date`. Rows
 * without text are skipped. `batches`: the rows, some at a time.
 */
export async function* applyMapping<T extends TurnEnd>(
  batches: AsyncIterable<readonly (MappedRow | Rejection | T)[]>,
  mapping: Mapping,
  options: MappingOptions = {}
): AsyncGenerator<RawRecord | T> {
  const table = new MappedTable(mapping, options)
  let bytesRead = 0
  for await (const batch of batches)
    for (const row of batch) {
      bytesRead = row.bytesRead
      // No `yield*`: from an asynchronous generator it waits for a list that is empty, too, as it is for most rows.
      if (row.kind === 'row') for (const record of table.add(row)) yield record
      else {
        // Nothing of a conversation comes after the end of its turn.
        if (row.kind === 'turn-end') for (const record of table.finish(bytesRead)) yield record
        yield row
      }
    }
  for (const record of table.finish(bytesRead)) yield record
}

class MappedTable {
  readonly #reader: RowReader
  readonly #touches: RowTouches
  readonly #isShared: boolean
  readonly #isMessages: boolean
  readonly #hasId: boolean
  readonly #groups: ConversationGroups | null
  /** When each customer last wrote, while their conversation is open. */
  readonly #lastTimes = new Map<string, number>()

  constructor(mapping: Mapping, { touches = {}, turns }: MappingOptions) {
    this.#isShared = turns?.isShared ?? false
    this.#reader = new RowReader(mapping)
    this.#touches = touches
    this.#isMessages = mapping.rows === 'message'
    this.#hasId = this.#reader.has('conversation.id')
    const hadBefore = turns && ((key: string) => turns.hadBefore(key))
    const gathers = mapping.rows === 'message' || (mapping.rows === 'pair' && this.#hasId)
    this.#groups = gathers ? new ConversationGroups(this.#reader, this.#hasId, hadBefore) : null
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
    // The turns were cut by what stands in the file: they are right where that is what tells conversations apart.
    if (this.#isShared && this.#groups && (id === undefined || id !== row.key)) throw new NeedsOrder()
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
