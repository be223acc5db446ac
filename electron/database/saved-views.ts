// Saved views: a row each, their order by position. Removing gives back what restoring needs.
import { AppError } from '../../shared/errors'
import { parseQuery } from '../../shared/query/parse-query'
import { type RemovedView, type SavedView, type ViewBody, viewBodySchema } from '../../shared/saved-view'
import type { ReadableDatabase, WritableDatabase } from './open'

interface StoredView {
  readonly id: number
  readonly name: string
  readonly body: string
  readonly updated_at: number
}

export function listViews(database: ReadableDatabase): SavedView[] {
  return database
    .prepare('SELECT id, name, body, updated_at FROM saved_view ORDER BY position, id')
    .all<StoredView>()
    .map(asView)
}

function asView({ id, name, body, updated_at }: StoredView): SavedView {
  const read = readBody(body)
  if (!read) {
    return {
      id,
      name,
      updatedAt: updated_at,
      body: { version: 1, text: '', agent: null },
      problems: ['This view was saved in a way that this version of the app cannot read. It is kept as it is.']
    }
  }
  return { id, name, updatedAt: updated_at, body: read, problems: problemsOf(read) }
}

function readBody(text: string): ViewBody | null {
  try {
    const parsed = viewBodySchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function problemsOf(body: ViewBody): string[] {
  const newer =
    body.version > 1 ? ['This view was saved by a newer version of the app; some of it may be missing here.'] : []
  return [...newer, ...parseQuery(body.text).problems.map((problem) => problem.message)]
}

/** Saves a new view at the end of the list, or an existing one in its place. Unknown keys that were saved before stay. */
export function saveView(
  database: WritableDatabase,
  view: { readonly id?: number | undefined; readonly name: string; readonly body: ViewBody }
): SavedView {
  return database.transaction(
    () => {
      const now = Date.now()
      if (view.id === undefined) {
        const id = database
          .prepare(
            `INSERT INTO saved_view (name, body, position, updated_at)
             VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view), ?)`
          )
          .run(view.name, JSON.stringify(view.body), now).lastInsertRowid
        return found(database, id)
      }
      const before = readBody(stored(database, view.id).body)
      database
        .prepare('UPDATE saved_view SET name = ?, body = ?, updated_at = ? WHERE id = ?')
        .run(view.name, JSON.stringify({ ...before, ...view.body }), now, view.id)
      return found(database, view.id)
    },
    { durable: true }
  )
}

export function renameView(database: WritableDatabase, id: number, name: string): void {
  stored(database, id)
  database.transaction(
    () => database.prepare('UPDATE saved_view SET name = ?, updated_at = ? WHERE id = ?').run(name, Date.now(), id),
    {
      durable: true
    }
  )
}

/** Puts the views in this order; views that are not named keep theirs behind them. */
export function orderViews(database: WritableDatabase, ids: readonly number[]): void {
  database.transaction(
    () => {
      const known = database
        .prepare('SELECT id FROM saved_view ORDER BY position, id')
        .all<{ id: number }>()
        .map((row) => row.id)
      const order = [...ids.filter((id) => known.includes(id)), ...known.filter((id) => !ids.includes(id))]
      const place = database.prepare('UPDATE saved_view SET position = ? WHERE id = ?')
      for (const [i, id] of order.entries()) place.run(i + 1, id)
    },
    { durable: true }
  )
}

/** Removes a view and gives back what `restoreView` takes. Throws `not-found`. */
export function removeView(database: WritableDatabase, id: number): RemovedView {
  return database.transaction(
    () => {
      const { name, body, position } = stored(database, id)
      database.prepare('DELETE FROM saved_view WHERE id = ?').run(id)
      return { id, name, body, position }
    },
    { durable: true }
  )
}

/** Puts a removed view back in its place, under its id. */
export function restoreView(database: WritableDatabase, view: RemovedView): void {
  database.transaction(
    () =>
      database
        .prepare('INSERT OR IGNORE INTO saved_view (id, name, body, position, updated_at) VALUES (?, ?, ?, ?, ?)')
        .run(view.id, view.name, view.body, view.position, Date.now()),
    { durable: true }
  )
}

function stored(database: ReadableDatabase, id: number): StoredView & { readonly position: number } {
  const view = database
    .prepare('SELECT id, name, body, position, updated_at FROM saved_view WHERE id = ?')
    .get<StoredView & { position: number }>(id)
  if (!view) throw new AppError('not-found', 'This view does not exist any more.')
  return view
}

function found(database: ReadableDatabase, id: number): SavedView {
  return asView(stored(database, id))
}
