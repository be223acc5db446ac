// Takes files out of a plain zip (not zip64) without a dependency.
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 5, 6])
/** The end record (22 bytes) may be followed by a comment of at most 65,535. */
const LONGEST_END = 65_557
const DEFLATED = 8

/**
 * @param {string} file
 * @param {string} folder
 * @param {(name: string) => string | null} rename where a file goes inside the folder, or null to leave it out
 */
export async function unzip(file, folder, rename) {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const tail = Buffer.alloc(Math.min(size, LONGEST_END))
    await handle.read(tail, 0, tail.length, size - tail.length)
    const end = tail.lastIndexOf(END_OF_DIRECTORY)
    if (end < 0) throw new Error(`${file} is not a zip`)
    const directory = Buffer.alloc(tail.readUInt32LE(end + 12))
    await handle.read(directory, 0, directory.length, tail.readUInt32LE(end + 16))
    for (const entry of entries(directory)) {
      const inside = entry.name.endsWith('/') ? null : rename(entry.name)
      if (!inside) continue
      const target = path.join(folder, inside)
      const isLink = (entry.mode & 0o170000) === 0o120000
      if (!target.startsWith(folder + path.sep) || isLink) throw new Error(`refused: ${entry.name}`)
      const header = Buffer.alloc(30)
      await handle.read(header, 0, header.length, entry.at)
      const start = entry.at + header.length + header.readUInt16LE(26) + header.readUInt16LE(28)
      mkdirSync(path.dirname(target), { recursive: true })
      const packed =
        entry.packed === 0
          ? Readable.from([])
          : createReadStream(file, { start, end: start + entry.packed - 1, highWaterMark: 1 << 20 })
      const steps = entry.method === DEFLATED ? [zlib.createInflateRaw()] : []
      await pipeline([packed, ...steps, createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 })])
    }
  } finally {
    await handle.close()
  }
}

/** @param {Buffer} directory the central directory */
function* entries(directory) {
  for (let at = 0; at < directory.length; ) {
    const nameLength = directory.readUInt16LE(at + 28)
    yield {
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      at: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength)
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
}
