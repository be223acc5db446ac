// Synchronises 50,000 conversations and delivers 500 changes while the network fails and the process is killed, thousands of times:
// at the end local is remote, and each write was applied exactly once.
//   npm run drill -- sync   (DRILL_SEED, DRILL_CONVERSATIONS, DRILL_ENTRIES, DRILL_FAULTS, DRILL_KILL_WITHIN)
import { syncDrill } from './support/sync-drill'

const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback)
const seed = number('DRILL_SEED', Date.now() % 1_000_000)
console.log(`Sync drill: seed ${seed}`)
const started = performance.now()
const report = await syncDrill({
  child: process.env['DRILL_CHILD'] ?? '',
  conversations: number('DRILL_CONVERSATIONS', 50_000),
  entries: number('DRILL_ENTRIES', 500),
  faults: number('DRILL_FAULTS', 0.3),
  killWithin: number('DRILL_KILL_WITHIN', 120),
  seed,
  tell: console.log
})
const { conversations, entries, requests, faults, kills, problems } = report
console.log(
  `Sync drill, seed ${seed}: ${conversations} conversations, ${entries} changes, ${requests} requests, ${faults} faults, ${kills} kills, ` +
    `${Math.round((performance.now() - started) / 1_000)} s. ${problems.length === 0 ? 'Local is remote, each write once.' : ''}`
)
for (const problem of problems.slice(0, 20)) console.error(problem)
if (problems.length > 0) throw new Error(`${problems.length} differences. Again with DRILL_SEED=${seed}`)
