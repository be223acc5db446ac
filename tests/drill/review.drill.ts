// Kills a reviewer's process at random moments, again and again: whatever it acknowledged must be there, and the review set must
// resume at the first item that was not decided.   npm run drill -- review   (DRILL_ROUNDS, DRILL_SEED)
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openWorkspace } from '../../electron/database/open-workspace'
import { createReviewSet, listReviewSets } from '../../electron/review/review-sets'
import { ensureDefaultScorecard, listScorecards } from '../../electron/review/scorecards'
import { seeded } from '../../scripts/sample/random'

const ITEMS = 500
const rounds = Number(process.env['DRILL_ROUNDS'] ?? 50)
const random = seeded(Number(process.env['DRILL_SEED'] ?? 1))
const child = process.env['DRILL_CHILD'] ?? ''
const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-drill-'))

/** Acknowledged acts by word: verdict, tag, note, done -> positions. */
type Acknowledged = Map<string, Set<number>>

let kills = 0
let acts = 0
let workspace = newWorkspace(0)
let known: Acknowledged = new Map()
for (let round = 1; round <= rounds; round++) {
  const finished = await reviewUntilKilled(workspace, known)
  if (!finished) kills++
  check(workspace, known, round)
  acts = [...known.values()].reduce((sum, positions) => sum + positions.size, 0)
  if (finished) {
    workspace = newWorkspace(round)
    known = new Map()
  }
}
rmSync(folder, { recursive: true, force: true })
console.log(
  `Review drill: ${rounds} rounds, ${kills} kills, nothing acknowledged was lost (last workspace: ${acts} acts).`
)

function newWorkspace(number: number): string {
  const file = path.join(folder, `review-${number}.chatlogdesk`)
  const { database, close } = openWorkspace(file, { create: true })
  database.exec(`INSERT INTO agent (id, name) VALUES (1, 'Shop');
    INSERT INTO source (id, kind, name, format, created_at) VALUES (1, 'file', 'a.json', 'x', 0);
    INSERT INTO import_batch (id, source_id, agent_name, file_name, file_size, format_label, state, started_at)
      VALUES (1, 1, 'Shop', 'a.json', 1, 'X', 'done', 0)`)
  database.transaction(() => {
    const add = database.prepare(
      `INSERT INTO conversation (id, agent_id, external_id, source_id, first_import_id, import_id, content_hash, preview,
         message_count, answer_count, up_count, down_count, changed_at) VALUES (?, 1, ?, 1, 1, 1, 'h', 'Hello', 2, 1, 0, 0, 0)`
    )
    for (let id = 1; id <= ITEMS; id++) add.run(id, `c${id}`)
  })
  ensureDefaultScorecard(database, 0)
  const items = Array.from({ length: ITEMS }, (_, i) => ({ id: i + 1, weight: 1 }))
  const scorecardId = listScorecards(database)[0]?.id ?? 0
  createReviewSet(
    database,
    { name: 'Drill', query: '{}', queryWords: 'everything', scorecardId, population: ITEMS, sample: null, items },
    0
  )
  close()
  return file
}

/** Resolves true when the child came to the end before its time was up. */
function reviewUntilKilled(file: string, acknowledged: Acknowledged): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const victim = spawn(process.execPath, [child, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    let rest = ''
    let finished = false
    let timer: NodeJS.Timeout | undefined
    victim.stdout.on('data', (chunk: Buffer) => {
      // The clock starts with the first act, so that no round is wasted on starting.
      timer ??= setTimeout(() => victim.kill('SIGKILL'), random.below(150))
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [word = '', position] = line.split(' ')
        if (word === 'finished') finished = true
        else acknowledged.set(word, (acknowledged.get(word) ?? new Set()).add(Number(position)))
      }
    })
    victim.on('error', reject)
    victim.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`the reviewing process ended with ${code ?? signal}`))
      else resolve(finished)
    })
  })
}

function check(file: string, acknowledged: Acknowledged, round: number): void {
  const { database, close } = openWorkspace(file, { create: false })
  const held = (sql: string) =>
    new Set(
      database
        .prepare(sql)
        .all<{ p: number }>()
        .map(({ p }) => p)
    )
  const stored: Readonly<Record<string, Set<number>>> = {
    verdict: held('SELECT conversation_id - 1 AS p FROM verdict'),
    tag: held('SELECT conversation_id - 1 AS p FROM conversation_tag'),
    note: held('SELECT conversation_id - 1 AS p FROM note'),
    done: held("SELECT position AS p FROM review_item WHERE state = 'done'")
  }
  for (const [word, positions] of acknowledged)
    for (const position of positions)
      if (!stored[word]?.has(position))
        throw new Error(`round ${round}: the ${word} of item ${position} was acknowledged and is gone`)
  const set = listReviewSets(database)[0]
  const decided = held("SELECT position AS p FROM review_item WHERE state = 'done'").size
  if (decided < ITEMS && set?.resumeAt !== decided)
    throw new Error(`round ${round}: resumes at ${set?.resumeAt}, not at ${decided}`)
  const integrity = database.prepare('PRAGMA integrity_check').get<{ integrity_check: string }>()?.integrity_check
  if (integrity !== 'ok') throw new Error(`round ${round}: ${integrity}`)
  const lines = database.prepare('SELECT count(*) AS n FROM history').get<{ n: number }>()?.n ?? 0
  const made = Object.values(stored).reduce((sum, positions) => sum + positions.size, 0)
  if (lines < made) throw new Error(`round ${round}: ${made} acts, but ${lines} lines of History`)
  close()
}
