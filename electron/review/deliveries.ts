// What of each line of History went to a platform: what reached it is not undone here, it is taken back there.
import type { HistoryDelivery } from '../../shared/connections'
import type { HistoryEntry } from '../../shared/review'
import type { ReadableDatabase } from '../database/open'
import type { OutboxRow } from '../database/outbox'
import { feedbackOf, isUnsent } from '../outbox/enqueue'
import { handOffOf } from '../outbox/hand-off'
import type { Change } from './changes'

/** How the changes of an act on Q&A pairs begin. */
export const OF_PAIRS = '[{"table":"qa_'

interface Line {
  readonly id: number
  readonly at: number
  /** JSON; only looked at where it is empty or begins with `OF_PAIRS`. */
  readonly changes: string
}

type Told = Pick<HistoryEntry, 'delivery' | 'isFinal'>

interface SentEntry extends OutboxRow {
  readonly to: string
  readonly createdAt: number
  /** The pair is at a platform now. */
  readonly isThere: number
}

export interface Deliveries {
  of(line: Line): Told
  /** The entries that decide about a line: its own, or those that sent what it changed. */
  entriesOf(line: Line): readonly SentEntry[]
}

/** Reads what the outbox knows, once for many lines. */
export function readDeliveries(database: ReadableDatabase): Deliveries {
  const all = database
    .prepare(
      `SELECT o.id, o.connection_id AS connectionId, o.agent_id AS agentId, o.target, o.kind, o.body, o.state,
         o.is_unclear AS isUnclear, o.attempts, o.next_at AS nextAt, o.history_id AS historyId, o.done, c.name AS "to",
         o.created_at AS createdAt,
         EXISTS (SELECT 1 FROM qa_remote r JOIN qa_pair p ON p.id = r.qa_pair_id
                 WHERE o.kind = 'pair' AND 'pair:' || r.qa_pair_id = o.target AND p.state IN ('sent', 'live')) AS isThere
       FROM outbox o JOIN connection c ON c.id = o.connection_id ORDER BY o.id`
    )
    .all<SentEntry>()
  const byLine = new Map<number, SentEntry[]>()
  const byTarget = new Map<string, SentEntry[]>()
  for (const entry of all) {
    if (entry.historyId !== null) push(byLine, entry.historyId, entry)
    push(byTarget, entry.target, entry)
  }
  /** Of an act on pairs: what was sent of them afterwards. */
  const later = ({ at, changes }: Line): readonly SentEntry[] =>
    [...pairsIn(changes)].flatMap((pair) =>
      (byTarget.get(`pair:${pair}`) ?? []).filter((entry) => entry.createdAt >= at && isReached(entry))
    )
  const entriesOf = (line: Line): readonly SentEntry[] =>
    byLine.get(line.id) ?? (line.changes.startsWith(OF_PAIRS) ? later(line) : [])
  return {
    entriesOf,
    of(line) {
      const entries = entriesOf(line)
      const alive = entries.filter(({ state }) => state !== 'discarded')
      if (entries.length === 0) return line.changes === '[]' ? { isFinal: true } : {}
      if (alive.length === 0) return { isFinal: true }
      const to = [...new Set(alive.map((entry) => entry.to))].join(', ')
      const state = alive.some(isReached) ? 'reached' : alive.some(isRefused) ? 'refused' : 'waiting'
      return { delivery: { state, to, counter: state === 'reached' ? counterOf(alive, byTarget) : null } }
    }
  }
}

const isRefused = ({ state }: SentEntry) => state === 'refused'

function isReached(entry: SentEntry): boolean {
  return entry.state !== 'discarded' && !isUnsent(entry)
}

function counterOf(
  entries: readonly SentEntry[],
  byTarget: ReadonlyMap<string, readonly SentEntry[]>
): HistoryDelivery['counter'] {
  const last = entries.findLast(isReached)
  if (!last) return null
  // Only what was done last is taken back: before it is something else.
  const isNewest = byTarget.get(last.target)?.findLast(({ state }) => state !== 'discarded')?.id === last.id
  switch (last.kind) {
    case 'pair':
      return entries.some(({ isThere }) => isThere === 1) ? 'withdraw' : null
    case 'feedback':
      return isNewest && feedbackOf(last).before ? 'restore-thumb' : null
    case 'hand-off': {
      const { way, pause } = handOffOf(last)
      return isNewest && pause && way !== 'resume' && last.state === 'delivered' ? 'resume-agent' : null
    }
    case 'withdrawal':
    case 'deletion':
      return null
  }
}

function pairsIn(changes: string): ReadonlySet<number> {
  const parsed: readonly Change[] = JSON.parse(changes)
  return new Set(
    parsed.flatMap(({ table, key }) => (table === 'qa_pair' || table === 'qa_question' ? [Number(key[0])] : []))
  )
}

function push<K>(map: Map<K, SentEntry[]>, key: K, entry: SentEntry): void {
  const list = map.get(key)
  if (list) list.push(entry)
  else map.set(key, [entry])
}
