// Saves the report of rows an import could not read, as JSON Lines: the file appears complete or not at all.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Output } from '../shared/contract'

type RejectedPage = Output<'imports.rejected'>

const PAGE = 1_000

/** `page` gives rows from `start` up to `end`, exclusive. Any error leaves no file behind. */
export async function saveRejectedRows(
  file: string,
  page: (start: number, end: number) => Promise<RejectedPage>
): Promise<void> {
  const unfinished = `${file}.part`
  try {
    await pipeline(lines(page), createWriteStream(unfinished))
    await rename(unfinished, file)
  } catch (thrown) {
    await rm(unfinished, { force: true })
    throw thrown
  }
}

async function* lines(page: (start: number, end: number) => Promise<RejectedPage>): AsyncGenerator<string> {
  let start = 0
  for (;;) {
    const { total, rows } = await page(start, start + PAGE)
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    start += rows.length
    if (rows.length === 0 || start >= total) return
  }
}
