#!/usr/bin/env node
// `npm run bench [-- words]`: runs tests/bench/*.bench.ts one after another (only those whose name has one of the words) and
// collects their figures.
//
// A benchmark is a program: it prints its tables and adds them to the JSON array in the file named by BENCH_JSON
// (tests/bench/support/report.ts). They end up in bench-results.json with what machine and which versions it was.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { prepare } from './prepare.mjs'
import { ROOT, runScript, Stop, say } from './process.mjs'
import { runTypescript } from './run-typescript.mjs'

const RESULTS = path.join(ROOT, 'bench-results.json')

await runScript(async () => {
  const electron = await prepare()
  if (!(await ensureBuilt())) return 1
  const words = process.argv.slice(2).filter((arg) => !arg.startsWith('-'))
  const options = process.argv.slice(2).filter((arg) => arg.startsWith('-'))
  const files = readdirSync(path.join(ROOT, 'tests/bench'))
    .filter((file) => file.endsWith('.bench.ts'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()
  if (files.length === 0) throw new Stop('There is no such benchmark in tests/bench')

  const benchmarks = []
  for (const file of files) {
    const figures = path.join(os.tmpdir(), `bench-${process.pid}.json`)
    say(file)
    const started = performance.now()
    const code = await runTypescript(`tests/bench/${file}`, options, { env: { ...process.env, BENCH_JSON: figures } })
    benchmarks.push({
      file,
      ok: code === 0,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      tables: existsSync(figures) ? JSON.parse(readFileSync(figures, 'utf8')) : []
    })
    rmSync(figures, { force: true })
  }
  const machine = { cpu: os.cpus()[0]?.model, cores: os.cpus().length, memoryGiB: Math.round(os.totalmem() / 2 ** 30) }
  const versions = { node: process.versions.node, electron: electron.version }
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ at: new Date().toISOString(), machine, versions, benchmarks }, null, 2)}\n`
  )
  say('Figures written to bench-results.json')
  return benchmarks.every(({ ok }) => ok) ? 0 : 1
})
