// Times as exports write them are those of Date.toISOString, and are read back exactly.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { closedTime, isoTime } from '../../electron/database/annotation-tables'

it('writes any moment as Date does', () => {
  const moment = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: 1_500_000_000_000, max: 2_000_000_000_000 }),
    fc.constantFrom(0, -1, 1, 8.64e15, -8.64e15, 86_399_999, 86_400_000)
  )
  fc.assert(
    fc.property(moment, (time) => {
      expect(isoTime(time)).toBe(new Date(time).toISOString())
      expect(closedTime(isoTime(time))).toBe(time)
    })
  )
})

it('leaves what no date can hold a number', () => {
  expect(isoTime(8.64e15 + 1)).toBe(8.64e15 + 1)
})
