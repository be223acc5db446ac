// Reads the reports of the two test runners into counts, and into the names of what failed.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Vitest's JSON report. A file that could not be loaded has no tests of its own and counts as one failed; so does an error outside
 * of any test (the report is then unsuccessful without a failed test).
 * @param {{ success: boolean, testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report.testResults) {
    for (const { status } of file.assertionResults) {
      if (status === 'passed') counts.passed++
      else if (status === 'failed') counts.failed++
      else counts.skipped++
    }
    const hasFailed = file.assertionResults.some(({ status }) => status === 'failed')
    if (file.status === 'failed' && !hasFailed) counts.failed++
  }
  if (!report.success && counts.failed === 0) counts.failed++
  return counts
}

/**
 * Playwright's JSON report. A test that passed only when tried again counts as failed; errors outside of any test count as one.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = unexpected + flaky
  return { passed: expected, failed: failed === 0 && report.errors.length > 0 ? 1 : failed, skipped }
}

/**
 * What one runner did. No report, an unreadable one, no test run, or a failing exit code without a failed test: one failed.
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Counts} count
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countsOf(file, count, exitCode) {
  const counts = existsSync(file) ? counted(file, count) : { passed: 0, failed: 0, skipped: 0 }
  const silent = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0)
  return silent ? { ...counts, failed: 1 } : counts
}

/**
 * What failed in a run of vitest, a line each: file, test, the reason as far as it helps (of a property: how to repeat it). A log is often
 * seen by its end alone.
 * @param {{ testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }[] }} report
 * @returns {string[]}
 */
export function vitestFailures(report) {
  return report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter(({ status }) => status === 'failed')
    if (tests.length === 0 && file.status === 'failed') return [failure(file.name, '', file.message)]
    return tests.map(({ fullName, failureMessages }) => failure(file.name, fullName, failureMessages?.[0]))
  })
}

/**
 * What failed in a run of Playwright, as vitestFailures tells it; a test that passed only at the second try is among it.
 * @typedef {{ title: string, file: string, specs?: { title: string, file: string, tests: { status: string, results: { error?: { message?: string } }[] }[] }[], suites?: Suite[] }} Suite
 * @param {{ suites?: Suite[], errors: { message?: string }[] }} report
 * @returns {string[]}
 */
export function playwrightFailures(report) {
  /** @type {(suite: Suite) => string[]} */
  const within = (suite) => [
    ...(suite.specs ?? []).flatMap(({ file, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) => failure(file, title, results.find(({ error }) => error)?.error?.message))
    ),
    ...(suite.suites ?? []).flatMap(within)
  ]
  return [
    ...(report.suites ?? []).flatMap(within),
    ...report.errors.map(({ message }) => failure('', 'outside of any test', message))
  ]
}

/**
 * The failures a report names, or that it cannot be read: countsOf has counted that as a failure.
 * @template Report
 * @param {string} file
 * @param {(report: Report) => string[]} read
 * @returns {string[]}
 */
export function failuresOf(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return ['its report cannot be read']
  }
}

const REASON_LINES = 3
const REASON_LENGTH = 400

/**
 * @param {string} file
 * @param {string} test
 * @param {string | undefined} message
 */
function failure(file, test, message) {
  const where = path.isAbsolute(file) ? path.relative(process.cwd(), file) : file
  const [told = ''] = stripVTControlCharacters(message ?? '').split(/\n\s+at /)
  const reason = told.split('\n', REASON_LINES).join(' ').slice(0, REASON_LENGTH)
  return [where, test, reason].filter(Boolean).join(' › ')
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Counts} count
 */
function counted(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
