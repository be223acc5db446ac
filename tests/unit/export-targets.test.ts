// Where exports go: only to files that a person chose, and nothing of one that failed is left beside them.
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createExports } from '../../electron/app/exports'
import { isWindowMethod } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { exportOptionsSchema } from '../../shared/export'
import { EVERYTHING } from '../../shared/query/query'

function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-targets-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const noPrinter = () => Promise.reject(new Error('nothing is printed'))
const call = { signal: new AbortController().signal, progress: () => undefined }
const request = (target: string) => ({
  scope: { query: EVERYTHING, ids: null, reviewSet: null, timeZone: 'UTC' },
  options: exportOptionsSchema.parse({}),
  target
})

it('asks the exporter to write the file that was chosen, and no other', async () => {
  const asked: unknown[] = []
  const exports = createExports(
    {
      call: async (owner, method, input) => {
        asked.push([owner, method, (input as { path: string }).path])
        return { kind: 'done' }
      }
    },
    noPrinter
  )
  const file = path.join(folder(), 'a.csv')
  const { target } = exports.choose(file)
  await exports.write(call, request(target))
  expect(asked).toEqual([['exporter', 'export.write', file]])
  for (const other of ['', file, '/etc/passwd', `${target}x`])
    await expect(exports.write(call, request(other))).rejects.toMatchObject({ code: 'not-found' })
  expect(asked).toHaveLength(1)
  expect(isWindowMethod('export.write')).toBe(false)
})

it('removes what a killed exporter, or a killed app before it, left', async () => {
  const made = folder()
  const file = path.join(made, 'a.csv')
  writeFileSync(path.join(made, '.a.csv.0123abcd.part'), 'left')
  writeFileSync(path.join(made, '.a.csv.backup'), 'mine')
  const exports = createExports(
    {
      call: async (_owner, _method, input) => {
        const { part } = input as { part: string }
        writeFileSync(part, 'half')
        throw new AppError('internal', 'The export stopped unexpectedly.')
      }
    },
    noPrinter
  )
  await expect(exports.write(call, request(exports.choose(file).target))).rejects.toThrow('stopped unexpectedly')
  expect(existsSync(file)).toBe(false)
  expect(readdirSync(made)).toEqual(['.a.csv.backup'])
})

it('lets no second export write a file that one is writing', async () => {
  let finish: (value: unknown) => void = () => undefined
  const exports = createExports(
    {
      call: () =>
        new Promise((resolve) => {
          finish = resolve
        })
    },
    noPrinter
  )
  const file = path.join(folder(), 'a.csv')
  const first = exports.write(call, request(exports.choose(file).target))
  await expect(exports.write(call, request(exports.choose(file).target))).rejects.toMatchObject({ code: 'refused' })
  await expect.poll(() => finish.length).toBe(1)
  finish({ kind: 'done' })
  await first
})

/** An exporter that writes a page and, where it is asked to, a manifest beside it. */
const pageWriter = {
  call: async (_owner: string, _method: string, input: unknown) => {
    const { path: file, options } = input as { path: string; options: { manifest: boolean } }
    writeFileSync(file, '<p>page</p>')
    if (options.manifest)
      writeFileSync(`${file}.manifest.json`, JSON.stringify({ file: 'page', query: 'q', bytes: 11 }))
    return { kind: 'done', path: file, conversations: 2, messages: 4, bytes: 11, sha256: 'of the page', cutCells: 0 }
  }
}
const pdfRequest = (target: string) => ({
  ...request(target),
  options: exportOptionsSchema.parse({ format: 'pdf', manifest: true })
})

it('prints the page that the exporter wrote, and leaves the PDF and a manifest about it', async () => {
  const made = folder()
  const file = path.join(made, 'a.pdf')
  const printed: string[] = []
  const exports = createExports(pageWriter, async (page) => {
    printed.push(readFileSync(page, 'utf8'))
    return Buffer.from('%PDF-')
  })
  const result = await exports.write(call, pdfRequest(exports.choose(file).target))
  expect(printed).toEqual(['<p>page</p>'])
  const sha256 = createHash('sha256').update('%PDF-').digest('hex')
  expect(result).toMatchObject({ kind: 'done', path: file, conversations: 2, bytes: 5, sha256 })
  expect(readdirSync(made).sort()).toEqual(['a.pdf', 'a.pdf.manifest.json'])
  const manifest = JSON.parse(readFileSync(`${file}.manifest.json`, 'utf8'))
  expect(manifest).toEqual({ file: 'a.pdf', query: 'q', bytes: 5, sha256, format: 'pdf' })
})

it('leaves no PDF, no page and an older file as it was when printing fails', async () => {
  const made = folder()
  const file = path.join(made, 'a.pdf')
  writeFileSync(file, 'older')
  writeFileSync(path.join(made, '.a.pdf.0123abcd.part.html'), 'left by a crash')
  const exports = createExports(pageWriter, noPrinter)
  await expect(exports.write(call, pdfRequest(exports.choose(file).target))).rejects.toThrow('nothing is printed')
  expect(readdirSync(made)).toEqual(['a.pdf'])
  expect(readFileSync(file, 'utf8')).toBe('older')
})
