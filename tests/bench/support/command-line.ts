// Asks the sqlite3 command line and reads the time it took, as the peer of our own queries.
import { execFileSync } from 'node:child_process'

/** Median milliseconds of `runs` runs of each statement in one warm session; output is thrown away. Whole milliseconds: its clock's grain. */
export function commandLineTimes(database: string, statements: readonly string[], runs = 5): number[] {
  const script = statements.flatMap((statement) => Array.from({ length: runs + 1 }, () => `${statement};`)).join('\n')
  const output = execFileSync('sqlite3', ['-batch', database], {
    input: `PRAGMA cache_size = -65536;\nPRAGMA temp_store = MEMORY;\n.timer on\n.output /dev/null\n${script}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 28
  })
  const times = [...output.matchAll(/Run Time: real ([\d.]+)/g)].map((match) => Number(match[1]) * 1_000)
  if (times.length < statements.length * (runs + 1)) throw new Error('the sqlite3 command line told too few times')
  return statements.map((_, i) => {
    // The first run warms the cache.
    const own = times.slice(i * (runs + 1) + 1, (i + 1) * (runs + 1)).sort((a, b) => a - b)
    return own[Math.floor(runs / 2)] ?? Number.NaN
  })
}
