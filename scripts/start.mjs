#!/usr/bin/env node
// `npm start`: prepares the machine, builds what has changed, opens the app. Arguments after `--` go to the app.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { sandboxHere } from './prepare/sandbox.mjs'
import { hasDisplay, prepare } from './prepare.mjs'
import { CALLER_FOLDER, findProgram, ROOT, run, runScript, Stop, say } from './process.mjs'

/**
 * The same arguments with the files among them made absolute: the app runs in the project's folder, the person may be elsewhere.
 * @param {readonly string[]} args
 * @param {string} folder
 * @param {(file: string) => boolean} exists
 */
export function absoluteFiles(args, folder, exists) {
  return args.map((arg) => {
    const full = path.resolve(folder, arg)
    return !arg.startsWith('-') && exists(full) ? full : arg
  })
}

function checkDisplay() {
  if (hasDisplay()) return
  const install = findProgram('xvfb-run') ? '' : 'apt-get install -y --no-install-recommends xvfb xauth && '
  throw new Stop(
    'Everything is ready, but there is no display to show a window on. On a screen, run `npm start` in a terminal of the desktop.\n' +
      `Without one, run it on a virtual screen:\n\n  ${install}xvfb-run -a npm start\n`
  )
}

/**
 * @param {string} executable
 * @returns {string[]}
 */
function sandboxArguments(executable) {
  const sandbox = sandboxHere(executable)
  if (sandbox.state === 'on') return []
  if (sandbox.state === 'root') {
    say(
      'Running as root: the app starts with --no-sandbox, because Chromium has no sandbox for root. Better: run as an ordinary user.'
    )
    return ['--no-sandbox']
  }
  throw new Stop(
    `This system does not let ordinary programs make a sandbox. Permit it for this Electron, once:\n\n  ${sandbox.command}\n`
  )
}

await runScript(async () => {
  const electron = await prepare()
  if (!(await ensureBuilt())) return 1
  checkDisplay()
  const own = sandboxArguments(electron.executable)
  const theirs = absoluteFiles(process.argv.slice(2), CALLER_FOLDER, existsSync)
  say(`Opening the app, with Electron ${electron.version}`)
  // Without Chromium's own log: where there is no desktop it fills the terminal with lines that mean nothing.
  return run(electron.executable, [...own, '--log-level=3', '.', ...theirs], { cwd: ROOT })
})
