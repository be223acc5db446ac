#!/usr/bin/env node
// `npm run drill [-- words]`: runs tests/drill/*.drill.ts one after another (only those whose name has one of the words): processes
// killed at random moments, again and again, and everything acknowledged looked for afterwards. A drill that finds a loss fails.
//
// A drill is a program. The process it kills is tests/drill/support/<name>-child.ts, handed to it as DRILL_CHILD.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { preparePackages } from './prepare.mjs'
import { ROOT, runScript, Stop, say } from './process.mjs'
import { bundled, runTypescript } from './run-typescript.mjs'

const FOLDER = path.join(ROOT, 'tests', 'drill')

await runScript(async () => {
  await preparePackages()
  const words = process.argv.slice(2)
  const drills = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.drill.ts'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
  if (drills.length === 0) throw new Stop('There is no such drill in tests/drill')
  let failed = 0
  for (const file of drills) {
    say(file)
    const child = path.join(FOLDER, 'support', file.replace('.drill.ts', '-child.ts'))
    const env = existsSync(child) ? { ...process.env, DRILL_CHILD: await bundled(child) } : process.env
    if ((await runTypescript(`tests/drill/${file}`, [], { env })) !== 0) failed++
  }
  say(`${drills.length - failed} drills passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
