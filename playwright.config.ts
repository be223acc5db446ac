// End-to-end tests on the real Electron. `npm test` runs them on a screen, as an ordinary user, with the report where it looks for it.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  timeout: 60_000,
  // A machine may be busy; what never comes still fails.
  expect: { timeout: 15_000 },
  globalTimeout: 20 * 60_000,
  // One Electron at a time: its processes keep two cores busy.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'test-results/playwright.json' }]
  ],
  outputDir: 'test-results/end-to-end',
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' }
})
