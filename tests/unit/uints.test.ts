// Numbers that outgrow their array move into wider ones, and nothing of them is lost.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { putUint, roomier, type Uints } from '../../electron/search/uints'

it('holds any numbers in as few bytes as the largest needs', () => {
  const number = fc.oneof(fc.nat(255), fc.nat(65_535), fc.nat(2 ** 32 - 1))
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 50 }), (numbers) => {
      let column: Uints = new Uint8Array(4)
      numbers.forEach((value, at) => {
        if (at >= column.length) column = roomier(column, at * 2, at)
        column = putUint(column, at, value, at + 1)
      })
      expect([...column.subarray(0, numbers.length)]).toEqual(numbers)
      const most = Math.max(...numbers)
      expect(column.BYTES_PER_ELEMENT).toBe(most < 2 ** 8 ? 1 : most < 2 ** 16 ? 2 : 4)
    })
  )
})
