// SQL for the curious: one SELECT over the documented views, bounded in rows and in what a cell holds. Its time is bounded by whoever
// started the process.
import type { SqlResult } from '../../shared/analytics'
import { AppError } from '../../shared/errors'
import { openForSelects, type Value } from '../database/open'

/** UTF-16 units of a cell that are handed over. */
const LONGEST_CELL = 20_000
/** Of all cells together: what a window can take. */
const LARGEST = 40_000_000

/** Throws `invalid-query` with the engine's words where it cannot be read, or is more or other than one SELECT. */
export function runSql(path: string, sql: string, limit: number): SqlResult {
  const began = performance.now()
  checkSingle(sql)
  const database = openForSelects(path)
  try {
    const { names, rows } = database.select(sql)
    const read: (string | number | null)[][] = []
    let isCut = false
    let size = 0
    for (const row of rows()) {
      if (read.length === limit || size > LARGEST) {
        isCut = true
        break
      }
      const cells = row.map(plain)
      for (const cell of cells) size += typeof cell === 'string' ? cell.length : 8
      read.push(cells)
    }
    return { columns: names, rows: read, isCut, milliseconds: Math.round(performance.now() - began) }
  } catch (thrown) {
    throw asSqlError(thrown)
  } finally {
    database.close()
  }
}

function asSqlError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown
  const isRefused = /not authorized|prohibited/i.test(thrown.message)
  return new AppError(
    'invalid-query',
    isRefused ? 'Only SELECT is possible here: nothing can be changed.' : `The SQL cannot be run: ${thrown.message}.`
  )
}

function plain(value: Value): string | number | null {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (typeof value !== 'string' || value.length <= LONGEST_CELL) return value
  return `${value.slice(0, LONGEST_CELL)}… (${value.length} characters)`
}

// Comments, texts and quoted names: a semicolon in them ends nothing.
const QUIET = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/g

/** The engine would run the first statement and pass over the rest in silence. */
function checkSingle(sql: string): void {
  const bare = sql.replace(QUIET, ' ').trim().replace(/;+$/, '')
  if (bare.includes(';'))
    throw new AppError('invalid-query', 'One SELECT at a time: there is more than one statement here.')
  if (!/^(?:select|with|values|explain)\b/i.test(bare))
    throw new AppError('invalid-query', 'Only SELECT is possible here: nothing can be changed.')
}
