// How far each agent of a connection is synchronised, so that a sync goes on where the one before was cut off.
import type { ReadableDatabase, WritableDatabase } from './open'

/** How far the searches for labels have come. */
export interface Labelling {
  /** Conversations that were active since then are searched, milliseconds since 1970; null: all. */
  readonly since: number | null
  /** The newest activity that was found, milliseconds since 1970. */
  readonly newest: number | null
  /** Searches that are not done yet, the first one under way. */
  readonly searches: readonly { readonly label: 'sentiment' | 'topic'; readonly value: string }[]
  /** Of the page of the first search that comes next; null: its beginning. */
  readonly cursor: string | null
  /** Where the last one was led astray. */
  readonly lostCursor?: string | null
}

export interface SyncState {
  readonly sweep: 'full' | 'changes' | null
  readonly cursor: string | null
  /** Where the last sync was led astray. */
  readonly lostCursor: string | null
  readonly firstImportId: number | null
  readonly watermark: number | null
  readonly nextWatermark: number | null
  readonly lastAt: number | null
  readonly lastFullAt: number | null
  /** When thumbs that were given later were last looked for. */
  readonly recheckedAt: number | null
  /** Newest activity whose sentiment and topic were asked for. */
  readonly labelledUntil: number | null
  /** Searching for sentiments and topics that has not come to its end. */
  readonly labelling: Labelling | null
  /** Why the last sync did not come to its end. */
  readonly problem: string | null
  /** What the last sync could not read besides the conversations. */
  readonly notes: readonly string[]
}

const NEVER: SyncState = {
  ...{ sweep: null, cursor: null, lostCursor: null, firstImportId: null, watermark: null, nextWatermark: null },
  ...{
    lastAt: null,
    lastFullAt: null,
    recheckedAt: null,
    labelledUntil: null,
    labelling: null,
    problem: null,
    notes: []
  }
}

/** Field of `SyncState` -> its column. */
const STATE_COLUMNS = {
  sweep: 'sweep',
  cursor: 'cursor',
  lostCursor: 'lost_cursor',
  firstImportId: 'first_import_id',
  watermark: 'watermark',
  nextWatermark: 'next_watermark',
  lastAt: 'last_at',
  lastFullAt: 'last_full_at',
  recheckedAt: 'rechecked_at',
  labelledUntil: 'labelled_until',
  labelling: 'labelling',
  problem: 'problem',
  notes: 'notes'
} as const satisfies Record<keyof SyncState, string>
const STATE_READ = Object.entries(STATE_COLUMNS).map(([field, column]) => `${column} AS ${field}`)
const STATE_NAMES = Object.values(STATE_COLUMNS)

type StateRow = Omit<SyncState, 'notes' | 'labelling'> & { readonly notes: string; readonly labelling: string | null }

/** As it was saved last; of an agent that was never synchronised, the beginning. */
export function syncStateOf(database: ReadableDatabase, connectionId: number, agentId: string): SyncState {
  const row = database
    .prepare(`SELECT ${STATE_READ.join(', ')} FROM sync_state WHERE connection_id = ? AND agent_id = ?`)
    .get<StateRow>(connectionId, agentId)
  if (!row) return NEVER
  const labelling: Labelling | null = row.labelling === null ? null : JSON.parse(row.labelling)
  return { ...row, labelling, notes: JSON.parse(row.notes) }
}

export function saveSyncState(database: WritableDatabase, connectionId: number, agentId: string, s: SyncState): void {
  database
    .prepare(
      `INSERT OR REPLACE INTO sync_state (connection_id, agent_id, ${STATE_NAMES.join(', ')})
       VALUES (?, ?, ${STATE_NAMES.map(() => '?').join(', ')})`
    )
    .run(
      ...[
        connectionId,
        agentId,
        s.sweep,
        s.cursor,
        s.lostCursor,
        s.firstImportId,
        s.watermark,
        s.nextWatermark,
        s.lastAt
      ],
      ...[
        s.lastFullAt,
        s.recheckedAt,
        s.labelledUntil,
        s.labelling === null ? null : JSON.stringify(s.labelling),
        s.problem,
        JSON.stringify(s.notes)
      ]
    )
}
