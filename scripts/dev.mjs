#!/usr/bin/env node
// `npm run dev`: the app with the renderer reloading at every change, and the processes restarting.
import { forgetBuild } from './build.mjs'
import { prepare } from './prepare.mjs'
import { run, runScript, tool } from './process.mjs'

await runScript(async () => {
  await prepare()
  forgetBuild() // it writes to out/ without the optimisations of a build
  const env = process.getuid?.() === 0 ? { ...process.env, NO_SANDBOX: '1' } : process.env
  return run(
    process.execPath,
    [tool('electron-vite/bin/electron-vite.js'), 'dev', '--watch', ...process.argv.slice(2)],
    { env }
  )
})
