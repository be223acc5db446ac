// Scorecards and their versions: a change is a new version, so that verdicts keep the questions they answered.
import { type Criterion, criterionSchema, DEFAULT_CRITERIA, type Scorecard } from '../../shared/review'
import type { ReadableDatabase, WritableDatabase } from '../database/open'

interface ScorecardRow {
  readonly id: number
  readonly key: string
  readonly version: number
  readonly name: string
  readonly criteria: string
}

/** The newest version of each card. */
export function listScorecards(database: ReadableDatabase): Scorecard[] {
  return database
    .prepare(
      `SELECT id, key, version, name, criteria FROM scorecard
       WHERE version = (SELECT max(version) FROM scorecard AS newer WHERE newer.key = scorecard.key) ORDER BY name`
    )
    .all<ScorecardRow>()
    .map(toScorecard)
}

export function readScorecard(database: ReadableDatabase, id: number): Scorecard | null {
  const row = database
    .prepare('SELECT id, key, version, name, criteria FROM scorecard WHERE id = ?')
    .get<ScorecardRow>(id)
  return row ? toScorecard(row) : null
}

/** Saves a new version of a card (or its first). Returns it. Saving what is already there makes no new version. */
export function saveScorecard(
  database: WritableDatabase,
  card: { readonly key: string; readonly name: string; readonly criteria: readonly Criterion[] },
  now: number
): Scorecard {
  return database.transaction(
    () => {
      const last = listScorecards(database).find((c) => c.key === card.key)
      if (last && last.name === card.name && JSON.stringify(last.criteria) === JSON.stringify(card.criteria))
        return last
      const version = (last?.version ?? 0) + 1
      const { lastInsertRowid } = database
        .prepare('INSERT INTO scorecard (key, version, name, criteria, created_at) VALUES (?, ?, ?, ?, ?)')
        .run(card.key, version, card.name, JSON.stringify(card.criteria), now)
      return { id: lastInsertRowid, version, ...card }
    },
    { durable: true }
  )
}

/** Makes sure that there is a card to review with. */
export function ensureDefaultScorecard(database: WritableDatabase, now: number): void {
  if (listScorecards(database).length > 0) return
  saveScorecard(database, { key: 'default', name: 'Standard review', criteria: DEFAULT_CRITERIA }, now)
}

function toScorecard(row: ScorecardRow): Scorecard {
  return { ...row, criteria: criterionSchema.array().parse(JSON.parse(row.criteria)) }
}
