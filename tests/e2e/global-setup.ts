// Before the end-to-end tests: an Electron to run, and an app that was built. `npm test` has seen to both; `npx playwright test`
// has not.
import { existsSync } from 'node:fs'
import { ensureElectron } from '../../scripts/electron-runtime.mjs'

export default async function setup(): Promise<void> {
  const electron = await ensureElectron()
  if (!existsSync('out/main/main.js')) throw new Error('The app is not built: run `npm run build` first.')
  console.log(`Electron ${electron.version} (${electron.source})`)
}
