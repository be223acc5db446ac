// The measures of conversations summed by group in one pass over typed arrays: what every chart and table of Analytics is made of.
import type { ShareKey, Spread, Tally } from '../../shared/analytics'
import { HAS_CITATION, HAS_HUMAN, IS_UNANSWERED } from '../search/columns'
import type { Moment } from '../search/sets'

/** Bits of a conversation: in the whole and in the hits of each share. */
const BITS = 10
/** Numbers a group: conversations, a count a bit, then sums and sums of squares of messages and confidence. */
const WIDTH = 1 + BITS + 5
const SCORED = 4

/** What the shares count of each conversation of `ids`: two bits a share, in the order of SHARE_KEYS. */
export function marksOf({ columns, context }: Moment, ids: Uint32Array): Uint16Array {
  const { flags, up, down, confidence, words } = columns
  const statuses = words.status.dictionary.entries.map(({ word }) => (word === null ? 0 : word === 'escalated' ? 2 : 1))
  const sentiments = words.sentiment.dictionary.entries.map(({ word }) =>
    word === 'negative' ? 2 : word === 'positive' || word === 'neutral' ? 1 : 0
  )
  const marks = new Uint16Array(ids.length)
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0
    const flag = flags[id] ?? 0
    const status = statuses[words.status.codes[id] ?? 0] ?? 0
    const hasHuman = (flag & HAS_HUMAN) !== 0
    const sentiment = sentiments[words.sentiment.codes[id] ?? 0] ?? 0
    const score = confidence[id] ?? Number.NaN
    const isDown = (down[id] ?? 0) > 0
    let mark = 0
    if (status > 0 || hasHuman) mark |= 1
    if (status === 1 && !hasHuman) mark |= 2
    if (isDown || (up[id] ?? 0) > 0) mark |= isDown ? 4 : 12
    if (!Number.isNaN(score)) mark |= score < context.bands.medium ? 48 : 16
    if ((flag & IS_UNANSWERED) !== 0) mark |= 192
    else if ((flag & HAS_CITATION) !== 0) mark |= 64
    if (sentiment > 0) mark |= sentiment === 2 ? 768 : 256
    marks[i] = mark
  }
  return marks
}

/** Sums of groups; group 0 and up, each of WIDTH numbers. */
export type Sums = Float64Array

/** Adds every conversation to its group; a negative group is none. */
export function sumBy(
  { columns }: Moment,
  ids: Uint32Array,
  marks: Uint16Array,
  groups: number,
  groupOf: (id: number) => number
): Sums {
  const sums = new Float64Array(groups * WIDTH)
  const { messages, confidence } = columns
  const add = (at: number, number: number) => {
    sums[at] = (sums[at] ?? 0) + number
  }
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0
    const group = groupOf(id)
    if (group < 0) continue
    const base = group * WIDTH
    const mark = marks[i] ?? 0
    add(base, 1)
    for (let bits = mark; bits !== 0; bits &= bits - 1) add(base + 32 - Math.clz32(bits & -bits), 1)
    const length = messages[id] ?? 0
    add(base + BITS + 1, length)
    add(base + BITS + 2, length * length)
    if ((mark & (1 << SCORED)) === 0) continue
    const score = confidence[id] ?? 0
    add(base + BITS + 3, score)
    add(base + BITS + 4, score * score)
  }
  return sums
}

/** The sums of several groups together. */
export function tallyOf(sums: Sums, groups: readonly number[]): Tally {
  const all = new Float64Array(WIDTH)
  for (const group of groups) for (let i = 0; i < WIDTH; i++) all[i] = (all[i] ?? 0) + (sums[group * WIDTH + i] ?? 0)
  const at = (i: number) => all[i] ?? 0
  const share = (place: number) => ({ of: at(1 + place * 2), hits: at(2 + place * 2) })
  const conversations = at(0)
  return {
    conversations,
    shares: {
      resolved: share(0),
      positive: share(1),
      low: share(2),
      unanswered: share(3),
      negative: share(4)
    } satisfies Record<ShareKey, unknown>,
    messages: spread(conversations, at(BITS + 1), at(BITS + 2)),
    confidence: spread(at(1 + SCORED), at(BITS + 3), at(BITS + 4))
  }
}

function spread(n: number, sum: number, squares: number): Spread {
  if (n === 0) return { n, mean: 0, variance: 0 }
  return { n, mean: sum / n, variance: n < 2 ? 0 : Math.max(0, (squares - (sum * sum) / n) / (n - 1)) }
}
