// The licences of the packages that the bundles contain, as one text: their authors ask that it goes where the code goes.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, say } from './process.mjs'

const TARGET = path.join(ROOT, 'out', 'third-party-licences.txt')
const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i

/** @typedef {{ version?: string, license?: string, dev?: boolean, devOptional?: boolean, optional?: boolean }} LockEntry */

/** Writes out/third-party-licences.txt, which electron-builder.yml puts beside the executable. */
export function writeLicences() {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'))
  const shipped = shippedPackages(lock.packages).filter((folder) => existsSync(path.join(ROOT, folder)))
  const parts = shipped.map((folder) => {
    const { version, license } = lock.packages[folder]
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    return `${'='.repeat(80)}\n${name} ${version} (${license ?? 'see below'})\n\n${licenceText(path.join(ROOT, folder))}\n`
  })
  mkdirSync(path.dirname(TARGET), { recursive: true })
  writeFileSync(TARGET, `Chatlog Desk contains the following packages.\n\n${parts.join('\n')}`)
  say(`Licences of ${parts.length} packages collected`)
}

/**
 * The folders of the packages that are not only for development.
 * @param {Readonly<Record<string, LockEntry>>} packages of package-lock.json
 * @returns {string[]}
 */
export function shippedPackages(packages) {
  return Object.keys(packages)
    .filter((folder) => folder !== '' && !packages[folder]?.dev && !packages[folder]?.devOptional)
    .sort((a, b) => a.localeCompare(b))
}

/** @param {string} folder */
function licenceText(folder) {
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file))
  return (
    files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n') ||
    '(no licence file in the package)'
  )
}
