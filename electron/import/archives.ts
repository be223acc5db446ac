// Compressed files: what is in a zip or gzip, and one member at a time unpacked into a private folder. Names inside an archive are
// never used as paths on the disk, and an archive that unpacks to absurd sizes (a bomb) is refused before it fills the disk.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import * as yauzl from 'yauzl'
import { AppError } from '../../shared/errors'

/** Chat logs shrink to a twentieth, very repetitive ones to a hundredth; deflate's limit, which bombs use, is about 1,030. */
export const MAX_RATIO = 200
/** Below this many unpacked bytes any ratio is harmless. */
export const RATIO_MATTERS_FROM = 64 * 1024 * 1024
/** Unpacked bytes of one archive that are accepted at all. */
export const MAX_UNPACKED = 64 * 1024 * 1024 * 1024
const MAX_MEMBERS = 10_000

export interface Member {
  readonly name: string
  /** Bytes once unpacked, as the archive says; unpacking stops where that is not true. */
  readonly size: number
  /** One sentence why it cannot be read; null when it can. */
  readonly problem: string | null
}

/** The files in a zip, in its order, without folders and hidden files. Throws `unreadable-file`. */
export async function zipMembers(archive: string): Promise<readonly Member[]> {
  return withZip(archive, async (zip) => {
    const members: Member[] = []
    let unpacked = 0
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      unpacked += entry.uncompressedSize
      if (name === '[Content_Types].xml')
        throw unreadable(
          'This is an Office document, not an archive of exports. Save the table in it as CSV, then import that.'
        )
      if (name.endsWith('/') || isHidden(name)) continue
      if (members.length >= MAX_MEMBERS)
        throw unreadable(`The archive holds more than ${MAX_MEMBERS} files. Unpack it and import folders of it.`)
      members.push({ name, size: entry.uncompressedSize, problem: problemOf(entry, name) })
    }
    if (isBomb(unpacked, (await stat(archive)).size)) throw unreadable(BOMB)
    return members
  })
}

const BOMB =
  'The archive unpacks to so much more than its size that it looks made to fill a disk. Nothing was unpacked.'

function isBomb(unpacked: number, packed: number): boolean {
  return unpacked > MAX_UNPACKED || (unpacked > RATIO_MATTERS_FROM && unpacked > packed * MAX_RATIO)
}

function nameOf(entry: yauzl.Entry): string {
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
}

function isHidden(name: string): boolean {
  return name
    .split(/[\\/]/)
    .some((part) => (part.startsWith('.') && part !== '..' && part !== '.') || part === '__MACOSX')
}

function problemOf(entry: yauzl.Entry, name: string): string | null {
  if (yauzl.validateFileName(name) !== null) return 'Its name in the archive points outside of it. It was left out.'
  if (entry.isEncrypted())
    return 'It is protected by a password. Unpack the archive with its password, then import what is in it.'
  if (!entry.canDecodeFileData())
    return 'It is packed in a way the app does not know. Unpack the archive with another program first.'
  if (isBomb(entry.uncompressedSize, entry.compressedSize)) return BOMB
  return null
}

export interface UnpackOptions {
  readonly signal: AbortSignal
  /** Stop after so many bytes: enough to look at the beginning. */
  readonly limit?: number
}

/** Writes one member of a zip to `target`. Throws `unreadable-file`, `not-found`, and the signal's reason. */
export async function unpackMember(
  archive: string,
  name: string,
  target: string,
  options: UnpackOptions
): Promise<void> {
  await withZip(archive, async (zip) => {
    for await (const entry of zip.eachEntry()) {
      if (nameOf(entry) !== name) continue
      const problem = problemOf(entry, name)
      if (problem) throw unreadable(problem)
      await writeTo(await zip.openReadStreamPromise(entry), target, entry.compressedSize, options)
      return
    }
    throw new AppError('not-found', `“${name}” is not in the archive any more.`)
  })
}

/** Writes the content of a gzip file to `target`. Throws `unreadable-file`, `disk-full`, and the signal's reason. */
export async function unpackGzip(archive: string, target: string, options: UnpackOptions): Promise<void> {
  const { size } = await stat(archive)
  const packed = createReadStream(archive)
  const unpacked = createGunzip()
  packed.on('error', (error) => unpacked.destroy(error))
  try {
    await writeTo(packed.pipe(unpacked), target, size, options)
  } finally {
    packed.destroy()
  }
}

async function writeTo(
  content: Readable,
  target: string,
  packedSize: number,
  { signal, limit }: UnpackOptions
): Promise<void> {
  let written = 0
  try {
    await pipeline(
      content,
      async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          written += chunk.length
          if (isBomb(written, packedSize)) throw unreadable(BOMB)
          yield chunk
          if (limit !== undefined && written >= limit) return
        }
      },
      createWriteStream(target, { mode: 0o600 }),
      { signal }
    )
  } catch (thrown) {
    signal.throwIfAborted()
    throw asArchiveError(thrown)
  }
}

async function withZip<T>(archive: string, work: (zip: yauzl.ZipFile) => Promise<T>): Promise<T> {
  let zip: yauzl.ZipFile | undefined
  try {
    zip = await yauzl.openPromise(archive, { decodeStrings: false, autoClose: false, lazyEntries: true })
    return await work(zip)
  } catch (thrown) {
    throw asArchiveError(thrown)
  } finally {
    zip?.close()
  }
}

/** Names of our folders, with the process they belong to. */
const FOLDER = /^chatlog-desk-unpacked-(\d+)-/

/** Runs `work` with a private folder for unpacked files, removed afterwards in any case; after a kill, by the next run. */
export async function withPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await removeLeftovers()
  const folder = await mkdtemp(path.join(os.tmpdir(), `chatlog-desk-unpacked-${process.pid}-`))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const owner = FOLDER.exec(name)?.[1]
    if (owner === undefined || isRunning(Number(owner))) continue
    // Another person's folder on a shared machine cannot be removed, and need not be.
    await rm(path.join(os.tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

function isRunning(owner: number): boolean {
  try {
    return process.kill(owner, 0)
  } catch (thrown) {
    // Not allowed to ask: it runs, as somebody else.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

function unreadable(sentence: string, detail?: string): AppError {
  return new AppError('unreadable-file', sentence, detail)
}

function asArchiveError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown
  if (thrown.name === 'AbortError') return thrown
  if ('code' in thrown && thrown.code === 'ENOSPC')
    return new AppError(
      'disk-full',
      'The disk is full: there is no room to unpack the archive. Free some space, then try again.'
    )
  return unreadable(
    'The archive is damaged or incomplete. Get it again, or unpack it with another program.',
    thrown.message
  )
}
