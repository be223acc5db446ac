// The splitter finds the same records as JSON.parse in any chunking, and survives files that JSON.parse refuses.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { detect } from '../../../electron/import/detect'
import { readFileHead } from '../../../electron/import/file-head'
import { type JsonRecord, readJsonRecords } from '../../../electron/import/json-records'
import { recordPath, recordsAt } from '../../../electron/import/json-shape'
import { JsonSplitter, MAX_RECORD_BYTES, type Slice } from '../../../electron/import/json-splitter'
import { parseJson, quoteLongNumbers, sketchJson } from '../../../electron/import/json-text'
import { MAX_DEPTH } from '../../../electron/import/json-value-scanner'
import type { Rejection } from '../../../electron/ingest/raw'
import { tempFolder } from '../../support/temp-workspace'

function split(text: string, recordsPath: readonly string[], size = 1_000_000): Slice[] {
  const bytes = Buffer.from(text)
  const splitter = new JsonSplitter(recordsPath)
  const slices: Slice[] = []
  for (let at = 0; at < bytes.length; at += size) slices.push(...splitter.push(bytes.subarray(at, at + size)))
  return [...slices, ...splitter.end()]
}
const texts = (slices: readonly Slice[]) =>
  slices.map(({ kind, bytes }) => (kind === 'record' ? bytes.toString() : kind))

async function read(content: string | Buffer) {
  const file = path.join(tempFolder(), 'export.json')
  writeFileSync(file, content)
  const head = await readFileHead(file)
  const found: (JsonRecord | Rejection)[] = []
  for await (const item of readJsonRecords(file, { head, signal: new AbortController().signal })) found.push(item)
  return {
    head,
    values: found.flatMap((item) => (item.kind === 'record' ? [item.value] : [])),
    rejections: found.flatMap((item) => (item.kind === 'rejection' ? [{ row: item.row, code: item.code }] : []))
  }
}

it('gives every element of an array, in any chunking and any layout', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue(), { maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(undefined, 2),
      (items, size, indent) => {
        const text = JSON.stringify({ before: { data: [1] }, data: { list: items }, after: ['x'] }, null, indent)
        expect(split(text, ['data', 'list', '[]'], size).map((slice) => JSON.parse(slice.bytes.toString()))).toEqual(
          JSON.parse(JSON.stringify(items))
        )
      }
    )
  )
})

it('gives the records of arrays of pages, single objects and documents one after another', () => {
  expect(texts(split('[{"data":[1,2]},{"data":[3]}]', ['[]', 'data', '[]']))).toEqual(['1', '2', '3'])
  expect(texts(split('{"data":{"id":1}}', ['data']))).toEqual(['{"id":1}'])
  expect(texts(split('{"a":1}{"a":2}\n[3] 4 ', []))).toEqual(['{"a":1}', '{"a":2}', '[3]', '4'])
  expect(texts(split('{"d":[1]} {"d":[2]}', ['d', '[]']))).toEqual(['1', '2'])
  expect(texts(split('{"\\u0064":[1]}', ['d', '[]']))).toEqual(['1'])
})

it('goes on behind records that are broken, too deep or cut off', () => {
  expect(texts(split('[{"a":1,},{"b":[1}, 2,,3,]', ['[]']))).toEqual(['{"a":1,}', '{"b":[1}', '2', '3'])
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  expect(texts(split(`[1,${deep},2]`, ['[]'], 4_096))).toEqual(['1', 'too-deep', '2'])
  expect(texts(split(`[1,{"a":{"b":"c`, ['[]']))).toEqual(['1', 'broken-off'])
  expect(texts(split('[1,2', ['[]']))).toEqual(['1', '2', 'broken-off'])
  expect(texts(split(`[${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}]`, ['[]']))).toHaveLength(1)
})

it('never throws and never loops, whatever the bytes', () => {
  const alphabet = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', ' ', '\n', '1', 'a', 'data', '"data"')
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (pieces, size) => {
      const text = pieces.join('')
      const whole = texts(split(text, ['data', '[]']))
      expect(texts(split(text, ['data', '[]'], size))).toEqual(whole)
      sketchJson(text)
    })
  )
})

it('keeps whole numbers beyond 2^53 digit for digit and leaves text and fractions alone', () => {
  const text =
    '{"id":9007199254740993,"neg":-12345678901234567890,"safe":9007199254740991,"f":0.1234567890123456,"e":1e20,"s":"\\"9007199254740993\\\\"}'
  expect(parseJson(text)).toEqual({
    id: '9007199254740993',
    neg: '-12345678901234567890',
    safe: 9007199254740991,
    f: 0.1234567890123456,
    e: 1e20,
    s: '"9007199254740993\\'
  })
  fc.assert(fc.property(fc.json(), (json) => JSON.stringify(JSON.parse(quoteLongNumbers(json))).length > 0))
})

it('sketches the beginning of any document as JSON.parse reads the whole', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
      const text = JSON.stringify(value)
      expect(sketchJson(text)).toEqual({ value: parseJson(text), isCutOff: false })
      for (let end = 1; end < text.length; end += 7) sketchJson(text.slice(0, end))
    })
  )
  expect(sketchJson('{"data":[{"id":1,"t":"a"},{"id":2,"t":"b')).toEqual({
    value: {
      data: [
        { id: 1, t: 'a' },
        { id: 2, t: 'b' }
      ]
    },
    isCutOff: true
  })
})

