// Any numbers are put in order as a comparison would, whatever their sign, size or fraction.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byNumber } from '../../electron/search/by-number'

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constantFrom(0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MIN_VALUE),
  // Times, as nearly all of them are.
  fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })
)

it('agrees with a stable sort', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 300 }), fc.array(fc.nat(299)), (numbers, left) => {
      const without = new Set(left)
      const ids = numbers.map((_, id) => id).filter((id) => !without.has(id))
      const values = Float64Array.from(numbers)
      const expected = ids.toSorted((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0))
      expect([...byNumber(Uint32Array.from(ids), values)]).toEqual(expected)
    }),
    { numRuns: 300 }
  )
})
