#!/usr/bin/env node
// `npm run -s cli -- <command>`: the command line of the app, in plain Node, without Electron or a window. Standard output is the
// command's alone, and files are looked up from where the person is.
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { preparePackages } from './prepare.mjs'
import { CALLER_FOLDER, ROOT, run, runScript } from './process.mjs'

await runScript(async () => {
  await preparePackages()
  if (!(await ensureBuilt({ quiet: true }))) return 1
  return run(process.execPath, [path.join(ROOT, 'out/main/cli.js'), ...process.argv.slice(2)], { cwd: CALLER_FOLDER })
})
