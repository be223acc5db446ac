// Personal data: found where it is, not where it is not, and hidden behind aliases that stay the same.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPersonalData, passesIbanCheck, passesLuhn } from '../../shared/personal-data'
import { createPseudonymizer } from '../../shared/pseudonyms'

const kinds = (text: string, names: string[] = []) =>
  findPersonalData(text, { names }).map((span) => `${span.kind}: ${text.slice(span.start, span.end)}`)

describe('finding personal data', () => {
  it.each([
    ['write to Ann.Archer+shop@mail.example.test, please', ['email: Ann.Archer+shop@mail.example.test']],
    ['müller@bücher.example', ['email: müller@bücher.example']],
    [
      'call +49 170 5550123 or (030) 1234567 or 0171/2345678',
      ['phone: +49 170 5550123', 'phone: (030) 1234567', 'phone: 0171/2345678']
    ],
    ['US: 555-010-9999.', ['phone: 555-010-9999']],
    ['card 4111 1111 1111 1111 was charged', ['card: 4111 1111 1111 1111']],
    ['DE89 3704 0044 0532 0130 00 IST MEINE', ['iban: DE89 3704 0044 0532 0130 00']],
    ['GB82WEST12345698765432.', ['iban: GB82WEST12345698765432']],
    ['order #10482 and AB-123456', ['order: #10482', 'order: AB-123456']]
  ])('finds it in “%s”', (text, expected) => expect(kinds(text)).toEqual(expected))

  it.each([
    'on 2026-03-01 10:30 we had 1,204 of 48,113 items',
    'it costs 59.90 EUR, from 01.02.2026 to 28.02.2026',
    '4111 1111 1111 1112 is no card',
    'version 1.2.3.4, section 5.2.5',
    'https://northwind.example/p/10482?page=2',
    '@home @ 5 pm'
  ])('finds nothing in “%s”', (text) => expect(kinds(text)).toEqual([]))

  it('finds people it knows, whole or by one name, whatever the case, and no other words', () => {
    expect(kinds('Hi ann, did Ann Archer write? Anna and Archery did not.', ['Ann Archer'])).toEqual([
      'name: ann',
      'name: Ann Archer'
    ])
    expect(kinds('van der Berg from the shop', ['Jan van der Berg'])).toEqual(['name: Berg'])
  })

  it('knows check digits', () => {
    expect(passesLuhn('4012888888881881')).toBe(true)
    expect(passesLuhn('0000000000000000')).toBe(false)
    expect(passesIbanCheck('FR1420041010050500013M02606')).toBe(true)
    expect(passesIbanCheck('FR1420041010050500013M02607')).toBe(false)
  })

  it('never overlaps, never leaves the text, never fails', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (text, names) => {
          let end = 0
          for (const span of findPersonalData(text, { names })) {
            expect(span.start).toBeGreaterThanOrEqual(end)
            expect(span.end).toBeGreaterThan(span.start)
            end = span.end
          }
          expect(end).toBeLessThanOrEqual(text.length)
        }
      )
    )
  })
})

describe('pseudonyms', () => {
  const ann = { name: 'Ann Archer', email: 'ann@example.test', phone: '+49 170 5550123' }
  const names = createPseudonymizer('salt')

  it('gives one person one alias for name, e-mail address and phone, and the same again', () => {
    const code = names.person(ann).slice('Person '.length)
    const text = names.replace('Ann Archer <ann@example.test>, 0049 170 5550123, says hi. ann', [ann])
    expect(text).toBe(`Person ${code} <[email ${code}]>, [phone ${code}], says hi. Person ${code}`)
    expect(createPseudonymizer('salt').person(ann)).toBe(names.person(ann))
    expect(createPseudonymizer('other').person(ann)).not.toBe(names.person(ann))
  })

  it('leaves nothing to be found', () => {
    const piece = fc.constantFrom(
      'ann@example.test',
      '+49 170 5550123',
      '4111 1111 1111 1111',
      '#10482',
      'Ann',
      'hello',
      ' ',
      '\n',
      'DE89370400440532013000'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const masked = names.replace(pieces.join(' '), [ann])
        expect(findPersonalData(masked, { names: ['Ann Archer'] })).toEqual([])
      })
    )
  })
})
