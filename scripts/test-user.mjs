// As whom and on which screen the end-to-end tests run: with the sandbox on wherever that can be.
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sandboxHere, userNamespacesWork } from './prepare/sandbox.mjs'
import { hasDisplay } from './prepare.mjs'
import { capture, findProgram, ROOT } from './process.mjs'

/** The user and group `nobody`, the same numbers on every Linux: an ordinary user that nobody has to make. */
const NOBODY = 65_534

/**
 * @typedef {object} TestRunner
 * @property {string} description how the tests run, for people
 * @property {(command: string, args: readonly string[]) => [string, string[]]} wrap the command as it has to be started
 * @property {NodeJS.ProcessEnv} env
 * @property {string} folder one that the tests may write to, with the reports
 * @property {() => void} remove removes the folder
 */

/**
 * @param {string} executable Electron's
 * @returns {TestRunner}
 */
export function testRunner(executable) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-e2e-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const screen = hasDisplay() ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24']
  const where = hasDisplay() ? 'on this display' : 'on a virtual screen'
  /** @param {readonly string[]} as @returns {TestRunner['wrap']} */
  const wrapWith = (as) => (command, args) => {
    const [first = '', ...rest] = [...as, ...screen, command, ...args]
    return [first, rest]
  }

  const sandbox = sandboxHere(executable)
  if (sandbox.state !== 'root') {
    const env = sandbox.state === 'on' ? process.env : { ...process.env, CHATLOG_DESK_TEST_NO_SANDBOX: '1' }
    const how =
      sandbox.state === 'on'
        ? 'with the sandbox on'
        : 'with --no-sandbox, because this system forbids ordinary programs to make one'
    return { description: `${how}, ${where}`, wrap: wrapWith([]), env, folder, remove }
  }

  const as = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  const obstacle = whyNotAs(as, executable)
  if (obstacle) {
    return {
      description: `as root with --no-sandbox, because ${obstacle}, ${where}`,
      wrap: wrapWith([]),
      env: process.env,
      folder,
      remove
    }
  }
  chownSync(folder, NOBODY, NOBODY)
  chmodSync(folder, 0o700)
  // A home of its own. An X display of root's would refuse it; without DISPLAY there is a virtual one, its own.
  const env = {
    ...process.env,
    HOME: folder,
    TMPDIR: folder,
    XDG_CONFIG_HOME: '',
    XDG_CACHE_HOME: '',
    XDG_RUNTIME_DIR: ''
  }
  return { description: `as the user nobody with the sandbox on, ${where}`, wrap: wrapWith(as), env, folder, remove }
}

/**
 * Why the tests cannot run as another user, or null.
 * @param {readonly string[]} as
 * @param {string} executable
 */
function whyNotAs(as, executable) {
  if (!findProgram('setpriv')) return 'setpriv is missing'
  if (hasDisplay()) return 'the display is root’s'
  if (!userNamespacesWork(as)) return 'this system gives other users no namespaces to make a sandbox of'
  const [command = '', ...args] = as
  const readable = [executable, process.execPath].every(
    (file) => capture(command, [...args, 'test', '-x', file]).code === 0
  )
  const inside = capture(command, [...args, 'test', '-r', path.join(ROOT, 'package.json')]).code === 0
  return readable && inside ? null : 'other users may not read this folder'
}
