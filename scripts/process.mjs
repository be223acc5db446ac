// What every script shares: where the project is, how to say things, how to start other programs. No dependencies, because the
// first script of a fresh clone runs before any are installed.
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, writeSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The folder the person is in: npm starts scripts in the project's folder and keeps the first one here. */
export const CALLER_FOLDER = process.env.INIT_CWD ?? process.cwd()

/** A reason to stop that a person can act on: shown without a stack trace. */
export class Stop extends Error {}

/**
 * One line of progress, on standard error, so that standard output is free for data.
 * @param {string} line
 */
export function say(line) {
  writeSync(2, `> ${line}\n`)
}

/**
 * Runs a script's work and ends the process with the code it returns; a `Stop` becomes a message and code 1.
 * @param {() => Promise<number>} work
 */
export async function runScript(work) {
  try {
    process.exitCode = await work()
  } catch (thrown) {
    writeSync(
      2,
      `\n${thrown instanceof Stop ? thrown.message : String(thrown instanceof Error ? thrown.stack : thrown)}\n`
    )
    process.exitCode = 1
  }
}

/**
 * Whether this file is the program that was started, not imported by another.
 * @param {string} moduleUrl `import.meta.url`
 */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl)
}

/**
 * Runs a program to its end with its output passed through, and resolves with its exit code: 127 when it cannot be started,
 * 128 + 15 when it had to be ended after `timeoutMs`. A terminal's Ctrl+C reaches the program by itself; SIGTERM is handed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'both' | 'stderr', timeoutMs?: number }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      stdio: ['inherit', options.output === 'stderr' ? 2 : 'inherit', 'inherit'],
      // A group of its own where there is a limit, so that what the program has started ends with it.
      detached: options.timeoutMs !== undefined && process.platform !== 'win32'
    })
    /** @param {NodeJS.Signals} signal */
    const end = (signal) => {
      if (options.timeoutMs !== undefined && child.pid && process.platform !== 'win32') process.kill(-child.pid, signal)
      else child.kill(signal)
    }
    const forward = () => end('SIGTERM')
    // Alone, Ctrl+C would end this process before the program has closed.
    const interrupted = () => (options.timeoutMs === undefined ? undefined : end('SIGINT'))
    process.on('SIGTERM', forward)
    process.on('SIGINT', interrupted)
    const timer = options.timeoutMs
      ? setTimeout(() => {
          say(
            `${path.basename(command)} did not end in ${Math.round((options.timeoutMs ?? 0) / 60_000)} minutes: ending it`
          )
          end('SIGKILL')
        }, options.timeoutMs)
      : undefined
    /** @param {number} code */
    const done = (code) => {
      clearTimeout(timer)
      process.off('SIGTERM', forward)
      process.off('SIGINT', interrupted)
      resolve(code)
    }
    child.on('error', (error) => {
      say(`${command} could not be started: ${error.message}`)
      done(127)
    })
    child.on('close', (code) => done(code ?? 143))
  })
}

/**
 * Runs a short program and returns what it printed; never throws.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {{ code: number, out: string, err: string }}
 */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, ...options, encoding: 'utf8', maxBuffer: 1 << 26 })
  return { code: result.status ?? 127, out: result.stdout ?? '', err: result.stderr ?? result.error?.message ?? '' }
}

/**
 * The full path of a program, or null when it is not on the PATH.
 * @param {string} name
 * @returns {string | null}
 */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // not in this folder
    }
  }
  return null
}

/**
 * How to start npm: by the script that runs now where there is one, because Windows cannot start `npm` without a shell.
 * @returns {{ command: string, first: string[] }}
 */
export function npmCommand() {
  const script = process.env.npm_execpath
  return script?.endsWith('.js') ? { command: process.execPath, first: [script] } : { command: 'npm', first: [] }
}

/**
 * The JavaScript file of a tool that is installed in node_modules, to be run with node: works the same on every system.
 * @param {string} file path inside node_modules
 */
export function tool(file) {
  return path.join(ROOT, 'node_modules', ...file.split('/'))
}
