// Prints a benchmark's table and adds it to the JSON file named by BENCH_JSON.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'

export interface Measurement {
  readonly what: string
  /** Ours, in `unit`. */
  readonly value: number
  readonly unit: 'ms' | 's' | 'MB' | 'count'
  /** The peer or floor measured in the same run, in the same unit. */
  readonly peer?: number
  readonly peerName?: string
  /** What quality.md asks for: a ratio to the peer ("<= 1.5 x") or a bound ("<= 100 ms"). */
  readonly goal?: string
  readonly met?: boolean
  readonly note?: string
}

/** Prints `rows` under `title` and keeps them in the results file. */
export function report(title: string, rows: readonly Measurement[]): void {
  console.log(`\n${title}`)
  console.table(
    rows.map((row) => ({
      what: row.what,
      ours: `${format(row.value)} ${row.unit}`,
      peer: row.peer === undefined ? '' : `${format(row.peer)} ${row.unit} ${row.peerName ?? ''}`,
      ratio: row.peer === undefined ? '' : `${(row.value / row.peer).toFixed(2)} x`,
      goal: row.goal ?? '',
      met: row.met === undefined ? '' : row.met ? 'yes' : 'NO',
      note: row.note ?? ''
    }))
  )
  const file = process.env['BENCH_JSON']
  if (!file) return
  const before: unknown[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const machine = { cpus: os.cpus().length, memoryGb: Math.round(os.totalmem() / 2 ** 30), node: process.version }
  writeFileSync(
    file,
    `${JSON.stringify([...before, { title, at: new Date().toISOString(), machine, rows }], null, 2)}\n`
  )
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2)
}

/** The value below which the share `p` (0..1) of the samples lies. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN
}

/** Milliseconds of one run. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

/** A number from the environment, to make a run larger or smaller: BENCH_CONVERSATIONS=1000000 npm run bench. */
export function size(name: string, fallback: number): number {
  const text = process.env[name]
  return text === undefined ? fallback : Number(text)
}
