// Reads the reports of the two test runners into counts.
import { existsSync, readFileSync } from 'node:fs'

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
