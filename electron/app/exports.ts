// Exports as the main process sees them: a window names no file to write, only the target that stands for what a person chose in
// the system's dialog. Knows no Electron.
import { randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Checked, Output } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { Call } from '../rpc'
import { writePdf } from './pdf-exports'
import type { Workers } from './workers'

export interface Exports {
  /** Remembers a chosen file under a new target. */
  choose(file: string): { readonly target: string; readonly path: string }
  /** Throws `not-found` for a target that was never given. */
  pathOf(target: string): string
  write(call: Call, request: Checked<'export.conversations'>): Promise<Output<'export.conversations'>>
}

/** `print`: a page of HTML as a PDF. */
export function createExports(
  workers: Pick<Workers, 'call'>,
  print: (page: string, signal: AbortSignal) => Promise<Uint8Array>
): Exports {
  const chosen = new Map<string, string>()
  const beingWritten = new Set<string>()

  function pathOf(target: string): string {
    const file = chosen.get(target)
    if (file === undefined) throw new AppError('not-found', 'Choose where the file goes first.')
    return file
  }

  return {
    choose(file) {
      const target = randomUUID()
      chosen.set(target, file)
      return { target, path: file }
    },
    pathOf,
    async write({ signal, progress }, { scope, options, target }) {
      const file = pathOf(target)
      if (beingWritten.has(file))
        throw new AppError('refused', 'Another export is writing this file. Wait for it, or choose another name.')
      beingWritten.add(file)
      const part = path.join(path.dirname(file), `.${path.basename(file)}.${target.slice(0, 8)}.part`)
      try {
        await removeLeftovers(file)
        const write = async (to: string) => {
          const request = { scope, options, path: to, part }
          const result = await workers.call('exporter', 'export.write', request, { signal, onProgress: progress })
          // The exporter's handler is checked against the contract; only the type is lost on the way.
          return result as Output<'export.write'>
        }
        if (options.format !== 'pdf') return await write(file)
        return await writePdf({
          file,
          part,
          manifest: options.manifest,
          writePage: write,
          print: (page, conversations) => {
            // How far Chromium is, it does not say.
            progress({ phase: 'Printing', done: conversations, unit: 'conversations' })
            return print(page, signal)
          }
        })
      } finally {
        // An exporter that was killed could not.
        beingWritten.delete(file)
        await rm(part, { force: true })
        await rm(`${part}.manifest`, { force: true })
      }
    }
  }
}

/** Parts of exports to the same file that a crash of the whole app left. */
async function removeLeftovers(file: string): Promise<void> {
  const folder = path.dirname(file)
  const names = await readdir(folder).catch(() => [])
  const isLeftover = (name: string) =>
    name.startsWith(`.${path.basename(file)}.`) &&
    /\.[0-9a-f]{8}\.part(?:\.manifest|\.html(?:\.manifest\.json)?)?$/.test(name)
  for (const name of names.filter(isLeftover)) await rm(path.join(folder, name), { force: true })
}
