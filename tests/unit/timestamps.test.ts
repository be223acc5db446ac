// Every form of time that platforms and spreadsheets write, and the ones that must be refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateEvidence, readTime } from '../../electron/ingest/timestamps'

const utc = { timeZone: 'UTC' } as const
const jan5 = Date.UTC(2026, 0, 5, 10)

describe('readTime', () => {
  it.each([
    ['Unix seconds', 1767607200],
    ['Unix seconds as text', '1767607200'],
    ['Unix milliseconds', 1767607200000],
    ['Unix milliseconds as text', '1767607200000'],
    ['Unix microseconds', 1767607200000000],
    ['Unix nanoseconds as text', '1767607200000000000'],
    ['ISO with milliseconds', '2026-01-05T10:00:00.000Z'],
    ['ISO with microseconds', '2026-01-05T10:00:00.000456Z'],
    ['ISO with offset', '2026-01-05T12:00:00+02:00'],
    ['ISO with short offset', '2026-01-05 05:00:00.000000-05'],
    ['ISO without zone', '2026-01-05 10:00:00'],
    ['ISO without seconds', '2026-01-05T10:00'],
    ['with slashes', '2026/01/05 10:00:00'],
    ['with UTC behind', '2026-01-05 10:00:00 UTC'],
    ['spaces around', '  2026-01-05T10:00:00Z '],
    ['String(Date)', 'Mon Jan 05 2026 12:00:00 GMT+0200 (Eastern European Standard Time)'],
    ['RFC 2822', 'Mon, 05 Jan 2026 10:00:00 GMT'],
    ['month first', 'Jan 5, 2026 10:00'],
    ['month first, half of the day', 'January 5, 2026 at 10:00 AM'],
    ['German', '05.01.2026 10:00'],
    ['German with seconds', '5.1.2026, 10:00:00'],
    ['two-digit year', '05.01.26 10:00']
  ])('reads %s', (_, value) => {
    expect(readTime(value, utc)).toBe(jan5)
  })

  it('reads day and month in the order that is given', () => {
    expect(readTime('03/04/2026', { ...utc, dateOrder: 'dmy' })).toBe(Date.UTC(2026, 3, 3))
    expect(readTime('03/04/2026', { ...utc, dateOrder: 'mdy' })).toBe(Date.UTC(2026, 2, 4))
    expect(readTime('12/31/2025 11:59 PM', { ...utc, dateOrder: 'mdy' })).toBe(Date.UTC(2025, 11, 31, 23, 59))
    expect(readTime('12/31/2025 12:00 am', { ...utc, dateOrder: 'mdy' })).toBe(Date.UTC(2025, 11, 31))
    expect(readTime('31.12.2025 23:59', { ...utc, dateOrder: 'dmy' })).toBe(Date.UTC(2025, 11, 31, 23, 59))
  })

  it('does not guess day and month', () => {
    expect(readTime('03/04/2026', utc)).toBe('ambiguous')
    expect(readTime('31/12/2025', { ...utc, dateOrder: 'mdy' })).toBe('impossible')
    expect(readTime('31/12/2025', utc)).toBe(Date.UTC(2025, 11, 31))
  })

  it.each([
    '2026-02-30',
    '2025-02-29T10:00:00Z',
    '2026-13-01',
    '2026-01-05T24:00:00',
    '2026-01-05 10:61',
    '31.02.2026',
    '32.01.2026',
    '31/04/2026',
    'Feb 30, 2026 10:00',
    '13/13/2026',
    'Jan 5, 2026 13:00 PM'
  ])('refuses %s, which does not exist', (value) => {
    expect(readTime(value, { ...utc, dateOrder: 'dmy' })).toBe('impossible')
  })

  it.each(['soon', '2026', 'Juvember 5, 2026', '1e400', '2026-01-05T10', 'x'.repeat(1_000_000), '1-2-3-4'])(
    'does not read %.40s as a time of today',
    (value) => {
      const read = readTime(value, utc)
      expect(typeof read === 'number' ? new Date(read).getUTCFullYear() : 1970).toBe(1970)
    }
  )

  it.each([null, undefined, '', '  ', 'null', 'N/A', '--', '0000-00-00 00:00:00'])('reads %s as no time', (value) => {
    expect(readTime(value, utc)).toBe('none')
  })

  it('reads times before 1970', () => {
    expect(readTime('1969-07-20T20:17:40Z', utc)).toBe(-14182940000)
    expect(readTime(-14182940, utc)).toBe(-14182940000)
    expect(readTime('0099-01-01', utc)).toBe(new Date('0099-01-01T00:00:00Z').getTime())
  })

  it('places a time without zone in the zone that is given, also at the turns of summer time', () => {
    const berlin = { timeZone: 'Europe/Berlin' }
    expect(readTime('2026-01-05 10:00:00', berlin)).toBe(Date.UTC(2026, 0, 5, 9))
    expect(readTime('2026-07-05 10:00:00', berlin)).toBe(Date.UTC(2026, 6, 5, 8))
    // Skipped: as if the clock had not yet been put forward.
    expect(readTime('2026-03-29 02:30:00', berlin)).toBe(Date.UTC(2026, 2, 29, 1, 30))
    expect(readTime('2026-03-29 03:00:00', berlin)).toBe(Date.UTC(2026, 2, 29, 1))
    // Twice: the first.
    expect(readTime('2026-10-25 02:30:00', berlin)).toBe(Date.UTC(2026, 9, 25, 0, 30))
    expect(readTime('2026-10-25 03:00:00', berlin)).toBe(Date.UTC(2026, 9, 25, 2))
    expect(readTime('2026-10-25 02:30:00+01:00', berlin)).toBe(Date.UTC(2026, 9, 25, 1, 30))
    // Half an hour, at a half hour.
    expect(readTime('2026-04-05 01:45:00', { timeZone: 'Australia/Lord_Howe' })).toBe(Date.UTC(2026, 3, 4, 14, 45))
    // A day that was left out.
    expect(readTime('2011-12-30 12:00', { timeZone: 'Pacific/Apia' })).toBe(Date.UTC(2011, 11, 30, 22))
  })

  it('gives back any instant that Date writes', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }),
        zones,
        (date, timeZone) => {
          expect(readTime(date.toISOString(), { timeZone })).toBe(date.getTime())
          expect(readTime(String(date), { timeZone })).toBe(Math.floor(date.getTime() / 1000) * 1000)
          expect(readTime(date.toUTCString(), { timeZone })).toBe(Math.floor(date.getTime() / 1000) * 1000)
        }
      )
    )
  })

  it('shows the wall-clock time that was written, in any zone, wherever that time exists', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/Sao_Paulo'
    )
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1975-01-01'), max: new Date('2037-01-01'), noInvalidDate: true }),
        zones,
        (date, timeZone) => {
          const written = `${date.toISOString().slice(0, 10)} ${date.toISOString().slice(11, 19)}`
          const read = readTime(written, { timeZone })
          const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
            Number(read)
          )
          // In a gap the clock shows at most an hour later.
          const late = Date.parse(`${shown.replace(' ', 'T')}Z`) - Date.parse(`${written.replace(' ', 'T')}Z`)
          expect([0, 1_800_000, 3_600_000]).toContain(late)
        }
      )
    )
  })

  it('reads any text without an error and never as a fraction', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9./:\- TZ+apm]{0,30}$/), fc.double()), (value) => {
        const read = readTime(value, { timeZone: 'Europe/Berlin', dateOrder: 'mdy' })
        if (typeof read === 'number') expect(Number.isInteger(read)).toBe(true)
      })
    )
  })
})

describe('dateEvidence', () => {
  it('finds that day and month cannot be told apart', () => {
    const evidence = dateEvidence(['03/04/2026', '05/06/2026 10:00'])
    expect(evidence).toMatchObject({ orders: ['dmy', 'mdy'], hasZone: false, readable: 2, unreadable: 0 })
    expect(evidence.examples).toEqual(['03/04/2026', '05/06/2026 10:00'])
  })
  it('takes one telling date for the whole column', () => {
    expect(dateEvidence(['03/04/2026', '31/04/2026', '25/12/2025']).orders).toEqual([])
    expect(dateEvidence(['03/04/2026', '25/12/2025']).orders).toEqual(['dmy'])
    expect(dateEvidence(['31.12.2025 23:59', '01.02.2026 00:00']).orders).toEqual(['dmy'])
  })
  it('knows which forms carry their zone', () => {
    expect(dateEvidence(['2026-01-05T10:00:00Z', 1767607200]).hasZone).toBe(true)
    expect(dateEvidence(['2026-01-05 10:00:00']).hasZone).toBe(false)
    expect(dateEvidence(['soon', '', null])).toMatchObject({ readable: 0, unreadable: 1, hasZone: false })
  })
})
