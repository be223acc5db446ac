import { writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import Papa from 'papaparse'
import { describe, expect, it, vi } from 'vitest'
import { nameColumns } from '../../../electron/import/csv-header'
import { type CsvOptions, readCsv } from '../../../electron/import/csv-reader'
import { guardFormula, unguardFormula } from '../../../shared/formula-guard'
import { tempFolder } from '../../support/temp-workspace'

// Hundreds of random cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

type Options = Partial<CsvOptions>

async function read(content: string | Buffer, options: Options = {}) {
  const file = path.join(tempFolder(), 'table.csv')
  writeFileSync(file, content)
  const rows: Record<string, string>[] = []
  const numbers: number[] = []
  const rejections: { row: number; code: string; raw: string }[] = []
  for await (const items of readCsv(file, { signal: new AbortController().signal, ...options }))
    for (const item of items)
      if (item.kind === 'row') {
        rows.push({ ...item.cells })
        numbers.push(item.row)
      } else rejections.push({ row: item.row, code: item.code, raw: item.raw })
  return { rows, numbers, rejections }
}

describe('rows', () => {
  it('are read by column name with the row numbers of a spreadsheet', async () => {
    const { rows, numbers } = await read('id,text\n1,one\n\n2,"two\nlines"\n3,three')
    expect(rows).toEqual([
      { id: '1', text: 'one' },
      { id: '2', text: 'two\nlines' },
      { id: '3', text: 'three' }
    ])
    expect(numbers).toEqual([2, 4, 5])
  })

  it('may end with CR, LF and CRLF in one file, and hold all three inside quotes', async () => {
    const { rows } = await read('id,text\r1,"a\rb"\n2,"c\r\nd"\r\n3,"e\nf"\r4,g')
    expect(rows.map((row) => row['text'])).toEqual(['a\rb', 'c\r\nd', 'e\nf', 'g'])
  })

  it('with too many or too few cells are rejected word for word and the others come in', async () => {
    const { rows, rejections } = await read('id,text\n1,one\n2,two,three\n4\n5,five\n')
    expect(rows.map((row) => row['id'])).toEqual(['1', '5'])
    expect(rejections).toEqual([
      { row: 3, code: 'ragged-row', raw: '2,two,three' },
      { row: 4, code: 'ragged-row', raw: '4' }
    ])
  })

  it('with a delimiter too many at the end are whole', async () => {
    const { rows, rejections } = await read('id,text\n1,one,\n2,two\n')
    expect(rows).toHaveLength(2)
    expect(rejections).toEqual([])
  })

  it('lose the apostrophe that guards a formula, and nothing else', async () => {
    const { rows } = await read("id,text\n1,'=1+1\n2,'tis\n3,''=x\n")
    expect(rows.map((row) => row['text'])).toEqual(['=1+1', "'tis", "'=x"])
  })

  it('behind a sep= line are read with the delimiter it names', async () => {
    const { rows } = await read('\uFEFFsep=;\r\nid;text\r\n1;a,b,c\r\n')
    expect(rows).toEqual([{ id: '1', text: 'a,b,c' }])
  })

  it('may have ten thousand columns', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `question ${index}`)
    const { rows } = await read(`${names.join(';')}\n${names.map((_, index) => index).join(';')}\n`)
    expect(Object.keys(rows[0]!)).toHaveLength(10_000)
    expect(rows[0]!['question 9999']).toBe('9999')
  })

  it('of a column named __proto__ keep their cell', async () => {
    const { rows } = await read('id,__proto__,constructor\n1,a,b\n')
    expect(Object.entries(rows[0]!)).toEqual([
      ['id', '1'],
      ['__proto__', 'a'],
      ['constructor', 'b']
    ])
  })

  it('of an empty file, a blank file and a header alone are none', async () => {
    expect(await read('')).toEqual({ rows: [], numbers: [], rejections: [] })
    expect((await read('\n\n')).rows).toEqual([])
    expect((await read('id,text\n')).rows).toEqual([])
    expect((await read('id,text')).rows).toEqual([])
  })
})

