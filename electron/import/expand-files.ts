// From what a person chose (files, folders, archives) to the files that are read: one entry each, opened one at a time.
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../shared/errors'
import { unpackGzip, unpackMember, withPrivateFolder, zipMembers } from './archives'
import { kindOfBytes } from './file-kind'

/** Folders inside folders are read so deep; links to folders are not followed. */
const MAX_FOLDERS = 16

export interface SourceFile {
  /** What was chosen, or found in a chosen folder: the file itself, or the archive it is in. */
  readonly path: string
  /** Name inside a zip; null for a file of its own. */
  readonly member: string | null
  /** For people; a member of an archive is named with it. */
  readonly name: string
  /** Bytes to read; of a gzip its packed size, since nobody knows the other before reading it. */
  readonly size: number
  readonly packing: 'none' | 'gzip' | 'zip'
  /** One sentence why it cannot be read; null when it can. */
  readonly problem: string | null
}

/** Every file behind a path, sorted by name in folders. What cannot be read is an entry with a problem. */
export async function expandFile(file: string, member: string | null = null): Promise<readonly SourceFile[]> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) return await inFolder(file)
    if (!found.isFile()) return [failed(file, 'This is no ordinary file.')]
    return await inFile(file, found.size, member)
  } catch (thrown) {
    if (thrown instanceof AppError) return [failed(file, thrown.message)]
    if (!(thrown instanceof Error && 'syscall' in thrown)) throw thrown
    return [failed(file, `“${file}” cannot be read. Check that it exists and that you may open it.`)]
  }
}

function failed(file: string, problem: string): SourceFile {
  return { path: file, member: null, name: path.basename(file), size: 0, packing: 'none', problem }
}

async function inFolder(folder: string): Promise<readonly SourceFile[]> {
  const files = await filesIn(folder, 0)
  if (files.length === 0) return [failed(folder, 'The folder holds no files.')]
  const found: SourceFile[] = []
  for (const file of files) found.push(...(await expandFile(file)))
  return found
}

async function filesIn(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const full = path.join(folder, entry.name)
    if (entry.isFile()) files.push(full)
    else if (entry.isDirectory() && depth < MAX_FOLDERS) files.push(...(await filesIn(full, depth + 1)))
  }
  return files
}

async function inFile(file: string, size: number, member: string | null): Promise<readonly SourceFile[]> {
  const { kind } = kindOfBytes(await firstBytes(file), 'utf-8')
  const name = path.basename(file)
  if (kind === 'gzip') return [{ path: file, member: null, name, size, packing: 'gzip', problem: null }]
  if (kind !== 'zip') return [{ path: file, member: null, name, size, packing: 'none', problem: null }]
  const members = (await zipMembers(file)).filter((one) => member === null || one.name === member)
  if (members.length === 0)
    return [failed(file, member === null ? 'The archive holds no files.' : `“${member}” is not in the archive.`)]
  return members.map((one) => ({
    path: file,
    member: one.name,
    name: `${name}/${one.name}`,
    size: one.size,
    packing: 'zip',
    problem: one.problem
  }))
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/**
 * Runs `work` with a plain file that holds the content: the file itself, or an unpacked copy that is removed afterwards.
 * `limit`: only so many bytes are unpacked, to look at the beginning. Throws what unpacking throws.
 */
export async function withPlainFile<T>(
  file: SourceFile,
  options: { readonly signal: AbortSignal; readonly limit?: number },
  work: (plainFile: string) => Promise<T>
): Promise<T> {
  if (file.problem !== null) throw new AppError('unreadable-file', file.problem)
  if (file.packing === 'none') return work(file.path)
  return withPrivateFolder(async (folder) => {
    const target = path.join(folder, 'content')
    if (file.member !== null) await unpackMember(file.path, file.member, target, options)
    else await unpackGzip(file.path, target, options)
    return work(target)
  })
}
