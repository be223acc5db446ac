// Sample files for benchmarks, made once per folder.
import { createWriteStream, existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sampleText } from '../../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../../scripts/sample/formats'

/** Writes (or finds) a sample of that many conversations; returns its path. */
export async function writeSample(folder: string, formatName: string, conversations: number): Promise<string> {
  const format = SAMPLE_FORMATS[formatName]
  if (!format) throw new Error(`no sample format ${formatName}`)
  const file = path.join(folder, `${formatName}-${conversations}.${format.extension}`)
  if (existsSync(file)) return file
  const options = { seed: 42, conversations, days: 365, until: Date.UTC(2026, 9, 31, 23, 59, 59), meanMessages: 8 }
  await pipeline(Readable.from(sampleText(options, format)), createWriteStream(`${file}.part`))
  renameSync(`${file}.part`, file)
  return file
}