describe('quotes', () => {
  it('that are never closed cost their own row only', async () => {
    const { rows, rejections } = await read('id,text,end\n1,"open,x\n2,two,x\n3,"three, four",x\n5,five,x\n')
    expect(rows.map((row) => row['id'])).toEqual(['2', '3', '5'])
    expect(rejections).toEqual([{ row: 2, code: 'stray-quote', raw: '1,"open,x' }])
  })

  it('that are never closed again and again do not hide the rows between', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index},${index % 100 === 0 ? '"' : ''}text`)
    const { rows, rejections } = await read(`id,text\n${lines.join('\n')}\n`, { maxRecord: 10_000_000 })
    expect(rejections).toHaveLength(200)
    expect(rows).toHaveLength(19_800)
  })

  it('in disorder in every row are told of row by row', async () => {
    const { rows, rejections } = await read(
      `id,role,text,at\n${'1,user,"a"b c,2026\n'.repeat(1_000)}2,user,fine,2026\n`
    )
    expect(rejections).toHaveLength(1_000)
    expect(rejections[999]).toEqual({ row: 1_001, code: 'stray-quote', raw: '1,user,"a"b c,2026' })
    expect(rows).toHaveLength(1)
  })

  it('inside a quoted cell that are not doubled are kept', async () => {
    const { rows } = await read('id,text\n1,"She said "no" twice"\n2,"a ""b"" c"\n')
    expect(rows.map((row) => row['text'])).toEqual(['She said "no" twice', 'a "b" c'])
  })

  it('at the beginning of a cell of a tab-separated file are just characters', async () => {
    const { rows, rejections } = await read('id\ttext\n1\t"quoted start\n2\tplain\n3\tmore\n')
    expect(rejections).toEqual([])
    expect(rows[0]).toEqual({ id: '1', text: '"quoted start' })
  })

  it('left open at the end of a truncated file cost the last row', async () => {
    const { rows, rejections } = await read('id,text\n1,one\n2,"cut in the mid')
    expect(rows).toHaveLength(1)
    expect(rejections).toMatchObject([{ row: 3, code: 'stray-quote', raw: '2,"cut in the mid' }])
  })
})

describe('a record too big', () => {
  it('is rejected with its beginning, and reading goes on behind it', async () => {
    const big = 'x'.repeat(3_000_000)
    const { rows, rejections } = await read(`id,text\n1,one\n2,"${big}\n${big}"\n3,three\n`, { maxRecord: 1_000_000 })
    expect(rows.map((row) => row['id'])).toEqual(['1', '3'])
    expect(rejections).toMatchObject([{ row: 3, code: 'too-big' }])
    expect(rejections[0]!.raw.length).toBeLessThan(100_000)
  })

  it('without quotes is rejected too', async () => {
    const { rows, rejections } = await read(`id,text\n1,${'x'.repeat(3_000_000)}\n2,two\n`, { maxRecord: 1_000_000 })
    expect(rows.map((row) => row['id'])).toEqual(['2'])
    expect(rejections).toMatchObject([{ row: 2, code: 'too-big' }])
  })
})

describe('encodings', () => {
  const text = 'id;Frage\n1;Größe für Müller – 5 €?\n2;日本 😀\n'
  it.each(['utf-8', 'utf-16le', 'utf-16be'])('%s with a byte order mark is found', async (encoding) => {
    const { rows } = await read(iconv.encode(text, encoding, { addBOM: true }))
    expect(rows).toEqual([
      { id: '1', Frage: 'Größe für Müller – 5 €?' },
      { id: '2', Frage: '日本 😀' }
    ])
  })

  it.each(['utf-16le', 'utf-16be'])('%s without a byte order mark is found', async (encoding) => {
    const { rows } = await read(iconv.encode('id;text\n1;eins\n2;zwei\n', encoding, { addBOM: false }))
    expect(rows).toHaveLength(2)
  })

  it('Windows-1252 is found, also where the first umlaut comes late', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${index};plain text`)
    const { rows } = await read(iconv.encode(`id;text\n${lines.join('\n')}\n7;Größe 5 €\n`, 'windows-1252'))
    expect(rows.at(-1)).toEqual({ id: '7', text: 'Größe 5 €' })
  })

  it('one damaged byte does not change how the rest is read', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id;text\n1;Größe äöü\n2;'),
      Buffer.from([0xff]),
      Buffer.from('\n3;Übung\n')
    ])
    const { rows } = await read(bytes)
    expect(rows.map((row) => row['text'])).toEqual(['Größe äöü', '\uFFFD', 'Übung'])
  })

  it('NUL bytes stay in their cell and stop nothing', async () => {
    const { rows } = await read('id,text\n1,a\0b\n2,c\n')
    expect(rows.map((row) => row['text'])).toEqual(['a\0b', 'c'])
  })
})

