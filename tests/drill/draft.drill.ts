// Kills a writer of Q&A pairs at random moments, again and again: every save that was acknowledged must be there, whole, with its
// questions and its line in History. The window saves a quarter of a second after the first unsaved key, so that at most that
// much typing is ever only in the window.   npm run drill -- draft   (DRILL_ROUNDS, DRILL_SEED)
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openWorkspace } from '../../electron/database/open-workspace'
import { listQaPairs } from '../../electron/database/qa-pairs'
import { seeded } from '../../scripts/sample/random'

const rounds = Number(process.env['DRILL_ROUNDS'] ?? 50)
const random = seeded(Number(process.env['DRILL_SEED'] ?? 1))
const child = process.env['DRILL_CHILD'] ?? ''
const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-drill-'))
const file = path.join(folder, 'drafts.chatlogdesk')
const text = Array.from({ length: 2_000 }, (_, i) => `word${i}`).join(' ')
openWorkspace(file, { create: true }).close()

/** Letters acknowledged of each pair. */
const acknowledged = new Map<number, number>()
let kills = 0
for (let round = 1; round <= rounds; round++) {
  if (!(await writeUntilKilled())) kills++
  check(round)
}
rmSync(folder, { recursive: true, force: true })
const saved = [...acknowledged.values()].reduce((sum, length) => sum + length, 0)
console.log(`Draft drill: ${rounds} rounds, ${kills} kills, ${saved} acknowledged saves, none lost.`)

/** Resolves true when the child came to the end before its time was up. */
function writeUntilKilled(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const victim = spawn(process.execPath, [child, file, text], { stdio: ['ignore', 'pipe', 'inherit'] })
    let rest = ''
    let finished = false
    let timer: NodeJS.Timeout | undefined
    victim.stdout.on('data', (chunk: Buffer) => {
      timer ??= setTimeout(() => victim.kill('SIGKILL'), random.below(200))
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [id, length] = line.split(' ').map(Number)
        if (line === 'finished') finished = true
        else if (id !== undefined && length !== undefined) acknowledged.set(id, length)
      }
    })
    victim.on('error', reject)
    victim.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`the writing process ended with ${code ?? signal}`))
      else resolve(finished)
    })
  })
}

function check(round: number): void {
  const { database, close } = openWorkspace(file, { create: false })
  const pairs = new Map(listQaPairs(database).map((pair) => [pair.id, pair]))
  for (const [id, length] of acknowledged) {
    const pair = pairs.get(id)
    if (!pair || pair.answer.length < length)
      throw new Error(
        `round ${round}: pair ${id} was saved up to ${length} and holds ${pair?.answer.length ?? 'nothing'}`
      )
    if (pair.answer !== text.slice(0, pair.answer.length))
      throw new Error(`round ${round}: pair ${id} is not as written`)
    // Questions and answer are of the same save.
    if (pair.questions[1] !== pair.answer.slice(-20)) throw new Error(`round ${round}: pair ${id} is half saved`)
  }
  const lines = database.prepare("SELECT count(*) AS n FROM history WHERE state = 'done'").get<{ n: number }>()?.n ?? 0
  if (lines < pairs.size) throw new Error(`round ${round}: ${pairs.size} pairs, but ${lines} lines of History`)
  const integrity = database.prepare('PRAGMA integrity_check').get<{ integrity_check: string }>()?.integrity_check
  if (integrity !== 'ok') throw new Error(`round ${round}: ${integrity}`)
  close()
}
