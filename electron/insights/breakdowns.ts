// Conversations by the values of a field. A value counts what asking for it finds: spellings that differ in case or accents are
// one, and the source's own word finds what is shown under the product's.
import type { BreakdownField } from '../../shared/analytics'
import type { Condition } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { entryTest } from '../search/column-conditions'
import type { Columns } from '../search/columns'

/** Columns whose value is never missing. */
const NEVER_EMPTY: ReadonlySet<BreakdownField> = new Set(['agent', 'origin'])

export interface ValueCodes {
  readonly value: string
  readonly filter: Condition
  /** Codes of the column that the filter accepts. */
  readonly codes: readonly number[]
}

/** The values that occur, `counts` being conversations by code. In no order. */
export function valuesOf(columns: Columns, field: BreakdownField, counts: (code: number) => number): ValueCodes[] {
  const { entries } = columns.words[field].dictionary
  const spellings = new Map<string, { value: string; most: number }>()
  entries.forEach(({ word }, code) => {
    const n = counts(code)
    if (n === 0) return
    const key = word === null ? 'none' : fold(word)
    const known = spellings.get(key)
    if (!known || n > known.most) spellings.set(key, { value: word ?? 'none', most: n })
  })
  const byKey = codesByKey(columns, field)
  return [...spellings].map(([key, { value }]) => {
    const filter: Condition = { kind: 'condition', field, op: 'is', values: [value] }
    const accepts = entryTest(filter, NEVER_EMPTY.has(field))
    const candidates = byKey.get(key) ?? []
    return { value, filter, codes: candidates.filter((code) => accepts(entries[code] ?? { word: null, raw: null })) }
  })
}

/** Codes whose word or own word reads so: thousands of topics are then not each compared with each other. */
function codesByKey(columns: Columns, field: BreakdownField): ReadonlyMap<string, readonly number[]> {
  const map = new Map<string, number[]>()
  const note = (key: string, code: number) => {
    const known = map.get(key)
    if (!known) map.set(key, [code])
    else if (!known.includes(code)) known.push(code)
  }
  columns.words[field].dictionary.entries.forEach(({ word, raw }, code) => {
    note(word === null ? 'none' : fold(word), code)
    if (raw !== null) note(fold(raw), code)
  })
  return map
}
