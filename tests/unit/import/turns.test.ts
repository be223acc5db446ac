import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NeedsOrder, type Share, Turns } from '../../../electron/import/turns'

interface Taken {
  readonly place: number
  readonly size: number
  readonly key: string | null
}

/** The turns of one thread: what it takes of a file, piece by piece. Null where it gives the file up. */
function turnsOf(records: readonly Taken[], share: Share): Taken[][] | null {
  const turns = new Turns(share)
  const taken: Taken[][] = [[]]
  try {
    for (const record of records) {
      if (turns.take(record.size, record.key)) taken.push([])
      if (turns.isOurs) taken.at(-1)?.push(record)
    }
  } catch (thrown) {
    if (thrown instanceof NeedsOrder) return null
    throw thrown
  }
  if (turns.end()) taken.push([])
  if (share.of === 1) return taken
  expect(taken.at(-1)).toEqual([])
  return taken.slice(0, -1)
}

const SIZE = 100
const shareOf = (index: number, of: number, from = 0): Share => ({ index, of, from, size: SIZE })

/** Records one after the other; rows of one conversation stand together unless they are `mixed`. */
const records = (mixed: boolean) =>
  fc
    .array(fc.record({ rows: fc.integer({ min: 1, max: 9 }), size: fc.integer({ min: 0, max: 90 }) }), {
      maxLength: 60
    })
    .chain((conversations) => {
      const rows = conversations.flatMap(({ rows, size }, n) =>
        Array.from({ length: rows }, () => ({ size, key: `${n}` }))
      )
      return mixed ? fc.shuffledSubarray(rows, { minLength: rows.length }) : fc.constant(rows)
    })
    .map((rows) => rows.map((row, place): Taken => ({ ...row, place })))

describe('turns', () => {
  it('hold every record once, in the order of the file, and never a part of a conversation', () => {
    fc.assert(
      fc.property(records(false), fc.integer({ min: 2, max: 4 }), (all, of) => {
        const threads = Array.from({ length: of }, (_, index) => turnsOf(all, shareOf(index, of)) ?? [])
        const most = Math.max(...threads.map(({ length }) => length))
        const inOrder = Array.from({ length: most }, (_, n) => threads.flatMap((turns) => [turns[n] ?? []])).flat()
        expect(inOrder.flat()).toEqual(all)
        for (const turn of inOrder.slice(0, -1)) {
          const keys = new Set(turn.map(({ key }) => key))
          expect(all.filter(({ key }) => keys.has(key))).toEqual(turn)
        }
      })
    )
  })

  it('may be cut anywhere where records stand for themselves', () => {
    const all = Array.from({ length: 10 }, (_, place): Taken => ({ place, size: 50, key: null }))
    const places = (share: Share) => turnsOf(all, share)?.map((turn) => turn.map(({ place }) => place))
    expect(places(shareOf(0, 2))).toEqual([
      [0, 1],
      [4, 5],
      [8, 9]
    ])
    expect(places(shareOf(1, 2))).toEqual([
      [2, 3],
      [6, 7]
    ])
  })

  it('are given up where a conversation comes back in a later one, by every thread alike', () => {
    fc.assert(
      fc.property(records(true), fc.integer({ min: 2, max: 4 }), (all, of) => {
        const threads = Array.from({ length: of }, (_, index) => turnsOf(all, shareOf(index, of)))
        const gaveUp = threads.filter((turns) => turns === null).length
        expect([0, of]).toContain(gaveUp)
        if (gaveUp > 0) return
        const where = new Map<string | null, Set<unknown>>()
        for (const turn of threads.flatMap((turns) => turns ?? []))
          for (const { key } of turn) where.set(key, (where.get(key) ?? new Set()).add(turn))
        for (const turns of where.values()) expect(turns.size).toBe(1)
      })
    )
  })

  it('of one thread alone are all that is left, and it knows what came before', () => {
    fc.assert(
      fc.property(records(false), records(true), fc.integer({ min: 0, max: 5 }), (sorted, mixed, from) => {
        const all = [...sorted, ...mixed]
        const turns = new Turns(shareOf(0, 1, from))
        const ours: Taken[] = []
        for (const record of all) {
          expect(turns.take(record.size, record.key)).toBe(false)
          if (turns.isOurs) ours.push(record)
        }
        expect(turns.end()).toBe(false)
        expect(ours).toEqual(ours.length === 0 ? [] : all.slice(-ours.length))
        if (from === 0) expect(ours).toEqual(all)
        const before = new Set(all.slice(0, all.length - ours.length).map(({ key }) => key))
        for (const { key } of ours) expect(turns.hadBefore(key ?? '')).toBe(before.has(key))
      })
    )
  })
})
