// Bundles one of the app's entry files for plain Node, as the build does, so that a test can start it as a real process.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

const CACHE = path.resolve('node_modules/.cache/test-bundles')

export interface Bundle {
  /** The JavaScript file to start. */
  readonly file: string
  remove(): void
}

/** `entry`: from the project's folder. Packages stay outside; the bundle lies where they are found. */
export async function bundle(entry: string): Promise<Bundle> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(path.join(CACHE, `${path.basename(entry, '.ts')}-`))
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs', codeSplitting: false } }
    }
  })
  return { file: path.join(folder, 'main.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
