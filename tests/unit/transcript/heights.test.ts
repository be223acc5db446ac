// The arithmetic of a scroll bar over messages nobody has measured yet.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Heights, mountedRange } from '../../../renderer/transcript/heights'

test('the message at a place is the one whose room holds it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 60 }),
      fc.array(fc.nat(59), { maxLength: 20 }),
      fc.nat(40_000),
      (sizes, order, pixels) => {
        const heights = new Heights(sizes.length)
        for (const index of [...order.filter((i) => i < sizes.length), ...sizes.keys()]) {
          heights.measured(index, sizes[index]!)
          heights.top(sizes.length)
        }
        const total = sizes.reduce((sum, size) => sum + size, 0)
        expect(heights.top(sizes.length)).toBe(total)
        const at = heights.at(pixels)
        expect(heights.top(at)).toBeLessThanOrEqual(pixels)
        if (pixels < total) expect(heights.top(at + 1)).toBeGreaterThan(pixels)
        else expect(at).toBe(sizes.length - 1)
      }
    )
  )
})

test('what is seen is always mounted, and never more than a bounded number of messages', () => {
  const range = fc.tuple(fc.nat(5_000), fc.nat(40)).map(([start, size]) => ({ start, end: start + size }))
  fc.assert(
    fc.property(range, range, (seen, nearby) => {
      const mounted = mountedRange(seen, nearby, 12, 5_000)
      expect(mounted.start).toBeLessThanOrEqual(Math.min(seen.start, 5_000))
      expect(mounted.end).toBeGreaterThanOrEqual(Math.min(seen.end, 5_000))
      expect(mounted.end - mounted.start).toBeLessThanOrEqual(seen.end - seen.start + 48)
    })
  )
})

test('a jump leaves room first and draws when there is time', () => {
  expect(mountedRange({ start: 4_000, end: 4_008 }, { start: 0, end: 8 }, 12, 5_000).drawn).toEqual({
    start: 0,
    end: 0
  })
  expect(mountedRange({ start: 4_000, end: 4_008 }, { start: 4_000, end: 4_008 }, 12, 5_000).drawn).toEqual({
    start: 3_988,
    end: 4_020
  })
})
