// Facets whose values hang on conversations in tables of their own: tags, cited sources, issues, verdicts, reviewers.
import type { FacetValue } from '../../shared/query/facets'
import { fold } from '../../shared/search-text'
import type { Row } from '../database/open'
import { all, type Sql, sql } from '../database/sql'
import { type Bits, count, hasBit, noBits, setBit } from './bits'
import { type Growing, readOn } from './growing'
import type { Moment } from './sets'

/** Which conversations have which value: two columns, sorted by nothing. */
interface Pairs {
  readonly ids: Uint32Array
  readonly codes: Uint32Array
  readonly length: number
  readonly values: readonly string[]
}

/** Conversations per value; a value counts once a conversation. */
function counts(pairs: Pairs, among: Bits, size: number): FacetValue[] {
  const perValue = new Uint32Array(pairs.values.length)
  for (let i = 0; i < pairs.length; i++) {
    const at = pairs.codes[i] ?? 0
    if (hasBit(among, pairs.ids[i] ?? size)) perValue[at] = (perValue[at] ?? 0) + 1
  }
  return pairs.values.map((value, at) => ({ value, count: perValue[at] ?? 0 })).filter((v) => v.count > 0)
}

/** Small tables: one row a conversation and value. */
function smallPairs(moment: Moment, select: Sql): Pairs {
  const rows = all<{ id: number; value: string } & Row>(moment.database, select)
  const codes = new Map<string, number>()
  const values: string[] = []
  const seen = new Set<string>()
  const pairs = rows.flatMap(({ id, value }) => {
    const key = fold(value)
    let at = codes.get(key)
    if (at === undefined) {
      at = values.length
      codes.set(key, at)
      values.push(value)
    }
    const once = `${id} ${at}`
    if (seen.has(once)) return []
    seen.add(once)
    return [{ id, at }]
  })
  return {
    ids: Uint32Array.from(pairs, (pair) => pair.id),
    codes: Uint32Array.from(pairs, (pair) => pair.at),
    length: pairs.length,
    values
  }
}

/** Tags, and `none` for conversations without any. */
export function tagCounts(moment: Moment, among: Bits): FacetValue[] {
  const { columns } = moment
  const pairs = kept(moment, 'tags', () =>
    smallPairs(
      moment,
      sql`SELECT ct.conversation_id AS id, t.name AS value FROM conversation_tag ct JOIN tag t ON t.id = ct.tag_id`
    )
  )
  const tagged = noBits(columns.size)
  const named = noBits(columns.size)
  pairs.ids.forEach((id, i) => {
    if (!hasBit(among, id)) return
    setBit(tagged, id)
    if (fold(pairs.values[pairs.codes[i] ?? 0] ?? '') === 'none') setBit(named, id)
  })
  const untagged = count(among) - count(tagged) + count(named)
  const some = counts(pairs, among, columns.size).filter(({ value }) => fold(value) !== 'none')
  return untagged > 0 ? [...some, { value: 'none', count: untagged }] : some
}

const SELECTS = {
  issue: sql`SELECT ic.conversation_id AS id, i.title AS value FROM issue_conversation ic JOIN issue i ON i.id = ic.issue_id`,
  verdict: sql`SELECT conversation_id AS id, value FROM verdict WHERE fold(criterion) = 'verdict' AND value IS NOT NULL`,
  by: sql`SELECT conversation_id AS id, reviewer AS value FROM verdict UNION SELECT conversation_id, reviewer FROM note
    UNION SELECT conversation_id, reviewer FROM conversation_tag UNION SELECT conversation_id, reviewer FROM flag`
} as const

export function annotationCounts(moment: Moment, field: keyof typeof SELECTS, among: Bits): FacetValue[] {
  const pairs = kept(moment, field, () => smallPairs(moment, SELECTS[field]))
  return counts(pairs, among, moment.columns.size).filter(({ value }) => value !== '')
}

function kept<T>(moment: Moment, key: string, make: () => T): T {
  const known = moment.kept.get(key)
  if (known !== undefined) return known as T
  const made = make()
  moment.kept.set(key, made)
  return made
}

/** Cited sources by title, or by address where they have none. Millions of rows: read once. */
export async function citedCounts(moment: Moment, among: Bits): Promise<FacetValue[]> {
  return counts(await readOn(moment, CitedPairs), among, moment.columns.size)
}

class CitedPairs implements Pairs, Growing {
  next = 0
  readonly slice = 1_000
  ids = new Uint32Array(4_096)
  codes = new Uint32Array(4_096)
  length = 0
  readonly values: string[] = []
  private readonly codeOf = new Map<string, number>()

  read({ database }: Moment, from: number, to: number): void {
    const rows = database
      .prepare(
        'SELECT message_id >> 20, coalesce(title, url) FROM citation WHERE message_id >= ? AND message_id < ? ORDER BY message_id, id'
      )
      .columns(BigInt(from) << 20n, BigInt(to) << 20n)
    // The citations of a conversation stand together: what was seen of the last one is enough to count each value once.
    let last = -1
    let seen = new Set<number>()
    for (const [conversation, value] of rows) {
      if (typeof value !== 'string') continue
      const id = Number(conversation)
      if (id !== last) {
        last = id
        seen = new Set()
      }
      const code = this.code(value)
      if (seen.has(code)) continue
      seen.add(code)
      this.add(id, code)
    }
  }

  private code(value: string): number {
    let code = this.codeOf.get(value)
    if (code === undefined) {
      code = this.values.length
      this.codeOf.set(value, code)
      this.values.push(value)
    }
    return code
  }

  private add(id: number, code: number): void {
    if (this.length === this.ids.length) {
      this.ids = doubled(this.ids)
      this.codes = doubled(this.codes)
    }
    this.ids[this.length] = id
    this.codes[this.length++] = code
  }
}

function doubled(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(old.length * 2)
  out.set(old)
  return out
}
