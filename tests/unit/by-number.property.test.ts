// Any whole numbers are put in order as a comparison would.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sortByNumber } from '../../electron/search/by-number'

const number = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer(),
  fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }),
  // Times, as nearly all of them are.
  fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })
)

it('agrees with a stable sort', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 300 }), fc.array(fc.nat(299)), (numbers, left) => {
      const without = new Set(left)
      const ids = numbers.map((_, id) => id).filter((id) => !without.has(id))
      const values = Float64Array.from(numbers)
      const sorted = Uint32Array.from(ids)
      sortByNumber(sorted, values)
      expect([...sorted]).toEqual(ids.toSorted((a, b) => values[a]! - values[b]!))
    }),
    { numRuns: 500 }
  )
})
