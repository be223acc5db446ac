#!/usr/bin/env node
// Runs a TypeScript program of this project in plain Node: node scripts/run-typescript.mjs <entry.ts> [arguments].
// Bundled the way the app is (?raw, import.meta.glob), packages left outside, kept until a source file changes.
// In the program, import.meta.url points into the cache: find the project by the working folder (`process.cwd()`), which is the
// one this script was started in.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { contentHash } from './build.mjs'
import { preparePackages } from './prepare.mjs'
import { isMain, ROOT, run, runScript, Stop } from './process.mjs'

const SOURCES = ['shared', 'electron', 'scripts', 'tests/bench', 'tests/drill', 'tests/support', 'package-lock.json']
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'run-typescript')

/**
 * Bundles if needed, runs, resolves with the exit code.
 * @param {string} entry path of the .ts file, from the project's folder
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export async function runTypescript(entry, args, options = {}) {
  const bundle = await bundled(path.resolve(ROOT, entry))
  return run(process.execPath, ['--enable-source-maps', bundle, ...args], {
    cwd: process.cwd(),
    env: { ...(options.env ?? process.env), NODE_ENV: process.env.NODE_ENV ?? 'production' }
  })
}

/**
 * The path of the entry's bundle, made if needed.
 * @param {string} entry full path
 */
export async function bundled(entry) {
  if (!existsSync(entry)) throw new Stop(`There is no ${entry}`)
  const name = path.relative(ROOT, entry).replaceAll(/[^\w.-]/g, '_')
  const folder = path.join(CACHE, name)
  const bundle = path.join(folder, 'main.mjs')
  const stamp = path.join(folder, 'made-from')
  const now = contentHash(ROOT, [...SOURCES, path.relative(ROOT, entry)])
  if (existsSync(bundle) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return bundle

  rmSync(stamp, { force: true })
  const { build } = await import('vite')
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      sourcemap: 'inline',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs', codeSplitting: false } }
    }
  })
  writeFileSync(stamp, now)
  return bundle
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    const [entry, ...args] = process.argv.slice(2)
    if (!entry) throw new Stop('usage: node scripts/run-typescript.mjs <entry.ts> [arguments]')
    await preparePackages()
    return runTypescript(entry, args)
  })
}
