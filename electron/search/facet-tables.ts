// Facets whose values hang on conversations in tables of their own: tags, cited sources, issues, verdicts, reviewers.
import type { FacetValue } from '../../shared/query/facets'
import { fold } from '../../shared/search-text'
import type { Row } from '../database/open'
import { all, type Sql, sql } from '../database/sql'
import { type Bits, count, hasBit, noBits, setBit } from './bits'
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

/** Citations read between two looks at the clock. */
const SLICE = 20_000

/** Cited sources by title, or by address where they have none. Millions of rows: read once, in slices, until an import changes them. */
export async function citedCounts(moment: Moment, among: Bits): Promise<FacetValue[]> {
  const known = moment.keptContent.get('cites') as Pairs | undefined
  const pairs = known ?? (await citedPairs(moment))
  moment.keptContent.set('cites', pairs)
  return counts(pairs, among, moment.columns.size)
}

async function citedPairs({ database, pause }: Moment): Promise<Pairs> {
  let ids = new Uint32Array(4_096)
  let codes = new Uint32Array(4_096)
  let length = 0
  const codeOf = new Map<string, number>()
  const values: string[] = []
  // The citations of a conversation stand together: what was seen of the last one is enough to count each value once.
  let last = -1
  let seen = new Set<number>()
  const statement = database.prepare(
    `SELECT message_id >> 20, coalesce(title, url), message_id, id FROM citation WHERE (message_id, id) > (?, ?)
     ORDER BY message_id, id LIMIT ${SLICE}`
  )
  let after: readonly [number, number] = [-1, -1]
  for (;;) {
    const rows = statement.columns(...after)
    for (const [conversation, value] of rows) {
      if (typeof value !== 'string') continue
      const id = Number(conversation)
      if (id !== last) {
        last = id
        seen = new Set()
      }
      let code = codeOf.get(value)
      if (code === undefined) {
        code = values.length
        codeOf.set(value, code)
        values.push(value)
      }
      if (seen.has(code)) continue
      seen.add(code)
      if (length === ids.length) {
        ids = doubled(ids)
        codes = doubled(codes)
      }
      ids[length] = id
      codes[length++] = code
    }
    const end = rows.at(-1)
    if (!end || rows.length < SLICE) break
    after = [Number(end[2]), Number(end[3])]
    await pause()
  }
  return { ids, codes, length, values }
}

function doubled(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const out = new Uint32Array(old.length * 2)
  out.set(old)
  return out
}
