// Bundles one of the app's entry files for plain Node, as the build does, so that a test can start it as a real process.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

const CACHE = path.resolve('node_modules/.cache/test-bundles')

export interface Bundle {
  /** The JavaScript file to start. */
  readonly file: string
  remove(): void
}

/**
 * `entry`: from the project's folder. Packages stay outside; the bundle lies where they are found. `threads`: entries of threads that it
 * starts, which lie beside it under the names that the build gives them.
 */
export async function bundle(entry: string, threads: readonly string[] = []): Promise<Bundle> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(path.join(CACHE, `${path.basename(entry, '.ts')}-`))
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}')
  await write(entry, folder, 'main.mjs')
  for (const thread of threads) await write(thread, folder, `${path.basename(thread, '.ts')}.js`)
  return { file: path.join(folder, 'main.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function write(entry: string, folder: string, name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: name, codeSplitting: false } }
    }
  })
}
