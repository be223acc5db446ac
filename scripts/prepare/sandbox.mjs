// Whether Chromium can shut its processes in here, and as whom the app has to run for that.
import { statSync } from 'node:fs'
import path from 'node:path'
import { capture, findProgram } from '../process.mjs'

/**
 * How the sandbox stands for whoever runs this.
 * - `on`: nothing to do.
 * - `root`: Chromium refuses to sandbox for root; the app needs --no-sandbox.
 * - `blocked`: this system forbids what the sandbox is made of, and the helper program is not installed; `command` repairs it.
 * @typedef {{ state: 'on' } | { state: 'root' } | { state: 'blocked', command: string }} Sandbox
 */

/**
 * @param {string} executable Electron's
 * @returns {Sandbox}
 */
export function sandboxHere(executable) {
  if (process.platform !== 'linux') return { state: 'on' }
  if (process.getuid?.() === 0) return { state: 'root' }
  if (userNamespacesWork([])) return { state: 'on' }
  const helper = path.join(path.dirname(executable), 'chrome-sandbox')
  const { uid, mode } = statSync(helper)
  if (uid === 0 && (mode & 0o4755) === 0o4755) return { state: 'on' }
  return { state: 'blocked', command: `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'` }
}

/**
 * Tries what Chromium will do: a user namespace with a root of its own, and a process namespace inside. Ubuntu 24.04 permits the
 * first and forbids the rest; a chroot forbids all of it.
 * @param {readonly string[]} as command that becomes somebody else and runs the rest, or nothing
 */
export function userNamespacesWork(as) {
  if (!findProgram('unshare')) return false
  const [command = '', ...args] = [...as, 'unshare', '--user', '--map-root-user', '--pid', '--fork', 'true']
  return capture(command, args).code === 0
}
