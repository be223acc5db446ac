// A PDF of conversations: the exporter writes the page, the shell prints it, and the file appears whole or not at all, with a manifest
// that is about the PDF. Knows no Electron.
import { createHash } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Output } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { writeWhole } from './save-file'

type Result = Output<'export.write'>

export interface PdfExport {
  readonly file: string
  /** Where the PDF, and beside it the page, are until the file is whole. */
  readonly part: string
  readonly manifest: boolean
  /** Writes the page, with its manifest beside it where one is wanted. */
  readonly writePage: (page: string) => Promise<Result>
  /** The page as a PDF; so many conversations are on it. */
  readonly print: (page: string, conversations: number) => Promise<Uint8Array>
}

/** Name of the page beside the part; `exports.ts` sweeps it where a crash left it. */
export function pageOf(part: string): string {
  return `${part}.html`
}

export async function writePdf({ file, part, manifest, writePage, print }: PdfExport): Promise<Result> {
  const page = pageOf(part)
  try {
    const result = await writePage(page)
    if (result.kind !== 'done') return result
    const pdf = await print(page, result.conversations)
    const done = {
      ...result,
      path: file,
      bytes: pdf.length,
      sha256: createHash('sha256').update(pdf).digest('hex')
    }
    await placeWhole(file, part, pdf)
    if (manifest) await writeWhole(`${file}.manifest.json`, await manifestOf(page, done))
    return done
  } finally {
    await rm(page, { force: true })
    await rm(`${page}.manifest.json`, { force: true })
  }
}

/** The page's manifest, saying of the PDF what it says of the page. */
async function manifestOf(page: string, { path: file, bytes, sha256 }: Extract<Result, { kind: 'done' }>) {
  const about: object = JSON.parse(await readFile(`${page}.manifest.json`, 'utf8'))
  return `${JSON.stringify({ ...about, file: path.basename(file), sha256, bytes, format: 'pdf' }, null, 2)}\n`
}

async function placeWhole(file: string, part: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(part, content, { flush: true })
    await rename(part, file)
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    throw code === 'ENOSPC'
      ? new AppError('disk-full', 'The disk is full. No file was written. Free some space, then export again.', code)
      : new AppError('refused', `“${file}” cannot be written. No file was written. Choose another folder.`, code)
  }
}
