// Installs the packages of package-lock.json when they are missing or not the ones it names.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { npmCommand, ROOT, run, Stop, say } from '../process.mjs'

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockEntry */
/** @typedef {{ packages: Record<string, LockEntry> }} Lock */

/** Makes node_modules what package-lock.json says. Throws `Stop` when npm fails. Milliseconds when nothing is to do. */
export async function ensureDependencies() {
  const problem = lockProblem(readLock('package-lock.json'), readLock('node_modules/.package-lock.json'))
  if (!problem) return
  say(`Installing the packages of package-lock.json: ${problem}. About a minute, once.`)
  const { command, first } = npmCommand()
  // Without the warnings: packages that ask for a newer Node than this work here too, as the tests show.
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  const code = await run(command, [...first, 'ci', ...options], { output: 'stderr' })
  if (code !== 0)
    throw new Stop('npm could not install the packages. What it said is above; then run the same command again.')
}

/**
 * Why what is installed is not what the lock file names, in words, or null. Packages for other systems may be absent.
 * @param {Lock | null} lock package-lock.json
 * @param {Lock | null} installed node_modules/.package-lock.json, which npm writes as the last act of a complete install
 * @returns {string | null}
 */
export function lockProblem(lock, installed) {
  if (!lock) throw new Stop('package-lock.json is missing: this is not a complete copy of the project.')
  if (!installed) return 'they are not installed yet'
  for (const [name, wanted] of Object.entries(lock.packages)) {
    if (name === '') continue
    const present = installed.packages[name]
    if (!present) {
      if (wanted.optional || wanted.devOptional) continue
      return `${shortName(name)} is missing`
    }
    if (present.version !== wanted.version) return `${shortName(name)} is ${present.version}, not ${wanted.version}`
  }
  for (const name of Object.keys(installed.packages)) {
    if (!(name in lock.packages)) return `${shortName(name)} is no longer wanted`
  }
  return null
}

/** @param {string} name */
const shortName = (name) => name.slice(name.lastIndexOf('node_modules/') + 'node_modules/'.length)

/**
 * @param {string} file
 * @returns {Lock | null}
 */
function readLock(file) {
  const full = path.join(ROOT, file)
  return existsSync(full) ? JSON.parse(readFileSync(full, 'utf8')) : null
}
