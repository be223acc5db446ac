import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it, vi } from 'vitest'
import { DELIMITERS, sniffCsv } from '../../../electron/import/csv-sniff'
import { detectEncoding } from '../../../electron/import/text-encoding'

// Hundreds of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('the delimiter', () => {
  it.each(DELIMITERS)('%j is found', (delimiter) => {
    const text = ['id', 'role', 'text'].join(delimiter)
    const row = ['1', 'user', 'Hello, you; there | now'].map((cell) => `"${cell}"`).join(delimiter)
    expect(sniffCsv(`${text}\n${row}\n${row}\n`)).toMatchObject({
      delimiter,
      header: ['id', 'role', 'text'],
      consistency: 1
    })
  })

  it('is the one all rows agree on, not the most frequent character', () => {
    expect(sniffCsv('id;text\n1;a, b, c, d\n2;e, f\n3;g\n').delimiter).toBe(';')
  })

  it('of a header alone is the one that makes columns', () => {
    expect(sniffCsv('id\trole\ttext').header).toEqual(['id', 'role', 'text'])
  })

  it('of a single column is none', () => {
    expect(sniffCsv('text\nHello there\nBye\n')).toMatchObject({
      header: ['text'],
      rows: [{ text: 'Hello there' }, { text: 'Bye' }]
    })
  })

  it('that a person gives is not guessed again', () => {
    expect(sniffCsv('a,b|c\n1,2|3\n', { delimiter: '|' }).header).toEqual(['a,b', 'c'])
  })
})

describe('the header', () => {
  it('is seen by what stands in it', () => {
    expect(sniffCsv('id,role,text\n1,user,Hello\n').hasHeader).toBe(true)
    expect(sniffCsv('zx,yy,qq\n1,user,Hello\n').hasHeader).toBe(true)
    expect(sniffCsv('1,user,Hello\n2,bot,Hi\n').hasHeader).toBe(false)
    expect(sniffCsv('ann@example.test,Hello\nbob@example.test,Hi\n').hasHeader).toBe(false)
    expect(sniffCsv('Ann,said\nAnn,heard\n').hasHeader).toBe(false)
  })
})

it('single quotes are seen where every cell wears them', () => {
  expect(sniffCsv("'id','text'\n'1','Hello, you'\n")).toMatchObject({
    quote: "'",
    rows: [{ id: '1', text: 'Hello, you' }]
  })
})

it('a row cut off at the end of the looked-at text is not shown', () => {
  expect(sniffCsv('id,text\n1,one\n2,"cut of').rows).toEqual([{ id: '1', text: 'one' }])
})

describe('the encoding', () => {
  it.each([
    ['utf-8', 'Größe'],
    ['windows-1252', 'Größe – 5 €'],
    ['utf-16le', 'Hello there, how are you'],
    ['utf-16be', 'Hello there, how are you']
  ])('%s is found without a mark', (encoding, text) => {
    expect(detectEncoding(iconv.encode(text, encoding, { addBOM: false }))).toBe(encoding)
  })

  it('of plain ASCII is UTF-8, and NUL bytes in it change nothing', () => {
    expect(detectEncoding(Buffer.from('id,text\n1,a\0b\0\0c\n'))).toBe('utf-8')
  })
})

it('any bytes are looked at without a crash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const { header, rows } = sniffCsv(bytes)
      expect(new Set(header).size).toBe(header.length)
      for (const row of rows) expect(Object.keys(row)).toHaveLength(header.length)
    }),
    { numRuns: 500 }
  )
})
