#!/usr/bin/env node
// Builds the app into out/ when something it is made of has changed since the last time.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { preparePackages } from './prepare.mjs'
import { isMain, ROOT, run, runScript, say, tool } from './process.mjs'

/** Everything that a build reads. */
const SOURCES = [
  'shared',
  'electron',
  'renderer',
  'resources',
  'package-lock.json',
  'package.json',
  'electron.vite.config.ts',
  'tsconfig.base.json'
]
const STAMP = path.join(ROOT, 'out', '.built-from')
const RESULTS = ['out/main/main.js', 'out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/**
 * Builds if needed; a moment otherwise. Resolves with whether out/ is now good.
 * @param {{ quiet?: boolean }} [options] quiet: says nothing when all is well
 * @returns {Promise<boolean>}
 */
export async function ensureBuilt(options = {}) {
  const now = contentHash(ROOT, SOURCES)
  const complete = RESULTS.every((file) => existsSync(path.join(ROOT, file)))
  if (complete && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === now) return true
  if (!options.quiet) say('Building the app')
  forgetBuild()
  const code = await run(
    process.execPath,
    [tool('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { output: 'stderr' }
  )
  if (code !== 0) return false
  mkdirSync(path.dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, now)
  return true
}

/** Makes the next `ensureBuilt` build: for whoever is about to write to out/ in another way. */
export function forgetBuild() {
  rmSync(STAMP, { force: true })
}

/**
 * One hash over the names and the content of files. Content, not times: a checkout that brings back the same files is not a change.
 * @param {string} root
 * @param {readonly string[]} paths files and folders inside it; those that do not exist count as such
 * @returns {string}
 */
export function contentHash(root, paths) {
  const hash = createHash('sha256')
  for (const name of paths) {
    for (const file of filesIn(root, name)) {
      hash.update(`${file}\0`)
      hash.update(
        createHash('sha256')
          .update(readFileSync(path.join(root, file)))
          .digest()
      )
    }
  }
  return hash.digest('hex')
}

/**
 * The files of a folder and its folders, sorted, with / on every system; the file itself for a file.
 * @param {string} root
 * @param {string} name
 * @returns {string[]}
 */
export function filesIn(root, name) {
  const full = path.join(root, name)
  if (!existsSync(full)) return []
  /** @type {import('node:fs').Dirent[]} */
  let items
  try {
    items = readdirSync(full, { withFileTypes: true })
  } catch {
    return [name]
  }
  return items
    .filter((item) => item.name !== 'node_modules' && !item.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => (item.isDirectory() ? filesIn(root, `${name}/${item.name}`) : [`${name}/${item.name}`]))
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    await preparePackages()
    return (await ensureBuilt()) ? 0 : 1
  })
}
