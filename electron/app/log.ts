// The app's log: a small text file beside the settings, and the terminal. Never customer text, never a key.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

export type Log = (message: string, detail?: unknown) => void

/** One older file is kept. */
const LARGEST_BYTES = 1_000_000

/** Writes to `<folder>/logs/app.log`. Logging itself never fails the app. */
export function openLog(folder: string): Log {
  const file = path.join(folder, 'logs', 'app.log')
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(file, `${file}.old`)
  } catch (thrown) {
    console.error('the log cannot be kept:', thrown)
  }
  return (message, detail) => {
    const text = detail instanceof Error ? (detail.stack ?? detail.message) : detail === undefined ? '' : String(detail)
    console.error(message, text)
    try {
      appendFileSync(file, `${new Date().toISOString()} ${message} ${text}\n`)
    } catch {
      // Said on the terminal already; a full disk must not become an endless loop of errors.
    }
  }
}
