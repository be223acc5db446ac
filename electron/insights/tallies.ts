// The measures of conversations summed by group in passes over typed arrays: what every chart and table of Analytics is made of.
import type { ShareCount, Spread, Tally } from '../../shared/analytics'
import { HAS_CITATION, HAS_HUMAN, IS_UNANSWERED } from '../search/columns'
import type { Moment } from '../search/sets'
import type { Uints } from '../search/uints'

/** Of each share a conversation is in nothing (0), in the whole (1), or in the hits too (2): five shares are one number below 243. */
const STATES = 3
const MARKS = STATES ** 5

/** What is summed, of each conversation in the order of `ids`. */
export interface Measured {
  readonly ids: Uint32Array
  /** State of the first share + 3 x the second + 9 x the third ..., in the order of SHARE_KEYS. */
  readonly marks: Uint8Array
  readonly messages: Float64Array
  /** 0 where there is none. */
  readonly confidence: Float64Array
}

export function measure({ columns, context }: Moment, ids: Uint32Array): Measured {
  const { flags, up, down, words } = columns
  const statuses = words.status.dictionary.entries.map(({ word }) => (word === null ? 0 : word === 'escalated' ? 1 : 2))
  const sentiments = words.sentiment.dictionary.entries.map(({ word }) =>
    word === 'negative' ? 2 : word === 'positive' || word === 'neutral' ? 1 : 0
  )
  const { medium } = context.bands
  const marks = new Uint8Array(ids.length)
  const messages = new Float64Array(ids.length)
  const confidence = new Float64Array(ids.length)
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0
    const flag = flags[id] ?? 0
    const score = columns.confidence[id] ?? Number.NaN
    const isScored = !Number.isNaN(score)
    const isDown = (down[id] ?? 0) > 0
    const resolved = (flag & HAS_HUMAN) !== 0 ? 1 : (statuses[words.status.codes[id] ?? 0] ?? 0)
    const positive = isDown ? 1 : (up[id] ?? 0) > 0 ? 2 : 0
    const low = isScored ? (score < medium ? 2 : 1) : 0
    const unanswered = (flag & IS_UNANSWERED) !== 0 ? 2 : (flag & HAS_CITATION) !== 0 ? 1 : 0
    const negative = sentiments[words.sentiment.codes[id] ?? 0] ?? 0
    marks[i] = resolved + 3 * positive + 9 * low + 27 * unanswered + 81 * negative
    messages[i] = columns.messages[id] ?? 0
    confidence[i] = isScored ? score : 0
  }
  return { ids, marks, messages, confidence }
}

/** Sums by group: conversations by mark, then sums and sums of squares. */
export interface Sums {
  readonly counts: Uint32Array
  /** Messages, their squares, confidence, its squares. */
  readonly quantities: Float64Array
}

const QUANTITIES = 4

/** Adds every conversation to the group that `groupAt` gives its place; a negative group is none. */
export function sumBy(measured: Measured, groups: number, groupAt: Int32Array): Sums {
  const sums = noSums(groups)
  for (let i = 0; i < groupAt.length; i++) add(sums, measured, i, groupAt[i] ?? -1)
  return sums
}

/** The same by a column: `codes` of all conversations. */
export function sumByCode(measured: Measured, groups: number, codes: Uints): Sums {
  const sums = noSums(groups)
  const { ids } = measured
  for (let i = 0; i < ids.length; i++) add(sums, measured, i, codes[ids[i] ?? 0] ?? 0)
  return sums
}

function noSums(groups: number): Sums {
  return { counts: new Uint32Array(groups * MARKS), quantities: new Float64Array(groups * QUANTITIES) }
}

function add({ counts, quantities }: Sums, measured: Measured, i: number, group: number): void {
  if (group < 0) return
  const at = group * MARKS + (measured.marks[i] ?? 0)
  counts[at] = (counts[at] ?? 0) + 1
  const length = measured.messages[i] ?? 0
  const score = measured.confidence[i] ?? 0
  const base = group * QUANTITIES
  quantities[base] = (quantities[base] ?? 0) + length
  quantities[base + 1] = (quantities[base + 1] ?? 0) + length * length
  quantities[base + 2] = (quantities[base + 2] ?? 0) + score
  quantities[base + 3] = (quantities[base + 3] ?? 0) + score * score
}

/** All conversations together. */
export function totalOf(measured: Measured): Tally {
  return tallyOf(sumBy(measured, 1, new Int32Array(measured.ids.length)), [0])
}

/** How many conversations a group has. */
export function sizeOf({ counts }: Sums, group: number): number {
  let size = 0
  for (let mark = 0; mark < MARKS; mark++) size += counts[group * MARKS + mark] ?? 0
  return size
}

/** The sums of several groups together. */
export function tallyOf({ counts, quantities }: Sums, groups: readonly number[]): Tally {
  const shares = Array.from({ length: 5 }, () => ({ hits: 0, of: 0 }))
  const sums = new Float64Array(QUANTITIES)
  let conversations = 0
  for (const group of groups) {
    for (let i = 0; i < QUANTITIES; i++) sums[i] = (sums[i] ?? 0) + (quantities[group * QUANTITIES + i] ?? 0)
    for (let mark = 0; mark < MARKS; mark++) {
      const n = counts[group * MARKS + mark] ?? 0
      if (n === 0) continue
      conversations += n
      let rest = mark
      for (const share of shares) {
        const state = rest % STATES
        rest = (rest - state) / STATES
        if (state > 0) share.of += n
        if (state === 2) share.hits += n
      }
    }
  }
  const none: ShareCount = { hits: 0, of: 0 }
  const [resolved = none, positive = none, low = none, unanswered = none, negative = none] = shares
  return {
    conversations,
    shares: { resolved, positive, low, unanswered, negative },
    messages: spread(conversations, sums[0] ?? 0, sums[1] ?? 0),
    confidence: spread(low.of, sums[2] ?? 0, sums[3] ?? 0)
  }
}

function spread(n: number, sum: number, squares: number): Spread {
  if (n === 0) return { n, mean: 0, variance: 0 }
  return { n, mean: sum / n, variance: n < 2 ? 0 : Math.max(0, (squares - (sum * sum) / n) / (n - 1)) }
}
