// Reads a Q&A list that an agent already has, from CSV or JSON, so that drafts can be compared with it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import type { WritableDatabase } from '../database/open'

export interface ListedPair {
  readonly questions: readonly string[]
  readonly answer: string
}

/** Larger lists are no Q&A lists. */
const MOST_BYTES = 50_000_000

/**
 * Replaces the list of that file's name. Understands what platforms export: rows or objects with question(s) and answer, under
 * `faqs`, `qna`, `data`, `items` or at the top. Throws `unsupported-format` when no pair is found.
 */
export function importQaList(database: WritableDatabase, file: string, now: number): { list: string; pairs: number } {
  const list = path.basename(file)
  const bytes = readFileSync(file)
  if (bytes.length > MOST_BYTES)
    throw new AppError('unsupported-format', `“${list}” is too large for a Q&A list. Nothing was imported.`)
  const pairs = parseQaList(bytes.toString('utf8').replace(/^\uFEFF/, ''))
  if (pairs.length === 0)
    throw new AppError(
      'unsupported-format',
      `“${list}” holds no questions with answers. It must be CSV with the columns question and answer, or JSON. Nothing was imported.`
    )
  database.transaction(
    () => {
      database.prepare('DELETE FROM qa_reference WHERE list = ?').run(list)
      const add = database.prepare(
        'INSERT INTO qa_reference (list, questions, answer, imported_at) VALUES (?, ?, ?, ?)'
      )
      for (const { questions, answer } of pairs) add.run(list, JSON.stringify(questions), answer, now)
    },
    { durable: true }
  )
  return { list, pairs: pairs.length }
}

/** Pairs with at least one question and an answer; everything else in the text is passed over. */
export function parseQaList(text: string): ListedPair[] {
  const trimmed = text.trimStart()
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return pairsOf(parseJson(text))
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' })
  return data.flatMap(pairOf)
}

/** A whole document, or one value a line. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // JSON Lines: a line that is no JSON is passed over.
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown]
      } catch {
        return []
      }
    })
  }
}

const HOLDERS = ['faqs', 'qna', 'data', 'items', 'pairs'] as const
const record = z.record(z.string(), z.unknown())

function pairsOf(value: unknown): ListedPair[] {
  if (Array.isArray(value)) return value.flatMap(pairsOf)
  const object = record.safeParse(value)
  if (!object.success) return []
  const own = pairOf(object.data)
  return own.length > 0 ? own : HOLDERS.flatMap((key) => pairsOf(object.data[key]))
}

function pairOf(cells: Readonly<Record<string, unknown>>): ListedPair[] {
  const byName = new Map(Object.entries(cells).map(([name, value]) => [name.trim().toLowerCase(), value]))
  const answer = texts(byName.get('answer') ?? byName.get('response'))[0]
  const questions = ['questions', 'question', 'prompt'].flatMap((name) => texts(byName.get(name)))
  const numbered = [...byName].flatMap(([name, value]) => (/^question[ _]?\d+$/.test(name) ? texts(value) : []))
  const all = [...questions, ...numbered]
  return answer && all.length > 0 ? [{ questions: all, answer }] : []
}

/** Several questions in one CSV cell stand on lines of their own. */
function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split('\n') : []
  return list.flatMap((text) => (typeof text === 'string' && text.trim() !== '' ? [text.trim()] : []))
}
