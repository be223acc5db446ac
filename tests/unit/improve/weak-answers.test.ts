// What counts as weak, how bad it is, what fixing a group is worth, and where it is going.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { expectedValue, isRecent, trendOf, weekCounts } from '../../../electron/insights/rank-suggestions'
import { badness, isGood, isWeak } from '../../../electron/insights/weak-answers'
import { type AnswerSignals, THRESHOLDS } from '../../../shared/improve'

const DAY = 86_400_000
const signals: fc.Arbitrary<AnswerSignals> = fc
  .record({
    confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    thumb: fc.constantFrom('up', 'down', null),
    isCited: fc.option(fc.boolean())
  })
  .map(({ confidence, thumb, isCited }) => ({ confidence, isCited, isDown: thumb === 'down', isUp: thumb === 'up' }))
const judgement = fc.constantFrom('good' as const, 'bad' as const, null)
const occurrences = fc.array(
  fc.record({
    at: fc.option(fc.integer({ min: 0, max: 900 }).map((days) => days * DAY)),
    badness: fc.double({ min: 0, max: 1, noNaN: true })
  }),
  { maxLength: 30 }
)

it('flags at a stricter threshold only what every looser one flags', () => {
  fc.assert(
    fc.property(signals, judgement, (answer, judged) => {
      const flagged = THRESHOLDS.map((threshold) => isWeak(answer, judged, threshold))
      // Once true, true from there on: strict, balanced, cautious.
      expect(flagged).toEqual(flagged.toSorted((a, b) => Number(a) - Number(b)))
    })
  )
})

it('lets a person’s verdict decide, and never calls an answer good and weak at once', () => {
  fc.assert(
    fc.property(signals, fc.constantFrom(...THRESHOLDS), (answer, threshold) => {
      expect(isWeak(answer, 'bad', threshold)).toBe(true)
      expect(isWeak(answer, 'good', threshold)).toBe(false)
      if (threshold === 'strict' && isGood(answer, null) && !answer.isUp)
        expect(isWeak(answer, null, threshold)).toBe(false)
    })
  )
})

it('draws the lines where the table of thresholds says', () => {
  const answer = (confidence: number | null, isCited: boolean | null = null): AnswerSignals => ({
    confidence,
    isCited,
    isDown: false,
    isUp: false
  })
  const flags = (one: AnswerSignals) => THRESHOLDS.map((threshold) => isWeak(one, null, threshold))
  expect(flags(answer(0.34))).toEqual([true, true, true])
  expect(flags(answer(0.35))).toEqual([false, true, true])
  expect(flags(answer(0.5))).toEqual([false, false, true])
  expect(flags(answer(0.8))).toEqual([false, false, false])
  expect(flags(answer(0.79, false))).toEqual([false, true, true])
  expect(flags(answer(1, false))).toEqual([false, false, true])
  expect(flags(answer(null, false))).toEqual([false, true, true])
  expect(flags(answer(null))).toEqual([false, false, false])
})

it('calls nothing worse than what a person called bad', () => {
  fc.assert(
    fc.property(signals, (answer) => {
      expect(badness(answer, 'bad')).toBe(1)
      expect(badness(answer, null)).toBeGreaterThanOrEqual(0)
      expect(badness(answer, null)).toBeLessThanOrEqual(1)
    })
  )
})

it('values more what is more, worse or newer', () => {
  fc.assert(
    fc.property(occurrences, fc.nat({ max: 29 }), (all, which) => {
      const newest = 1_000 * DAY
      const value = expectedValue(all, newest)
      expect(expectedValue([...all, { at: newest, badness: 0.5 }], newest)).toBeGreaterThan(value)
      const one = all[which]
      if (!one) return
      const others = all.filter((_, i) => i !== which)
      expect(expectedValue([...others, { ...one, badness: 1 }], newest)).toBeGreaterThanOrEqual(value - 1e-9)
      if (one.at !== null)
        expect(expectedValue([...others, { ...one, at: one.at + DAY }], newest)).toBeGreaterThanOrEqual(value - 1e-9)
    })
  )
})

it('counts each of the last twelve weeks once and nothing before them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 50 }), (days) => {
      const newest = 300 * DAY
      const times = days.map((day) => newest - day * DAY)
      const weeks = weekCounts(times, newest)
      expect(weeks).toHaveLength(12)
      expect(weeks.reduce((sum, count) => sum + count, 0)).toBe(days.filter((day) => day < 84).length)
      expect(weeks.slice(8).reduce((sum, count) => sum + count, 0)).toBe(
        times.filter((at) => isRecent(at, newest)).length
      )
    })
  )
})

it('tells new, growing, steady and shrinking apart, and trusts no difference that chance makes', () => {
  const newest = 365 * DAY
  const ago = (days: number, count: number) => Array.from({ length: count }, () => newest - days * DAY)
  const trend = (times: readonly number[], oldest = 0) => trendOf(times, newest, oldest)
  expect(trend(ago(3, 3))).toBe('new')
  expect(trend(ago(3, 2))).toBe('steady')
  expect(trend([...ago(3, 12), ...ago(40, 4)])).toBe('growing')
  expect(trend([...ago(3, 5), ...ago(40, 4)])).toBe('steady')
  expect(trend([...ago(3, 4), ...ago(40, 12)])).toBe('shrinking')
  // A file of three weeks cannot tell what is new.
  expect(trend(ago(3, 9), newest - 21 * DAY)).toBe('steady')
})