it('finds where the records are', () => {
  const message = { role: 'user', content: 'Hi' }
  expect(recordPath([{ id: 1, messages: [message] }])).toEqual(['[]'])
  expect(recordPath({ data: [{ id: 1 }], pagination: {} })).toEqual(['data', '[]'])
  expect(recordPath({ data: { id: 1, messages: [message] } })).toEqual(['data'])
  expect(recordPath({ status: 'ok', data: { pages: {}, conversations: [{ id: 1 }] } })).toEqual([
    'data',
    'conversations',
    '[]'
  ])
  expect(recordPath({ data: { thread: { threadId: 't', messages: [{ messageId: 1 }] } } })).toEqual(['data', 'thread'])
  expect(recordPath({ messages: [message] })).toEqual([])
  expect(recordPath([message, message])).toEqual([])
  expect(recordPath({ messages: [{ ...message, conversationId: 'c' }], meta: {} })).toEqual(['messages', '[]'])
  expect(recordPath([{ data: [{ id: 1 }], pagination: {} }])).toEqual(['[]', 'data', '[]'])
  expect(recordPath([{ createdAt: 1, messages: [{ userMessage: 'a' }] }])).toEqual(['[]'])
  expect([...recordsAt([{ data: [1, 2] }, { data: [3] }, 4], ['[]', 'data', '[]'])]).toEqual([1, 2, 3])
})

it('is not tripped by objects that cannot be made text', async () => {
  const odd = { toString: 1, valueOf: 1 }
  const record = Object.fromEntries(['type', 'role', 'messages', 'data', 'id', 'content'].map((key) => [key, odd]))
  for (const document of [record, [record], { data: [record] }, { messages: [record] }]) {
    const { head } = await read(JSON.stringify(document))
    expect(detect(head).certainty).toBeLessThan(0.9)
  }
})

it('reads JSON Lines around bad lines, and pages as lines', async () => {
  const lines = await read('{"id":1}\r\n{"id":2\n\n{"id":3}\n{"id":4}')
  expect(lines.head.kind).toBe('json-lines')
  expect(lines.values).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }])
  expect(lines.rejections).toEqual([{ row: 2, code: 'not-json' }])
  const pages = await read(
    '{"data":[{"id":1},{"id":2}],"pagination":{}}\n{"data":[{"id":3}],"pagination":{}}\n{"error":{}}\n'
  )
  expect(pages.values).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  expect(pages.rejections).toEqual([{ row: 3, code: 'other-shape' }])
})

it('reads a truncated file up to where it breaks off, and says where', async () => {
  const whole = JSON.stringify([{ id: 1 }, { id: 2 }, { id: 3, text: 'x'.repeat(50) }])
  const { values, rejections } = await read(whole.slice(0, -20))
  expect(values).toEqual([{ id: 1 }, { id: 2 }])
  expect(rejections).toEqual([{ row: 3, code: 'broken-off' }])
})

it('loses only the record with a quote or bracket missing, where records begin on lines of their own', async () => {
  const records = Array.from({ length: 9 }, (_, index) => ({
    id: index,
    text: `He said "no" {[${index}`,
    list: [{ id: 'x' }]
  }))
  for (const layout of [
    JSON.stringify(records, null, 2),
    `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]`
  ]) {
    for (const [whole, broken] of [
      ['"list"', 'list"'],
      ['[4', '[4"'],
      ['}]', '}'],
      ['"x"}', '"x"'],
      ['"list"', '"list']
    ] as const) {
      const start = layout.indexOf('[4')
      const damage = layout.indexOf(whole, start)
      if (damage < 0) continue
      const text = layout.slice(0, damage) + broken + layout.slice(damage + whole.length)
      const { values, rejections } = await read(text)
      expect(values.map((value) => (value as { id: number }).id)).toEqual([0, 1, 2, 3, 5, 6, 7, 8])
      expect(rejections).toEqual([{ row: 5, code: 'not-json' }])
    }
  }
})

it('goes back even when one lost quote swallowed megabytes', async () => {
  const text = 'x'.repeat(9_000)
  const lines = Array.from({ length: 1_000 }, (_, id) => JSON.stringify({ id, text }))
  lines[3] = '{"id":3,"text":"lost}'
  const { values, rejections } = await read(`[\n${lines.join(',\n')}\n]`)
  expect(values).toHaveLength(999)
  expect(rejections).toEqual([{ row: 4, code: 'not-json' }])
})

it('refuses a record beyond the limit and reads the next one', () => {
  const chunk = Buffer.alloc(1024 * 1024, 'x')
  const splitter = new JsonSplitter(['[]'])
  const slices = [...splitter.push(Buffer.from('[1,"'))]
  for (let size = 0; size <= MAX_RECORD_BYTES; size += chunk.length) slices.push(...splitter.push(chunk))
  slices.push(...splitter.push(Buffer.from('",2]')), ...splitter.end())
  expect(slices.map(({ kind, bytes }) => `${kind} ${bytes.length < 10 ? bytes : 'long'}`)).toEqual([
    'record 1',
    'too-big long',
    'record 2'
  ])
})

it('reads UTF-8 with a byte order mark, UTF-16 and Windows-1252', async () => {
  const text = '[{"id":"Größe – 送料"},{"id":"b"}]'
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  for (const bytes of [Buffer.from(`\ufeff${text}`), utf16, Buffer.from(utf16).swap16(), Buffer.from(text, 'utf16le')])
    expect((await read(bytes)).values).toEqual(JSON.parse(text))
  const latin = Buffer.from('[{"id":"Größe für Käufer"}]', 'latin1')
  expect((await read(latin)).values).toEqual([{ id: 'Größe für Käufer' }])
})

it('treats keys such as __proto__ as keys', async () => {
  const { values } = await read('[{"__proto__":{"polluted":1},"constructor":{"a":1},"id":1,"id":2}]')
  expect(Object.keys(values[0] as object)).toEqual(['__proto__', 'constructor', 'id'])
  expect((values[0] as { id: number }).id).toBe(2)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})
