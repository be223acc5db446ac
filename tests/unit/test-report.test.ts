// The closing line of `npm test` counts honestly: what could not run is a failure.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  countPlaywright,
  countsOf,
  countVitest,
  failuresOf,
  playwrightFailures,
  vitestFailures
} from '../../scripts/test-report.mjs'
import { tempFolder } from '../support/temp-workspace'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((state) => ({ status: state }))
})

describe('the report of vitest', () => {
  it('is counted by test', () => {
    const report = {
      success: false,
      testResults: [file('passed', 'passed', 'pending'), file('failed', 'passed', 'failed')]
    }
    expect(countVitest(report)).toEqual({ passed: 2, failed: 1, skipped: 1 })
  })
  it('counts a file that could not be loaded as one failed', () => {
    expect(countVitest({ success: false, testResults: [file('failed'), file('passed', 'passed')] })).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0
    })
  })
  it('counts an error outside of any test as one failed', () => {
    expect(countVitest({ success: false, testResults: [file('passed', 'passed')] }).failed).toBe(1)
  })
})

describe('the report of Playwright', () => {
  it('counts a test that passed only at the second try as failed', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })
  it('counts an error outside of any test as one failed', () => {
    const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }
    expect(countPlaywright({ stats, errors: [{ message: 'the set-up failed' }] }).failed).toBe(1)
  })
})

describe('what failed is named', () => {
  it('by vitest: file, test and the first line of the reason, also for a file that could not be loaded', () => {
    const report = {
      testResults: [
        {
          name: path.resolve('tests/a.test.ts'),
          status: 'failed',
          message: 'no such module\n    at import (x.ts:1:1)',
          assertionResults: []
        },
        {
          name: path.resolve('tests/b.test.ts'),
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'sums one' },
            {
              status: 'failed',
              fullName: 'sums two',
              failureMessages: ['\u001b[31mexpected 3\u001b[39m\n at b.test.ts:7']
            }
          ]
        }
      ]
    }
    expect(vitestFailures(report)).toEqual([
      'tests/a.test.ts › no such module',
      'tests/b.test.ts › sums two › expected 3'
    ])
  })
  it('by Playwright: in every group, with what passed at the second try and errors outside of tests', () => {
    const spec = (title: string, status: string, message?: string) => ({
      title,
      file: 'open.spec.ts',
      tests: [{ status, results: message === undefined ? [{}] : [{ error: { message } }, {}] }]
    })
    const report = {
      suites: [
        {
          title: 'open.spec.ts',
          file: 'open.spec.ts',
          specs: [spec('opens', 'expected'), spec('closes', 'unexpected', 'still open\nlog\nmore\nlast')],
          suites: [{ title: 'a group', file: 'open.spec.ts', specs: [spec('moves', 'flaky', 'too late')] }]
        }
      ],
      errors: [{ message: 'the set-up failed' }]
    }
    expect(playwrightFailures(report)).toEqual([
      'open.spec.ts › closes › still open log more',
      'open.spec.ts › moves › too late',
      'outside of any test › the set-up failed'
    ])
  })
  it('says so where there is no report to name anything', () => {
    expect(failuresOf(path.join(tempFolder(), 'none.json'), vitestFailures)).toEqual(['its report cannot be read'])
  })
})

describe('a runner', () => {
  const report = { success: true, testResults: [file('passed', 'passed')] }
  const nowhere = { passed: 0, failed: 1, skipped: 0 }
  function written(text: string): string {
    const name = path.join(tempFolder(), 'report.json')
    writeFileSync(name, text)
    return name
  }

  it('that leaves no report, or half of one, has failed', () => {
    expect(countsOf(path.join(tempFolder(), 'none.json'), countVitest, 0)).toEqual(nowhere)
    expect(countsOf(written('{"success": tr'), countVitest, 0)).toEqual(nowhere)
  })
  it('that ran no test has failed', () => {
    expect(countsOf(written('{"success": true, "testResults": []}'), countVitest, 0)).toEqual(nowhere)
  })
  it('that ends badly has failed even if every test passed', () => {
    expect(countsOf(written(JSON.stringify(report)), countVitest, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
    expect(countsOf(written(JSON.stringify(report)), countVitest, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 })
  })
})
