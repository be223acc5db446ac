// The libraries and programs of the system that the app, its tests and its packaging need: found, and on Debian and Ubuntu
// installed where that is allowed. Elsewhere the exact command is told.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { capture, findProgram, Stop, say } from '../process.mjs'

/** Enough for Electron on a bare Debian: everything else it links to comes with these. */
const ELECTRON_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libx11-xcb1']

/** What Electron does not link to but loads when it opens its first window, and ends without a word where it is not there. */
const LOADED_LATER = ['libX11-xcb.so.1']

/** The same for systems whose packages are not Debian's: what to tell the person. */
const OTHER_SYSTEMS = {
  dnf: 'dnf install -y gtk3 nss alsa-lib mesa-libgbm libX11-xcb',
  zypper: 'zypper install -y libgtk-3-0 mozilla-nss libasound2 libgbm1 libX11-xcb1',
  pacman: 'pacman -S --needed gtk3 nss alsa-lib mesa libx11'
}

/** Program -> the Debian package that has it. */
const PROGRAM_PACKAGES = {
  'xvfb-run': 'xvfb',
  Xvfb: 'xvfb',
  xauth: 'xauth',
  'dpkg-deb': 'dpkg',
  tar: 'tar',
  // 90 MB to download, 280 MB on the disk: the smallest that opens spreadsheets.
  soffice: 'libreoffice-calc-nogui'
}

/**
 * The Debian package that has a program.
 * @param {keyof typeof PROGRAM_PACKAGES} program
 */
export function programPackage(program) {
  return PROGRAM_PACKAGES[program]
}

/**
 * The full path of a program that the tests use where it is there, or null.
 * @param {keyof typeof PROGRAM_PACKAGES} program
 */
export function programOf(program) {
  return findProgram(program)
}

/**
 * Installs programs that some tests need, where that can be done without asking: as root, with apt-get. Elsewhere, or when it fails,
 * it says which command does it, and those tests are skipped with the same words.
 * @param {readonly (keyof typeof PROGRAM_PACKAGES)[]} programs
 */
export async function installForTests(programs) {
  const lacking = programs.filter((name) => !findProgram(name))
  if (process.platform !== 'linux' || lacking.length === 0) return
  const bases = lacking.map((name) => PROGRAM_PACKAGES[name])
  const why = `Tests that need ${lacking.join(', ')} are skipped.`
  if (!findProgram('apt-get') || process.getuid?.() !== 0) return say(`${why} To run them: sudo ${aptInstall(bases)}`)
  try {
    installWithApt(bases, lacking.join(', '))
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    say(`${thrown.message}\n${why}`)
  }
}

/**
 * Makes sure that Electron's libraries and the named programs are there. Linux only; elsewhere nothing is needed.
 * @param {{ executable?: string, programs?: readonly (keyof typeof PROGRAM_PACKAGES)[] }} needs
 */
export async function ensureSystemPackages(needs) {
  if (process.platform !== 'linux') return
  const first = missing(needs)
  if (first.libraries.length + first.programs.length === 0) return
  const what = [...first.libraries, ...first.programs].join(', ')
  const bases = [
    ...(first.libraries.length > 0 ? ELECTRON_PACKAGES : []),
    ...new Set(first.programs.map((name) => PROGRAM_PACKAGES[name]))
  ]
  if (!findProgram('apt-get')) throw new Stop(adviceWithoutApt(what, first))
  if (process.getuid?.() !== 0) {
    throw new Stop(
      `This system lacks ${what}.\nInstall it, then run the same command again:\n\n  sudo ${aptInstall(debianNames(bases))}\n`
    )
  }
  installWithApt(bases, what)
  const left = missing(needs)
  if (left.libraries.length + left.programs.length > 0) {
    throw new Stop(`Still missing after the installation: ${[...left.libraries, ...left.programs].join(', ')}`)
  }
}

/**
 * @param {readonly string[]} bases
 * @param {string} what for people
 */
