// Tells how far a job over several files is.
import type { SourceFile } from './expand-files'
import type { JobCall } from './job-call'

/** Progress is told so often at most, in milliseconds: smooth for the eye, nothing for the processes. */
const PROGRESS_EVERY = 100

/** How far the job is, in bytes over all files; told a few times a second. */
export class ByteMeter {
  readonly #call: JobCall
  #total: number
  #before = 0
  #file: SourceFile | null = null
  #count = 0
  #toldAt = 0

  constructor(call: JobCall, files: readonly SourceFile[]) {
    this.#call = call
    this.#total = files.reduce((sum, { size }) => sum + size, 0)
  }

  begin(file: SourceFile): void {
    this.#file = file
    this.#tell(0)
  }

  /** The size that is really read, where it was not known (gzip). */
  sized(size: number): void {
    this.#total += size - (this.#file?.size ?? 0)
    if (this.#file) this.#file = { ...this.#file, size }
  }

  /** `written`: conversations of this file that are written by now; asked only when there is something to tell. */
  read(bytes: number, written: () => number): void {
    if (Date.now() - this.#toldAt >= PROGRESS_EVERY) this.#tell(bytes, written())
  }

  end(written: number): void {
    this.#before += this.#file?.size ?? 0
    this.#count += written
    this.#tell(0)
    this.#file = null
  }

  #tell(bytes: number, written = 0): void {
    this.#toldAt = Date.now()
    const phase = this.#file?.name ?? ''
    const done = Math.min(this.#total, this.#before + bytes)
    this.#call.progress({ phase, done, total: this.#total, unit: 'bytes', count: this.#count + written })
  }
}
