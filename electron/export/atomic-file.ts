// A file that appears whole or not at all: written beside its name, put on the disk, then renamed. Knows its size and hash.
import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../shared/errors'

export interface AtomicFile {
  /** Resolves when more may be written. */
  write(piece: string | Uint8Array): Promise<void>
  /** Gives the file its name. */
  finish(): Promise<{ readonly bytes: number; readonly sha256: string }>
  /** Leaves nothing behind; after `finish` it does nothing. */
  discard(): Promise<void>
}

/** Bytes gathered before they go to the disk. */
const CHUNK = 1 << 20
/** A UTF-16 code unit is at most so many bytes of UTF-8. */
const BYTES_PER_UNIT = 3

/** `part`: where it is written until it is whole, on the same disk. Throws `refused`, `disk-full` in words for people. */
export async function createAtomicFile(file: string, part: string): Promise<AtomicFile> {
  const handle = await inWords(file, () => open(part, 'w'))
  const hash = createHash('sha256')
  const encoder = new TextEncoder()
  /** One is filled while the other is on its way to the disk: text is encoded into it piece by piece, as one long text it takes
   *  four times as long. */
  let [filling, leaving] = [new Uint8Array(CHUNK), new Uint8Array(CHUNK)]
  let filled = 0
  let writing: Promise<void> = Promise.resolve()
  let bytes = 0
  let state: 'open' | 'closed' | 'done' = 'open'

  async function flush(): Promise<void> {
    if (filled === 0) return
    const chunk = filling.subarray(0, filled)
    await put(chunk)
    // What was leaving has left: `put` waited for it.
    ;[filling, leaving] = [leaving, filling]
    filled = 0
  }

  /** The bytes must stay as they are until the next `put` has been waited for. */
  async function put(chunk: Uint8Array): Promise<void> {
    hash.update(chunk)
    bytes += chunk.length
    await writing
    writing = inWords(file, () => writeAll(handle, chunk))
    // Whoever waits for it next hears of it.
    writing.catch(() => undefined)
  }

  return {
    async write(piece) {
      const most = typeof piece === 'string' ? piece.length * BYTES_PER_UNIT : piece.length
      if (filled + most > CHUNK) await flush()
      if (most > CHUNK) await put(typeof piece === 'string' ? Buffer.from(piece) : piece)
      else if (typeof piece === 'string') filled += encoder.encodeInto(piece, filling.subarray(filled)).written
      else {
        filling.set(piece, filled)
        filled += piece.length
      }
    },
    async finish() {
      await flush()
      await writing
      await inWords(file, async () => {
        await handle.sync()
        await handle.close()
        state = 'closed'
        await rename(part, file)
      })
      state = 'done'
      await syncFolder(path.dirname(file))
      return { bytes, sha256: hash.digest('hex') }
    },
    async discard() {
      if (state === 'done') return
      await writing.catch(() => undefined)
      if (state === 'open') await handle.close().catch(() => undefined)
      await rm(part, { force: true })
    }
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten
}

/** The new name is on the disk too; not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

const WORDS: Readonly<Record<string, (file: string) => AppError>> = {
  ENOSPC: () => new AppError('disk-full', 'The disk is full. No file was written. Free some space, then export again.'),
  EDQUOT: () =>
    new AppError(
      'disk-full',
      'There is no room left for your files. No file was written. Free some space, then export again.'
    ),
  EFBIG: () =>
    new AppError('disk-full', 'The file is bigger than this disk can hold. No file was written. Choose another disk.'),
  ENOENT: (file) =>
    new AppError('refused', `The folder “${path.dirname(file)}” does not exist. No file was written. Choose another.`),
  EISDIR: (file) => new AppError('refused', `“${file}” is a folder. No file was written. Choose another name.`)
}

async function inWords<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined
    if (known) throw known(file)
    if (/^E(?:ACCES|PERM|ROFS|BUSY|TXTBSY)$/.test(code))
      throw new AppError(
        'refused',
        `“${file}” cannot be written. It may be open in another program, or you may not save files there. No file was written.`,
        code
      )
    throw thrown
  }
}
