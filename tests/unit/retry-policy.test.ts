// The retry policy, for every outcome and any number of attempts.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextStep, type Outcome } from '../../electron/outbox/retry-policy'

const at = { attempt: 1, wasUnclear: false, now: 1_000_000, random: 0 }

test('what is done is delivered, what is refused waits for a person', () => {
  expect(nextStep({ kind: 'done' }, at)).toEqual({ state: 'delivered' })
  expect(nextStep({ kind: 'refused' }, at)).toEqual({ state: 'refused' })
})

test('a key that is not accepted pauses and loses nothing', () => {
  expect(nextStep({ kind: 'unauthorized' }, at)).toMatchObject({ state: 'waiting', pauses: true })
})

test('the server’s own wait is kept where it is longer', () => {
  expect(nextStep({ kind: 'not-done', retryAfterMs: 30_000 }, at)).toMatchObject({ at: 1_030_000 })
  expect(nextStep({ kind: 'not-done', retryAfterMs: 10 }, at)).toMatchObject({ at: 1_001_000 })
})

const passing = fc.constantFrom<Outcome>({ kind: 'not-done' }, { kind: 'unclear' })

test('waits grow, end at 75 seconds, and never go back in time', () => {
  fc.assert(
    fc.property(
      passing,
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (o, attempt, random) => {
        const step = nextStep(o, { ...at, attempt, random })
        const later = nextStep(o, { ...at, attempt: attempt + 1, random })
        if (step.state !== 'waiting' || later.state !== 'waiting') throw new Error('it must wait')
        expect(step.at).toBeGreaterThan(at.now)
        expect(step.at).toBeLessThanOrEqual(at.now + 75_000)
        expect(later.at).toBeGreaterThanOrEqual(step.at)
      }
    )
  )
})

test('an unclear attempt stays unclear until it is settled', () => {
  fc.assert(
    fc.property(fc.array(passing, { minLength: 1 }), (outcomes) => {
      let wasUnclear = false
      for (const [i, outcome] of outcomes.entries()) {
        const step = nextStep(outcome, { ...at, attempt: i + 1, wasUnclear })
        if (step.state !== 'waiting') throw new Error('it must wait')
        wasUnclear = step.isUnclear
      }
      expect(wasUnclear).toBe(outcomes.some(({ kind }) => kind === 'unclear'))
    })
  )
})
