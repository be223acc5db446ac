// Every question customers asked and how well it was answered, in memory: read once in the background, then kept up with what
// imports change. Suggestions group the weakly answered ones; the coverage preview searches all of them.
import type { ReadableDatabase } from '../database/open'
import type { Pause } from './pause'
import { type AskedQuestion, readQuestions } from './read-questions'

export interface AskedQuestions {
  /** In the order of their ids. */
  readonly all: readonly AskedQuestion[]
  /** Another number whenever questions came, went or changed. */
  readonly version: number
  /** Older questions were left out. */
  readonly isPartial: boolean
  readonly newest: number
  readonly oldest: number
}

export interface AskedStore {
  /** Up to date with the file as of now. */
  current(pause: Pause, progress?: (done: number, total: number) => void): Promise<AskedQuestions>
  /** True when nothing changed since `current` was last asked. */
  isCurrent(version: number): boolean
}

/** The newest so many questions are kept; about 300 MB at most. */
const MOST_QUESTIONS = 400_000
/** Conversations read at once: a few milliseconds. */
const SLICE = 100
/** More changes than this are an import. */
const MOST_LOOKED_AT = 5_000

/** Questions of test conversations (playground and the like) are nobody's: they are left out. */
export function createAskedStore(database: ReadableDatabase): AskedStore {
  const byConversation = new Map<number, readonly AskedQuestion[]>()
  const changedAt = new Map<number, number>()
  let seen: FileState = { data: -1, change: -1, highest: 0 }
  let result: AskedQuestions | null = null
  let isPartial = false
  let version = 0
  let running: Promise<AskedQuestions> | null = null

  async function read(ids: readonly number[], pause: Pause, progress?: (done: number) => void): Promise<void> {
    let kept = [...byConversation.values()].reduce((sum, questions) => sum + questions.length, 0)
    for (let start = 0; start < ids.length; start += SLICE) {
      // The newest conversations first: where there are too many, the oldest stay out.
      if (kept >= MOST_QUESTIONS) {
        isPartial = true
        break
      }
      for (const [conversation, questions] of readQuestions(database, ids.slice(start, start + SLICE), changedAt)) {
        kept += questions.length
        byConversation.set(conversation, questions)
      }
      progress?.(Math.min(ids.length, start + SLICE))
      await pause()
    }
  }

  async function update(pause: Pause, progress?: (done: number, total: number) => void): Promise<AskedQuestions> {
    const now = stateOf(database)
    if (result && now.data === seen.data) return result
    const { change, highest } = now
    const oldestChange = number(database, 'SELECT min(id) AS n FROM conversation_change', 'n')
    const isLogWhole = change === seen.change || (oldestChange > 0 && oldestChange <= seen.change + 1)
    let ids: number[]
    if (!result || !isLogWhole) {
      byConversation.clear()
      changedAt.clear()
      isPartial = false
      ids = newestFirst(1, highest)
    } else {
      const touched = touchedSince(database, seen.change)
      ids = takeChanged(database, touched, byConversation, changedAt)
      for (const id of newestFirst(seen.highest + 1, highest)) ids.push(id)
      if (ids.length === 0 && touched.every((id) => byConversation.has(id))) {
        seen = now
        return result
      }
    }
    await read(ids, pause, (done) => progress?.(done, ids.length))
    result = collect(byConversation, ++version, isPartial)
    seen = now
    return result
  }

  return {
    isCurrent(known) {
      if (result?.version !== known) return false
      const now = stateOf(database)
      if (now.data === seen.data) return true
      if (now.highest !== seen.highest || now.change - seen.change > MOST_LOOKED_AT) return false
      // Reviews and drafts change the file too, and no question.
      if (touchedSince(database, seen.change).some((id) => isRewritten(database, id, changedAt))) return false
      seen = now
      return true
    },
    current(pause, progress) {
      running ??= update(pause, progress).finally(() => {
        running = null
      })
      return running
    }
  }
}

interface FileState {
  /** Another number whenever another connection has committed. */
  readonly data: number
  readonly change: number
  readonly highest: number
}

function stateOf(database: ReadableDatabase): FileState {
  return {
    data: number(database, 'PRAGMA data_version', 'data_version'),
    change: number(database, "SELECT seq AS n FROM sqlite_sequence WHERE name = 'conversation_change'", 'n'),
    highest: number(database, 'SELECT max(id) AS n FROM conversation', 'n')
  }
}

function touchedSince(database: ReadableDatabase, change: number): number[] {
  return database
    .prepare('SELECT DISTINCT conversation_id FROM conversation_change WHERE id > ?')
    .columns(change)
    .map(([id]) => Number(id))
}

function isRewritten(database: ReadableDatabase, id: number, changedAt: ReadonlyMap<number, number>): boolean {
  const row = database.prepare('SELECT changed_at AS at FROM conversation WHERE id = ?').get<{ at: number }>(id)
  return row?.at !== changedAt.get(id)
}

function collect(
  byConversation: ReadonlyMap<number, readonly AskedQuestion[]>,
  version: number,
  isPartial: boolean
): AskedQuestions {
  const all: AskedQuestion[] = []
  for (const questions of byConversation.values()) for (const question of questions) all.push(question)
  all.sort((a, b) => a.id - b.id)
  let newest = Number.NEGATIVE_INFINITY
  let oldest = Number.POSITIVE_INFINITY
  for (const { at } of all) {
    if (at === null) continue
    if (at > newest) newest = at
    if (at < oldest) oldest = at
  }
  return {
    all,
    version,
    isPartial,
    newest: Number.isFinite(newest) ? newest : 0,
    oldest: Number.isFinite(oldest) ? oldest : 0
  }
}

/** All ids of a range, there or not. */
function newestFirst(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => last - i)
}

/** Of conversations that were touched, those an import wrote again; those that are gone are forgotten. Reviews change nothing here. */
function takeChanged(
  database: ReadableDatabase,
  touched: readonly number[],
  byConversation: Map<number, readonly AskedQuestion[]>,
  changedAt: Map<number, number>
): number[] {
  const now = new Map(
    database
      .prepare('SELECT id, changed_at FROM conversation WHERE id IN (SELECT value FROM json_each(?))')
      .columns(JSON.stringify(touched))
      .map(([id, changed]) => [Number(id), Number(changed)] as const)
  )
  const again: number[] = []
  for (const id of touched) {
    const changed = now.get(id)
    if (changed === undefined) byConversation.delete(id)
    else if (changedAt.has(id) && changedAt.get(id) !== changed) {
      changedAt.set(id, changed)
      again.push(id)
    }
  }
  return again
}

function number(database: ReadableDatabase, query: string, column: string): number {
  return Number(database.prepare(query).get()?.[column] ?? 0)
}
