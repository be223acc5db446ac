// Writes a text file whole or not at all: it appears under its name only when every byte is there.
import { rename, rm, writeFile } from 'node:fs/promises'

/** Any error leaves no file behind, and one that was there before untouched. */
export async function saveText(file: string, text: string): Promise<void> {
  const unfinished = `${file}.part`
  try {
    await writeFile(unfinished, text, { encoding: 'utf8', flush: true })
    await rename(unfinished, file)
  } catch (thrown) {
    await rm(unfinished, { force: true })
    throw thrown
  }
}
