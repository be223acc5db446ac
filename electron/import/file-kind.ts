// What a file is by its first bytes, whatever its name says.

export type FileKind = 'empty' | 'gzip' | 'zip' | 'sqlite' | 'binary' | 'text'

export interface KindOfFile {
  readonly kind: FileKind
  /** For people, where it is a kind of file they know by name: "a PDF document". */
  readonly name: string
}

const SIGNATURES: readonly (readonly [string, FileKind, string])[] = [
  ['SQLite format 3\0', 'sqlite', 'a SQLite database'],
  ['\x1f\x8b', 'gzip', 'a gzip archive'],
  ['PK\x03\x04', 'zip', 'a zip archive'],
  ['PK\x05\x06', 'zip', 'a zip archive'],
  ['%PDF-', 'binary', 'a PDF document'],
  ['\x89PNG', 'binary', 'a picture'],
  ['\xff\xd8\xff', 'binary', 'a picture'],
  ['GIF8', 'binary', 'a picture'],
  ['7z\xbc\xaf\x27\x1c', 'binary', 'a 7z archive'],
  ['Rar!', 'binary', 'a RAR archive'],
  ['\xfd7zXZ', 'binary', 'an xz archive'],
  ['BZh', 'binary', 'a bzip2 archive'],
  ['\x28\xb5\x2f\xfd', 'binary', 'a Zstandard archive'],
  ['\xd0\xcf\x11\xe0', 'binary', 'an old Office document'],
  ['\x7fELF', 'binary', 'a program'],
  ['PAR1', 'binary', 'a Parquet file'],
  ['MZ', 'binary', 'a program']
]
const TAR_MARK = 257
const SAMPLE = 64 * 1024
/** Shares that no text has: of control characters (bytes at random have one in ten), and of zeros, which damaged texts may have. */
const MOST_CONTROLS = 0.04
const MOST_ZEROS = 0.3

/** The kind of a file that begins with `bytes` and is in `encoding` if it is text. */
export function kindOfBytes(bytes: Uint8Array, encoding: string): KindOfFile {
  if (bytes.length === 0) return { kind: 'empty', name: 'an empty file' }
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1')
  for (const [signature, kind, name] of SIGNATURES) {
    // Two letters may begin a text as well; a program has bytes behind them that no text has.
    if (start.startsWith(signature) && (signature.length > 2 || kind !== 'binary' || hasControls(bytes)))
      return { kind, name }
  }
  if (start.startsWith('ustar', TAR_MARK)) return { kind: 'binary', name: 'a tar archive' }
  const isWide = encoding.startsWith('utf-16') || encoding.startsWith('utf-32')
  if (!isWide && hasControls(bytes)) return { kind: 'binary', name: 'a file that holds no text' }
  return { kind: 'text', name: 'a text file' }
}

function hasControls(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE)
  let controls = 0
  let zeros = 0
  for (const byte of sample) {
    if (byte === 0) zeros++
    else if (byte < 0x20 && (byte < 0x08 || byte > 0x0d) && byte !== 0x1b) controls++
  }
  return controls > sample.length * MOST_CONTROLS || zeros > sample.length * MOST_ZEROS
}
