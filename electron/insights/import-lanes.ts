// Which conversations each import holds, and what is to be said of an import that is not whole.
import type { Condition } from '../../shared/query/query'
import type { Row } from '../database/open'
import { all, sql } from '../database/sql'
import { type Bits, hasBit, noBits, setBit } from '../search/bits'
import type { Moment } from '../search/sets'
import type { LaneOf } from './coverage'

interface ImportRow extends Row {
  readonly id: number
  readonly name: string
  readonly state: string
  readonly rejected: number
}

/** Conversations read between two looks at the clock. */
const SLICE = 20_000

/** The imports that hold any of the conversations, newest first. */
export async function holdingImports(moment: Moment, ids: Uint32Array): Promise<LaneOf[]> {
  const held = await heldBy(moment)
  const imports = all<ImportRow>(
    moment.database,
    sql`SELECT id, file_name AS name, state, rejected FROM import_batch ORDER BY id DESC`
  )
  return imports.flatMap(({ id, name, state, rejected }): LaneOf[] => {
    const bits = held.get(id)
    if (!bits?.length || !ids.some((conversation) => hasBit(bits, conversation))) return []
    const filter: Condition = { kind: 'condition', field: 'import', op: 'is', values: [String(id)] }
    return [{ value: `${name} (${id})`, filter, note: noteOf(state, rejected), has: (c) => hasBit(bits, c) }]
  })
}

function noteOf(state: string, rejected: number): string | null {
  const unfinished = state === 'done' ? [] : [`The import is ${state}: it may hold less than its file.`]
  const unread = rejected === 0 ? [] : [`${rejected} rows could not be read.`]
  const parts = [...unfinished, ...unread]
  return parts.length === 0 ? null : parts.join(' ')
}

async function heldBy({ database, columns, pause }: Moment): Promise<ReadonlyMap<number, Bits>> {
  const held = new Map<number, Bits>()
  const statement = database.prepare(
    'SELECT import_id, conversation_id FROM import_conversation WHERE conversation_id >= ? AND conversation_id < ?'
  )
  for (let from = 0; from < columns.size; from += SLICE) {
    for (const [importId, conversation] of statement.columns(BigInt(from), BigInt(from + SLICE))) {
      let bits = held.get(Number(importId))
      if (!bits) {
        bits = noBits(columns.size)
        held.set(Number(importId), bits)
      }
      if (Number(conversation) < columns.size) setBit(bits, Number(conversation))
    }
    await pause()
  }
  return held
}
