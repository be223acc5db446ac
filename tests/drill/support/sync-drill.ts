// The sync drill: a platform that fails at random, a process that synchronises and delivers and is killed at random, changes on both
// sides meanwhile; at the end local is remote, and every write was applied exactly once.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { addConnection } from '../../../electron/database/connections'
import { openWorkspace } from '../../../electron/database/open-workspace'
import { type PlatformServer, startPlatform } from '../../../scripts/platform-server/server'
import { seeded } from '../../../scripts/sample/random'
import { differences, duplicates } from './sync-compare'
import { randomFaults } from './sync-faults'
import { createWriting } from './sync-writing'

export interface SyncDrillOptions {
  /** JavaScript of sync-child.ts. */
  readonly child: string
  readonly conversations: number
  readonly entries: number
  readonly seed: number
  /** Share of requests that meet a fault. */
  readonly faults: number
  /** Requests between two kills, at most. */
  readonly killWithin: number
  readonly tell?: (line: string) => void
}

export interface SyncDrillReport {
  readonly requests: number
  readonly faults: number
  readonly kills: number
  readonly entries: number
  readonly conversations: number
  /** Nothing: local is remote, each write once. */
  readonly problems: readonly string[]
}

export async function syncDrill(options: SyncDrillOptions): Promise<SyncDrillReport> {
  const { conversations, seed, faults: share, killWithin, tell = () => undefined } = options
  const random = seeded(seed)
  const server = await startPlatform({ mode: 'chatbase', conversations, seed, trainingMs: 20, requestsPerWindow: 1e9 })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlog-desk-drill-'))
  const file = path.join(folder, 'sync.chatlogdesk')
  const writing = createWriting({ server, random, entries: options.entries })
  const within = <T>(work: (workspace: ReturnType<typeof openWorkspace>['database']) => T): T => {
    const { database, close } = openWorkspace(file, { create: true })
    try {
      return work(database)
    } finally {
      close()
    }
  }
  try {
    within((database) => {
      const agents = server.store.agents.map(({ id, name }) => ({ id: String(id), name }))
      addConnection(database, { platform: 'chatbase', name: 'Drill', baseUrl: server.baseUrl, agents }, Date.now())
    })
    let kills = 0
    const rule = randomFaults(seeded(seed + 1), share)
    for (let round = 1; ; round++) {
      const hasMore = within((database) => writing.next(database))
      server.faults.rule(rule)
      // Customers go on writing while it reads.
      for (let n = 0; hasMore && n < 3; n++) server.store.touch(random.pick(server.store.conversations).id, 'And now?')
      const finished = await run(
        options.child,
        [file, server.key],
        server,
        hasMore ? 1 + random.below(killWithin) : null
      )
      if (!finished) kills++
      if (round % 20 === 0) tell(`${kills} kills, ${server.log.length} requests, ${writing.made} changes made`)
      if (finished && !hasMore) break
    }
    server.faults.rule(null)
    if (!(await run(options.child, [file, server.key], server, null))) throw new Error('the last sync was killed')
    const problems = within((database) => [
      ...differences(database, server),
      ...writing.problems(database),
      ...duplicates(server)
    ])
    const met = server.log.filter(({ fault }) => fault !== null).length
    return { requests: server.log.length, faults: met, kills, entries: writing.made, conversations, problems }
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills the child after so many of its requests; null: never. Resolves true when it came to its end before. */
function run(child: string, args: readonly string[], server: PlatformServer, after: number | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const victim = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [victim.stdout, victim.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
    const from = server.log.length
    // Looked at between any two turns, so that the kill lands wherever the child is with its request.
    const watch = setInterval(() => {
      if (after !== null && server.log.length >= from + after) victim.kill('SIGKILL')
    }, 1)
    victim.on('error', reject)
    victim.on('close', (code, signal) => {
      clearInterval(watch)
      if (signal !== 'SIGKILL' && code !== 0)
        reject(new Error(`the syncing process ended with ${code ?? signal}:\n${output}`))
      else resolve(output.includes('finished'))
    })
  })
}
