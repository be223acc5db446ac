// Which words customers used in one set of conversations more than in another: found in a part of them, counted in all by the index.
import type { KeyWord, KeyWords } from '../../shared/analytics'
import { logLikelihood } from '../../shared/difference'
import type { Condition, Query } from '../../shared/query/query'
import { tokenize } from '../../shared/search-text'
import { and, type Bits, count, noBits, setBit } from '../search/bits'
import { evaluateIn, type Moment } from '../search/sets'
import { conversationsOf } from './overview'

/** Conversations of each side whose messages are read for candidates, evenly spread. */
const READ = 10_000
/** Conversations read between two looks at the clock. */
const SLICE = 200
/** Candidates of each side that are counted in all conversations, and words that are told. */
const CANDIDATES = 60
const LISTED = 30
/** Fewer conversations than this are no pattern. */
const LEAST = 3
/** Chi-squared with one degree of freedom: above it, once in ten thousand by chance. Thousands of words are looked at. */
const LEAST_SCORE = 15.13

interface Found {
  /** As it was written first. */
  readonly written: string
  a: number
  b: number
}

export async function keyWordsOf(moment: Moment, queryA: Query, queryB: Query): Promise<KeyWords> {
  const a = await conversationsOf(moment, queryA)
  const b = await conversationsOf(moment, queryB)
  const found = new Map<string, Found>()
  const [partA, partB] = [spread(a), spread(b)]
  await readWords(moment, partA, 'a', found)
  await readWords(moment, partB, 'b', found)
  const [bitsA, bitsB] = [bitsOf(moment, a), bitsOf(moment, b)]
  const words = async (side: 'a' | 'b'): Promise<KeyWord[]> => {
    const counted: KeyWord[] = []
    for (const { written } of candidates(found, partA.length, partB.length, side)) {
      const filter: Condition = { kind: 'condition', field: 'user', op: 'contains', values: [written] }
      const holders = await evaluateIn(moment, filter, moment.columns.present)
      const hits = { a: count(and(holders, bitsA)), b: count(and(holders, bitsB)) }
      if (hits[side] < LEAST || isLess(hits, a.length, b.length, side)) continue
      const score = logLikelihood({ hits: hits.a, of: a.length }, { hits: hits.b, of: b.length })
      if (score >= LEAST_SCORE) counted.push({ word: written, filter, ...hits, score })
    }
    return counted.sort((x, y) => y.score - x.score).slice(0, LISTED)
  }
  return {
    conversationsA: a.length,
    conversationsB: b.length,
    readA: partA.length,
    readB: partB.length,
    moreInA: await words('a'),
    moreInB: await words('b')
  }
}

function spread(ids: Uint32Array): Uint32Array {
  if (ids.length <= READ) return ids
  return Uint32Array.from({ length: READ }, (_, i) => ids[Math.floor((i * ids.length) / READ)] ?? 0)
}

function bitsOf({ columns }: Moment, ids: Uint32Array): Bits {
  const bits = noBits(columns.size)
  for (const id of ids) setBit(bits, id)
  return bits
}

/** Counts each word once a conversation. */
async function readWords(moment: Moment, ids: Uint32Array, side: 'a' | 'b', found: Map<string, Found>): Promise<void> {
  const statement = moment.database.prepare(
    `SELECT m.id >> 20, m.text FROM json_each(?) j CROSS JOIN message m
     ON m.id BETWEEN (j.value << 20) + 1 AND (j.value << 20) + 1048575 WHERE m.role = 'customer'`
  )
  let last: unknown = null
  const seen = new Set<string>()
  for (let i = 0; i < ids.length; i += SLICE) {
    for (const [id, text] of statement.columns(JSON.stringify([...ids.subarray(i, i + SLICE)]))) {
      if (id !== last) seen.clear()
      last = id
      const message = String(text)
      for (const { word, start, end } of tokenize(message)) {
        if (seen.has(word)) continue
        seen.add(word)
        let known = found.get(word)
        if (!known) {
          known = { written: message.slice(start, end), a: 0, b: 0 }
          found.set(word, known)
        }
        known[side]++
      }
    }
    await moment.pause()
  }
}

type Hits = { readonly a: number; readonly b: number }

function isLess(hits: Hits, ofA: number, ofB: number, side: 'a' | 'b'): boolean {
  const [inA, inB] = [hits.a / Math.max(1, ofA), hits.b / Math.max(1, ofB)]
  return side === 'a' ? inA <= inB : inB <= inA
}

function candidates(found: ReadonlyMap<string, Found>, ofA: number, ofB: number, side: 'a' | 'b'): readonly Found[] {
  if (ofA === 0 || ofB === 0) return []
  return [...found.values()]
    .filter((word) => word[side] >= LEAST && !isLess(word, ofA, ofB, side))
    .map((word) => ({ word, score: logLikelihood({ hits: word.a, of: ofA }, { hits: word.b, of: ofB }) }))
    .sort((x, y) => y.score - x.score)
    .slice(0, CANDIDATES)
    .map(({ word }) => word)
}