describe('column names', () => {
  it('are unique and never empty', () => {
    expect(nameColumns(['Question', 'Question', ' ', 'Question', 'Question (1)', 'Column 3'])).toEqual([
      'Question',
      'Question (2)',
      'Column 3 (1)',
      'Question (3)',
      'Question (1)',
      'Column 3'
    ])
  })

  it('are numbers of columns where the first row is data', async () => {
    const { rows } = await read('17,2026-01-05 10:00:00,user\n18,2026-01-05 10:00:05,bot\n')
    expect(rows[0]).toEqual({ 'Column 1': '17', 'Column 2': '2026-01-05 10:00:00', 'Column 3': 'user' })
    expect(rows).toHaveLength(2)
  })
})

describe('any table', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', "'", ',', ';', '\n', '\r', '=', '+', '@', '\t', ' ', 'a', '\0', 'é', '😀') })
  )
  // A lone surrogate has no bytes in UTF-8.
  const text = cell.map((value) => Buffer.from(value).toString())

  it('survives being written with our guard and read again, in any encoding and with any delimiter', async () => {
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((columns) =>
        fc.array(fc.array(text, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 })
      )
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('utf-8', 'utf-16le'),
        fc.constantFrom('\n', '\r\n'),
        async (cells, delimiter, encoding, newline) => {
          const header = cells[0]!.map((_, index) => `name ${index}`)
          const guarded = [header, ...cells].map((row) => row.map(guardFormula))
          const csv = Papa.unparse(guarded, { delimiter, newline })
          const { rows, rejections } = await read(iconv.encode(csv, encoding, { addBOM: true }), { delimiter })
          expect(rejections).toEqual([])
          expect(rows.map((row) => Object.values(row))).toEqual(cells)
        }
      ),
      { numRuns: 300 }
    )
  })

  it('guard and unguard are inverse for any text', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(unguardFormula(guardFormula(value))).toBe(value)
      })
    )
  })

  it('of any bytes is read or rejected, never a crash', async () => {
    const hostile = fc.uint8Array({ maxLength: 400 })
    const messy = fc
      .array(fc.constantFrom('"', '""', ',', ';', '\n', '\r', '\r\n', 'a', ' ', "'", '\uFEFF', '1'), { maxLength: 200 })
      .map((pieces) => Buffer.from(pieces.join('')))
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostile, messy), async (bytes) => {
        const { rows } = await read(Buffer.from(bytes))
        expect(Array.isArray(rows)).toBe(true)
      }),
      { numRuns: 400 }
    )
  })
})

describe('stopping', () => {
  it('by the signal ends the reading with its reason', async () => {
    const file = path.join(tempFolder(), 'long.csv')
    writeFileSync(file, `id,text\n${'1,some text\n'.repeat(200_000)}`)
    const controller = new AbortController()
    let count = 0
    const reading = async () => {
      for await (const rows of readCsv(file, { signal: controller.signal })) {
        count += rows.length
        controller.abort()
      }
    }
    await expect(reading()).rejects.toThrow(/abort/i)
    expect(count).toBeLessThan(100_000)
  })

  it('on a folder or a missing file says so', async () => {
    const folder = tempFolder()
    const signal = new AbortController().signal
    for (const file of [folder, path.join(folder, 'nothing.csv')]) {
      const reading = async () => {
        for await (const _ of readCsv(file, { signal })) throw new Error('unexpected row')
      }
      await expect(reading()).rejects.toMatchObject({ code: 'unreadable-file' })
    }
  })
})