function installWithApt(bases, what) {
  say(`This system lacks ${what}: installing with apt-get (a minute or two)`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  capture('apt-get', ['update', '-q'], { env }) // lists that cannot be refreshed may still do
  const line = aptInstall(debianNames(bases))
  const [command = '', ...args] = line.split(' ')
  const { code, out, err } = capture(command, args, { env })
  // Hundreds of lines that matter only when it went wrong.
  if (code !== 0) throw new Stop(`${out}${err}\nThat was ${line}\nIt failed (code ${code}); what it said is above.`)
}

/** @param {Parameters<typeof ensureSystemPackages>[0]} needs */
function missing({ executable, programs = [] }) {
  let libraries = /** @type {string[]} */ ([])
  if (executable) {
    // The loader looks beside the program too: Electron brings some of its libraries along.
    const env = { ...process.env, LD_LIBRARY_PATH: path.dirname(executable) }
    const ldd = capture('ldd', [executable], { env })
    libraries = [...missingLibraries(ldd.out), ...notKnown(capture('/sbin/ldconfig', ['-p']).out, LOADED_LATER)]
    if (ldd.code !== 0 && libraries.length === 0) {
      throw new Stop(
        `Electron cannot be loaded on this system (${(ldd.err || ldd.out).trim()}). It needs Linux with glibc.`
      )
    }
  }
  return { libraries, programs: programs.filter((name) => !findProgram(name)) }
}

/**
 * The libraries that `ldd` could not find, each once.
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function missingLibraries(lddOutput) {
  return [...new Set([...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? ''))]
}

/**
 * The libraries that the loader's own list does not have; none where there is no list to look at.
 * @param {string} list what `ldconfig -p` printed
 * @param {readonly string[]} names
 * @returns {string[]}
 */
export function notKnown(list, names) {
  const known = new Set([...list.matchAll(/^\s+(\S+) \(/gm)].map((match) => match[1]))
  return known.size === 0 ? [] : names.filter((name) => !known.has(name))
}

/**
 * The name a package has on this system: since Debian 13 and Ubuntu 24.04 some carry the suffix t64 (64-bit time), and the old
 * name may stand for several packages, which apt-get refuses.
 * @param {string} base name in Debian 12
 * @param {(name: string) => boolean} hasCandidate whether apt knows an installable package of exactly this name
 * @param {{ id?: string, version?: string }} system ID and VERSION_ID of /etc/os-release, for when apt knows nothing yet
 */
export function packageName(base, hasCandidate, system) {
  if (!/^lib(gtk-3-0|asound2)$/.test(base)) return base
  const newer = `${base}t64`
  if (hasCandidate(newer)) return newer
  if (hasCandidate(base)) return base
  const version = Number.parseFloat(system.version ?? '')
  if (system.id === 'debian') return version < 13 ? base : newer
  if (system.id === 'ubuntu') return version < 24 ? base : newer
  return base
}

/**
 * ID and VERSION_ID of an os-release file.
 * @param {string} text
 */
export function parseOsRelease(text) {
  /** @param {string} key */
  const value = (key) => text.match(new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm'))?.[1]
  return { id: value('ID'), version: value('VERSION_ID') }
}

/** @param {readonly string[]} bases */
function debianNames(bases) {
  const system = parseOsRelease(readFileSync('/etc/os-release', 'utf8'))
  /** @param {string} name */
  const hasCandidate = (name) =>
    /Candidate: (?!\(none\))/.test(capture('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } }).out)
  return bases.map((base) => packageName(base, hasCandidate, system))
}

/** @param {readonly string[]} names */
const aptInstall = (names) => `apt-get install -y -q --no-install-recommends ${names.join(' ')}`

/**
 * @param {string} what
 * @param {ReturnType<typeof missing>} first
 */
function adviceWithoutApt(what, first) {
  const known = Object.entries(OTHER_SYSTEMS).find(([name]) => findProgram(name))
  const command = first.libraries.length > 0 && known ? `, for example with\n\n  sudo ${known[1]}\n` : '.'
  return `This system lacks ${what}. Install it with the system's package manager${command}`
}
