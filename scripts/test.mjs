#!/usr/bin/env node
// `npm test`: prepares the machine, then every check there is, each even if one before it failed. The last line is
// `N passed, N failed`. Words after `--` go to vitest as a filter, and leave the rest out: npm test -- parse-query
import { cpSync, existsSync, mkdirSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { installForTests } from './prepare/system-packages.mjs'
import { hasDisplay, prepare } from './prepare.mjs'
import { ROOT, run, runScript, say, tool } from './process.mjs'
import {
  countPlaywright,
  countsOf,
  countVitest,
  failuresOf,
  playwrightFailures,
  vitestFailures
} from './test-report.mjs'
import { testRunner } from './test-user.mjs'

/** Longest times, so that something that hangs is a failure and not a stuck CI. */
const STEP_LIMIT_MS = 25 * 60_000
const RESULTS = path.join(ROOT, 'test-results')

/** @typedef {import('./test-report.mjs').Counts} Counts */
/** @typedef {{ name: string, seconds: number } & Counts} Step */

/** @type {Step[]} */
const steps = []
/** What failed, a line each. @type {string[]} */
const failures = []

/**
 * @param {string} name
 * @param {() => Promise<Counts>} work
 */
async function step(name, work) {
  writeSync(1, `\n== ${name}\n`)
  const started = performance.now()
  const counts = await work()
  steps.push({ name, seconds: (performance.now() - started) / 1000, ...counts })
}

/**
 * A check that passes or fails as one.
 * @param {number} code
 * @returns {Counts}
 */
const single = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })

/**
 * @param {string} file in node_modules
 * @param {readonly string[]} args
 */
const runTool = (file, args) => run(process.execPath, [tool(file), ...args], { timeoutMs: STEP_LIMIT_MS })

async function lint() {
  const style = await runTool('@biomejs/biome/bin/biome', ['check', '.'])
  const layers = await run(process.execPath, [path.join(ROOT, 'scripts/check-layers.mjs')])
  return single(style || layers)
}

/** @param {readonly string[]} filters */
async function vitest(filters) {
  const report = path.join(RESULTS, 'vitest.json')
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runTool('vitest/vitest.mjs', ['run', ...reporters, ...filters])
  const counts = countsOf(report, countVitest, code)
  if (counts.failed > 0) failures.push(...failuresOf(report, vitestFailures))
  return counts
}

/**
 * @param {string} executable Electron's
 * @param {boolean} isBuilt without the app of today there is nothing to test, and an older one must not pass for it
 */
async function endToEnd(executable, isBuilt) {
  if (!isBuilt) {
    say('Not run: the app could not be built')
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const runner = testRunner(executable)
  try {
    say(`The end-to-end tests run ${runner.description}`)
    const report = path.join(runner.folder, 'playwright.json')
    const results = path.join(runner.folder, 'results')
    const [command, args] = runner.wrap(process.execPath, [
      tool('@playwright/test/cli.js'),
      'test',
      '--output',
      results
    ])
    const env = { ...runner.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
    const code = await run(command, args, { env, timeoutMs: STEP_LIMIT_MS })
    const counts = countsOf(report, countPlaywright, code)
    if (counts.failed > 0) failures.push(...failuresOf(report, playwrightFailures))
    if (existsSync(results)) cpSync(results, path.join(RESULTS, 'end-to-end'), { recursive: true })
    return counts
  } finally {
    runner.remove()
  }
}

/** Totals last, what failed before them, each step before that. */
function summary() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  writeSync(1, '\n')
  for (const { name, seconds, passed, failed, skipped } of steps) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
    const state = failed > 0 ? `FAILED ${failed}` : 'ok'
    const more = skipped > 0 ? `, ${skipped} skipped` : ''
    writeSync(
      1,
      `${name.padEnd(34)}${`${seconds.toFixed(0)} s`.padStart(6)}  ${String(passed).padStart(6)} passed  ${state}${more}\n`
    )
  }
  if (failures.length > 0) writeSync(1, `\n${failures.map((line) => `FAILED ${line}\n`).join('')}`)
  writeSync(1, `\n${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 ? 0 : 1
}

await runScript(async () => {
  const filters = process.argv.slice(2)
  mkdirSync(RESULTS, { recursive: true })
  try {
    const electron = await prepare({ programs: hasDisplay() ? [] : ['xvfb-run', 'Xvfb', 'xauth'] })
    await installForTests(['soffice'])
    say(`Electron ${electron.version}, Node ${process.versions.node}, ${os.availableParallelism()} cores`)
    if (filters.length === 0) {
      await step('lint, layers', lint)
      await step('types', async () => single(await runTool('typescript/bin/tsc', ['-b'])))
    }
    await step('unit, integration, components', () => vitest(filters))
    if (filters.length === 0) {
      let isBuilt = false
      await step('build', async () => {
        isBuilt = await ensureBuilt()
        return single(isBuilt ? 0 : 1)
      })
      rmSync(path.join(RESULTS, 'end-to-end'), { recursive: true, force: true })
      await step('end-to-end', () => endToEnd(electron.executable, isBuilt))
    }
  } catch (thrown) {
    writeSync(2, `\n${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    steps.push({ name: 'this machine', seconds: 0, passed: 0, failed: 1, skipped: 0 })
  }
  return summary()
})
