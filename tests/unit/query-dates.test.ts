// Dates of a query: parts of dates, relative dates, and days in zones that change their clocks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../shared/query/dates'
import { localTimeAt, momentOf, offsetAt, offsetsBetween } from '../../shared/query/time-zone'

const berlin = (now: string) => ({ now: Date.parse(now), timeZone: 'Europe/Berlin' })
const span = (value: string, clock = berlin('2026-03-30T08:00:00Z')) => {
  const read = readDate(value, clock)
  return read && [new Date(read.from).toISOString(), new Date(read.to).toISOString()]
}

describe('a date', () => {
  it.each([
    ['2026', '2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
    ['2026-03', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
    ['2026-03-01', '2026-02-28T23:00:00.000Z', '2026-03-01T23:00:00.000Z'],
    ['2026/3/1', '2026-02-28T23:00:00.000Z', '2026-03-01T23:00:00.000Z'],
    ['2026-03-01T14:30', '2026-03-01T13:30:00.000Z', '2026-03-01T13:31:00.000Z'],
    ['2026-03-01 14:30:05', '2026-03-01T13:30:05.000Z', '2026-03-01T13:30:06.000Z'],
    ['2026-03-01T14:30:05+05:30', '2026-03-01T09:00:05.000Z', '2026-03-01T09:00:06.000Z'],
    ['2026-03-01T14:30Z', '2026-03-01T14:30:00.000Z', '2026-03-01T14:31:00.000Z'],
    ['today', '2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z'],
    // The clocks went forward: yesterday had 23 hours.
    ['yesterday', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['this-week', '2026-03-29T22:00:00.000Z', '2026-04-05T22:00:00.000Z'],
    ['last-week', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['last-month', '2026-01-31T23:00:00.000Z', '2026-02-28T23:00:00.000Z'],
    ['last-year', '2024-12-31T23:00:00.000Z', '2025-12-31T23:00:00.000Z'],
    ['24h', '2026-03-29T08:00:00.000Z', '2026-03-30T08:00:00.001Z'],
    // Two days ago at the same hour of the wall clock is 47 hours ago.
    ['2d', '2026-03-28T09:00:00.000Z', '2026-03-30T08:00:00.001Z'],
    // A month before 30 March ends with February.
    ['1m', '2026-02-28T09:00:00.000Z', '2026-03-30T08:00:00.001Z']
  ])('%s', (value, from, to) => {
    expect(span(value)).toEqual([from, to])
  })

  it.each(['2026-13', '2026-02-30', '2026-2-29', '26-01-01', '2026-01-01T25:00', 'soon', '', '7', '-7d', '01.03.2026'])(
    '%s is none',
    (value) => {
      expect(span(value)).toBeNull()
    }
  )
})

it('has days of 23 and 25 hours where the clocks change', () => {
  const hours = (value: string, timeZone: string) => {
    const { from, to } = readDate(value, { now: 0, timeZone })!
    return (to - from) / 3_600_000
  }
  expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23)
  expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25)
  expect(hours('2026-03-08', 'America/New_York')).toBe(23)
  // In Lord Howe they change by half an hour; in Beirut and Santiago at midnight.
  expect(hours('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5)
  expect(hours('2025-09-07', 'America/Santiago')).toBe(23)
})

it('reads a time that the clocks jump over as the time behind the jump, and one that comes twice as the first', () => {
  expect(
    new Date(momentOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Berlin')).toISOString()
  ).toBe('2026-03-29T01:30:00.000Z')
  expect(
    new Date(momentOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, 'Europe/Berlin')).toISOString()
  ).toBe('2026-10-25T00:30:00.000Z')
})

it('gives every moment back from its local time, but for the hour that comes twice', () => {
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Apia',
    'UTC',
    'Asia/Kathmandu',
    'America/Santiago'
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), zone, (seconds, timeZone) => {
      const utc = seconds * 1_000
      const back = momentOf(localTimeAt(utc, timeZone), timeZone)
      expect([0, 3_600_000, 86_400_000]).toContain(utc - back)
    })
  )
})

it('knows every change of the clocks over the data', () => {
  const from = Date.UTC(2025, 0, 1)
  const to = Date.UTC(2027, 0, 1)
  const spans = offsetsBetween(from, to, 'Europe/Berlin')
  expect(spans.map((s) => [new Date(s.from).toISOString(), s.offset / 3_600_000])).toEqual([
    ['2025-01-01T00:00:00.000Z', 1],
    ['2025-03-30T01:00:00.000Z', 2],
    ['2025-10-26T01:00:00.000Z', 1],
    ['2026-03-29T01:00:00.000Z', 2],
    ['2026-10-25T01:00:00.000Z', 1]
  ])
  for (const { from: change, offset } of spans.slice(1)) {
    expect(offsetAt(change, 'Europe/Berlin')).toBe(offset)
    expect(offsetAt(change - 1_000, 'Europe/Berlin')).not.toBe(offset)
  }
})
