// Counts of values under the other active filters: one pass over typed arrays a field. The sums are the grid's counts.
import { bandOf } from '../../shared/domain'
import type { CountedField, Facet, FacetValue } from '../../shared/query/facets'
import { type FieldName, FLAGS, PARTS } from '../../shared/query/fields'
import type { Filter, Query } from '../../shared/query/query'
import { fold } from '../../shared/search-text'
import { type Bits, count, eachBit } from './bits'
import { entryTest } from './column-conditions'
import type { WordColumn } from './columns'
import { annotationCounts, citedCounts, tagCounts } from './facet-tables'
import { evaluateIn, type Moment, scopeBits } from './sets'

/** Values of a facet that are listed. */
export const LISTED = 50

export interface FacetRequest {
  readonly field: CountedField
  /** Only values that hold this text, in any case. */
  readonly search?: string | undefined
}

/** One facet a request, each without its own clauses, so that what else could be chosen stays in sight. */
export async function facets(moment: Moment, query: Query, requests: readonly FacetRequest[]): Promise<Facet[]> {
  const scope = scopeBits(moment, query.agentId)
  const answers: Facet[] = []
  // Most fields are not asked for by the query: they share one set.
  const sets = new Map<string, Bits>()
  for (const { field, search = '' } of requests) {
    const others = without(query.filter, new Set([field]))
    const key = JSON.stringify(others)
    const among = sets.get(key) ?? (await evaluateIn(moment, others, scope))
    sets.set(key, among)
    const counts = await countsOf(moment, field, among)
    const wanted = fold(search.trim())
    const all = counts.filter(({ value }) => fold(value).includes(wanted)).sort(byCount)
    answers.push({ field, values: all.slice(0, LISTED), more: Math.max(0, all.length - LISTED) })
    await moment.pause()
  }
  return answers
}

function byCount(a: FacetValue, b: FacetValue): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1)
}

/** The filter without the outermost clauses that are about these fields alone. */
export function without(filter: Filter, fields: ReadonlySet<FieldName>): Filter {
  const clauses = filter.kind === 'all' && !filter.off ? filter.of : [filter]
  return { kind: 'all', of: clauses.filter((clause) => !isOnlyAbout(clause, fields)) }
}

function isOnlyAbout(clause: Filter, fields: ReadonlySet<FieldName>): boolean {
  switch (clause.kind) {
    case 'condition':
      return fields.has(clause.field)
    case 'not':
      return isOnlyAbout(clause.of, fields)
    case 'all':
    case 'any':
      return clause.of.length > 0 && clause.of.every((child) => isOnlyAbout(child, fields))
    default:
      return false
  }
}

function countsOf(moment: Moment, field: CountedField, among: Bits): FacetValue[] | Promise<FacetValue[]> {
  const { columns, context } = moment
  switch (field) {
    case 'channel':
    case 'status':
    case 'sentiment':
    case 'topic':
    case 'agent':
    case 'lang':
    case 'country':
    case 'origin':
    case 'review':
    case 'last':
      return wordCounts(moment, field, among)
    case 'confidence': {
      const bands = { high: 0, medium: 0, low: 0, none: 0 }
      eachBit(among, (id) => {
        const score = columns.confidence[id] ?? Number.NaN
        bands[bandOf(Number.isNaN(score) ? null : score, context.bands)]++
      })
      return listed(bands)
    }
    case 'feedback': {
      const thumbs = { up: 0, down: 0, none: 0 }
      eachBit(among, (id) => {
        const [up, down] = [columns.up[id] ?? 0, columns.down[id] ?? 0]
        if (up > 0) thumbs.up++
        if (down > 0) thumbs.down++
        if (up === 0 && down === 0) thumbs.none++
      })
      return listed(thumbs)
    }
    case 'tag':
      return tagCounts(moment, among)
    case 'has':
      return choiceCounts(moment, 'has', PARTS, among)
    case 'is':
      return choiceCounts(moment, 'is', FLAGS, among)
    case 'cites':
      return citedCounts(moment, among)
    case 'issue':
    case 'verdict':
    case 'by':
      return annotationCounts(moment, field, among)
  }
}

/** Choices that can hold together: each is asked as a clause of its own. */
async function choiceCounts(
  moment: Moment,
  field: 'has' | 'is',
  choices: readonly string[],
  among: Bits
): Promise<FacetValue[]> {
  const counts: Record<string, number> = {}
  for (const value of choices) {
    counts[value] = count(await evaluateIn(moment, { kind: 'condition', field, op: 'is', values: [value] }, among))
    await moment.pause()
  }
  return listed(counts)
}

function listed(counts: Readonly<Record<string, number>>): FacetValue[] {
  return Object.entries(counts)
    .map(([value, n]) => ({ value, count: n }))
    .filter(({ count }) => count > 0)
}

/** Words that differ only in case or accents are one value, in its most frequent spelling: asking for it finds them all. */
function wordCounts({ columns }: Moment, column: WordColumn, among: Bits): FacetValue[] {
  const { codes, dictionary } = columns.words[column]
  const perCode = new Uint32Array(dictionary.entries.length)
  eachBit(among, (id) => {
    const at = codes[id] ?? 0
    perCode[at] = (perCode[at] ?? 0) + 1
  })
  const spellings = new Map<string, { value: string; most: number; count: number }>()
  dictionary.entries.forEach(({ word }, at) => {
    const n = perCode[at] ?? 0
    if (n === 0) return
    const key = word === null ? 'none' : fold(word)
    const known = spellings.get(key)
    if (!known) spellings.set(key, { value: word ?? 'none', most: n, count: n })
    else {
      if (n > known.most) Object.assign(known, { value: word ?? 'none', most: n })
      known.count += n
    }
  })
  const hasRaw = dictionary.entries.some(({ raw }) => raw !== null)
  return [...spellings.values()].map(({ value, count }) => ({ value, count: hasRaw ? countRaw(value) : count }))

  /** Where the source's own words count too, a word may be found in entries that are shown under another. */
  function countRaw(value: string): number {
    const accepts = entryTest({ kind: 'condition', field: 'channel', op: 'is', values: [value] }, false)
    return dictionary.entries.reduce((sum, entry, at) => sum + (accepts(entry) ? (perCode[at] ?? 0) : 0), 0)
  }
}
