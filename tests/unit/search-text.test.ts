// Words as the index sees them: our tokenizer and SQLite's agree on every character.
import { DatabaseSync } from '@photostructure/sqlite'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold, searchable, tokenize } from '../../shared/search-text'

/** The words that SQLite finds in what is handed to the index, by row. */
function indexed(texts: readonly string[]): string[][] {
  const database = new DatabaseSync(':memory:')
  database.exec(`CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');
    CREATE VIRTUAL TABLE found USING fts5vocab (words, instance); BEGIN`)
  const insert = database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)')
  for (const [i, text] of texts.entries()) insert.run(i, searchable(text))
  database.exec('COMMIT')
  const rows = texts.map((): string[] => [])
  for (const row of database.prepare('SELECT doc, offset, term FROM found').all() as {
    doc: number
    offset: number
    term: string
  }[])
    rows[row.doc]![row.offset] = row.term
  database.close()
  return rows
}

const words = (text: string) => tokenize(text).map((token) => token.word)

it('reads every character as SQLite does', () => {
  const characters: string[] = []
  for (let code = 1; code < 0x30000; code += code < 0x3400 || (code >= 0xa000 && code < 0x11000) ? 1 : 7) {
    const isSurrogate = code >= 0xd800 && code < 0xe000
    // Letters today that SQLite's tables, made of Unicode 6.1, take for marks: both sides of a search are split alike.
    const wasMark = (code >= 0x19b0 && code <= 0x19c9) || code === 0x1cf2 || code === 0x1cf3
    if (!isSurrogate && !wasMark) characters.push(String.fromCodePoint(code))
  }
  const found = indexed(characters.map((c) => `a${c}b`))
  const different = characters.filter((c, i) => JSON.stringify(words(`a${c}b`)) !== JSON.stringify(found[i]))
  expect(different.map((c) => c.codePointAt(0)?.toString(16))).toEqual([])
})

it('reads any text as SQLite does', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('退款', 'คืนเงิน', '👍🏽', 'ОДЁЖ', 'é', 'e\u0301', 'ﬁ', 'مُحَمَّد', 'हिन्दी', 'iPhone保証')
      ),
      { maxLength: 6 }
    )
    .map((parts) => parts.join(' '))
  const texts = fc.sample(text, { numRuns: 2_000, seed: 1 }).filter((t) => !/[\u19b0-\u19c9\u1cf2\u1cf3]/.test(t))
  const found = indexed(texts)
  for (const [i, t] of texts.entries()) expect({ t, words: words(t) }).toEqual({ t, words: found[i] })
})

it('says where each word stands', () => {
  for (const text of ['Où est ma commande #10482?', '我想退款 now', '😀 ok', 'iPhone保証', 'مُحَمَّد']) {
    for (const { word, start, end } of tokenize(text)) {
      const there = text.slice(start, end)
      expect(word.startsWith('emoji') ? there : fold(there)).toBe(word.startsWith('emoji') ? '😀' : word)
    }
  }
})
