// Saves the report of rows that imports could not read, as JSON Lines: the file appears complete or not at all.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Output } from '../shared/contract'

export interface RejectedSource {
  /** Said in each line where given: a report over several files. */
  readonly fileName?: string
  /** Rows from `start` up to `end`, exclusive. */
  readonly page: (start: number, end: number) => Promise<Output<'imports.rejected'>>
}

const PAGE = 1_000

/** Any error leaves no file behind, and one that was there before untouched. */
export async function saveRejectedRows(file: string, sources: readonly RejectedSource[]): Promise<void> {
  const unfinished = `${file}.part`
  try {
    await pipeline(lines(sources), createWriteStream(unfinished))
    await rename(unfinished, file)
  } catch (thrown) {
    await rm(unfinished, { force: true })
    throw thrown
  }
}

async function* lines(sources: readonly RejectedSource[]): AsyncGenerator<string> {
  for (const { fileName, page } of sources) {
    let start = 0
    for (;;) {
      const { total, rows } = await page(start, start + PAGE)
      yield rows.map((row) => `${JSON.stringify(fileName === undefined ? row : { file: fileName, ...row })}\n`).join('')
      start += rows.length
      if (rows.length === 0 || start >= total) break
    }
  }
}
