// A file that a person saves: written beside its place first and then put there, so that it appears whole or not at all.
import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { AppError } from '../../shared/errors'

/** Throws `disk-full`, or `refused` with a sentence where the folder cannot be written. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const beside = `${file}.${randomUUID().slice(0, 8)}.part`
  try {
    await writeFile(beside, content)
    await rename(beside, file)
  } catch (thrown) {
    await rm(beside, { force: true })
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    throw code === 'ENOSPC'
      ? new AppError('disk-full', 'The disk is full. Nothing was saved. Free some space, then try again.', code)
      : new AppError('refused', `“${file}” could not be written. Choose another folder.`, code)
  }
}

/** A name without what file systems refuse. */
export function savedName(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are refused by file systems
  return text.replace(/[\x00-\x1f<>:"/\\|?*]+/g, ' ').trim() || 'chart'
}
