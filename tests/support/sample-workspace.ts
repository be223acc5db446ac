// A workspace with made-up conversations, imported by the app's own command line: what an end-to-end test of the list opens.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'

export interface SampleWorkspace {
  readonly path: string
  remove(): Promise<void>
}

/** The same seed gives the same conversations. */
export async function sampleWorkspace(conversations: number, seed = 42): Promise<SampleWorkspace> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-sample-'))
  const file = path.join(folder, 'sample.json')
  const workspace = path.join(folder, 'sample.chatlog')
  const format = SAMPLE_FORMATS['platform']
  if (!format) throw new Error('the generator no longer writes the platform format')
  const options = { seed, conversations, days: 180, until: Date.UTC(2026, 9, 31, 23, 59, 59), meanMessages: 6 }
  await writeFile(file, [...sampleText(options, format)].join(''))
  await promisify(execFile)(process.execPath, ['out/main/cli.js', 'import', file, '--workspace', workspace])
  return { path: workspace, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) }
}
