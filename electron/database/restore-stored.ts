// Gives back what our own export told of a conversation beside its content: its source, its review, and everything people added. In
// a workspace that has some of it already nothing is doubled, and of two tellings the newer one stays.

import { upsertAgent } from './agents'
import {
  ANNOTATION_TABLES,
  type AnnotationName,
  type AnnotationRow,
  DEFINITIONS,
  type DefinitionName,
  type DefinitionTable,
  exportedColumns,
  exportedName,
  type JsonValue,
  storedValue
} from './annotation-tables'
import type { Value, WritableDatabase } from './open'
import { type SourceIdentity, upsertSource } from './sources'

/** What an export tells of a conversation that is not its content. */
export interface StoredExtras {
  /** Its id in the workspace it came from: kept where that is free, so that equal times stay in their order. */
  readonly number: number
  readonly source: SourceIdentity
  readonly sentimentOrigin: string | null
  readonly topicOrigin: string | null
  readonly reviewState: string
  readonly reviewedAt: number | null
  readonly changedAt: number
  readonly annotations: Readonly<Partial<Record<AnnotationName, readonly AnnotationRow[]>>>
  /** Of the file's head; with its first conversation. */
  readonly definitions?: Readonly<Partial<Record<DefinitionName, readonly AnnotationRow[]>>> | undefined
}

export interface Restorer {
  /** Inside the caller's transaction. `isNew`: this import added the conversation. */
  restore(conversationId: number, isNew: boolean, extras: StoredExtras): void
}

const LISTS = {
  tags: 'tag',
  issues: 'issue',
  scorecards: 'scorecard',
  reviewSets: 'review_set'
} as const satisfies Partial<Record<DefinitionName, DefinitionTable>>

export function createRestorer(database: WritableDatabase): Restorer {
  const definitions = createDefinitions(database)
  const annotations = createAnnotations(database, definitions)
  return {
    restore(conversationId, isNew, extras) {
      if (extras.definitions) {
        for (const [list, table] of Object.entries(LISTS))
          for (const row of extras.definitions[list as keyof typeof LISTS] ?? []) definitions.idOf(table, row)
        for (const draft of extras.definitions.looseDrafts ?? []) annotations.addLoose(draft)
      }
      restoreHead(database, conversationId, isNew, extras)
      for (const { name } of ANNOTATION_TABLES)
        for (const row of extras.annotations[name] ?? []) annotations.add(name, conversationId, row)
    }
  }
}

function restoreHead(database: WritableDatabase, id: number, isNew: boolean, extras: StoredExtras): void {
  if (!isNew) {
    // What was decided later stays.
    database
      .prepare(
        `UPDATE conversation SET review_state = ?1, reviewed_at = ?2
         WHERE id = ?3 AND coalesce(?2, 0) > coalesce(reviewed_at, 0) AND review_state <> ?1`
      )
      .run(extras.reviewState, extras.reviewedAt, id)
    return
  }
  database
    .prepare(
      `UPDATE conversation SET source_id = ?, sentiment_origin = ?, topic_origin = ?, review_state = ?, reviewed_at = ?,
       changed_at = ? WHERE id = ?`
    )
    .run(
      upsertSource(database, extras.source),
      extras.sentimentOrigin,
      extras.topicOrigin,
      extras.reviewState,
      extras.reviewedAt,
      extras.changedAt,
      id
    )
}

interface Definitions {
  /** The id of what a row describes, made where it does not exist. */
  idOf(table: DefinitionTable, row: AnnotationRow): number
}

function createDefinitions(database: WritableDatabase): Definitions {
  const known = new Map<string, number>()

  function idOf(table: DefinitionTable, row: AnnotationRow): number {
    const key = `${table} ${JSON.stringify(row)}`
    const id = known.get(key) ?? find(table, row)
    known.set(key, id)
    return id
  }

  function find(table: DefinitionTable, row: AnnotationRow): number {
    const cells = cellsOf(table, row)
    const identity: readonly string[] = DEFINITIONS[table].identity
    const found = database
      .prepare(`SELECT * FROM ${table} WHERE ${identity.map((column) => `${column} = ?`).join(' AND ')}`)
      .get<Readonly<Record<string, Value>> & { readonly id: number }>(
        ...identity.map((column) => cells.get(column) ?? null)
      )
    if (!found) return insert(database, table, cells)
    if (table === 'scorecard') {
      // A card is never edited: what has its name and version but other questions is another version.
      if (found['criteria'] !== cells.get('criteria')) return findOrAddVersion(cells)
      database
        .prepare('UPDATE scorecard SET created_at = min(created_at, ?) WHERE id = ?')
        .run(cells.get('created_at') ?? found['created_at'] ?? 0, found.id)
    }
    if (table === 'issue')
      database
        .prepare('UPDATE issue SET body = ?1, state = ?2, updated_at = ?3 WHERE id = ?4 AND updated_at < ?3')
        .run(cells.get('body') ?? '', cells.get('state') ?? 'open', cells.get('updated_at') ?? 0, found.id)
    return found.id
  }

  function findOrAddVersion(cells: ReadonlyMap<string, Value>): number {
    const key = cells.get('key') ?? ''
    const same = database
      .prepare('SELECT id FROM scorecard WHERE key = ? AND criteria = ?')
      .get<{ id: number }>(key, cells.get('criteria') ?? '')
    if (same) return same.id
    const last = database.prepare('SELECT max(version) AS n FROM scorecard WHERE key = ?').get<{ n: number }>(key)
    return insert(database, 'scorecard', new Map([...cells, ['version', (last?.n ?? 0) + 1]]))
  }

  function cellsOf(table: DefinitionTable, row: AnnotationRow): ReadonlyMap<string, Value> {
    return cells(database, table, row, (column, value) =>
      column === 'scorecard_id' ? referenced('scorecard', value) : undefined
    )
  }

  function referenced(table: DefinitionTable, value: JsonValue | undefined): number | null {
    return isRow(value) ? idOf(table, value) : null
  }

  return { idOf }
}

interface AnnotationsWriter {
  add(name: AnnotationName, conversationId: number, row: AnnotationRow): void
  addLoose(draft: AnnotationRow): void
}

function createAnnotations(database: WritableDatabase, definitions: Definitions): AnnotationsWriter {
  function cellsFor(table: string, refers: Readonly<Record<string, DefinitionTable>>, row: AnnotationRow) {
    return cells(database, table, row, (column, value) => {
      const definition = refers[column]
      return definition === undefined ? undefined : isRow(value) ? definitions.idOf(definition, value) : null
    })
  }

  function writeQuestions(pair: number, row: AnnotationRow): void {
    database.prepare('DELETE FROM qa_question WHERE qa_pair_id = ?').run(pair)
    const questions = Array.isArray(row['questions']) ? row['questions'] : []
    const add = database.prepare('INSERT INTO qa_question (qa_pair_id, position, text) VALUES (?, ?, ?)')
    questions.forEach((text: JsonValue, position: number) => void add.run(pair, position, String(text)))
  }

  return {
    add(name, conversationId, row) {
      const spec = ANNOTATION_TABLES.find((one) => one.name === name)
      if (!spec) return
      const { table, refers, newest } = spec
      const identity: readonly string[] = spec.identity
      const given = cellsFor(table, refers, row)
      // The place in a review set is one conversation's; everything else is known within its conversation.
      const where = [
        ...(table === 'review_item' ? [] : ['conversation_id = ?']),
        ...identity.map((column) =>
          column === 'message_key' ? "coalesce(message_key, '') = coalesce(?, '')" : `${column} IS ?`
        )
      ].join(' AND ')
      const key = [
        ...(table === 'review_item' ? [] : [conversationId]),
        ...identity.map((column) => given.get(column) ?? null)
      ]
      const newer = newest === null ? 'NULL' : newest
      const found = database
        .prepare(`SELECT ${newer} AS newest, conversation_id AS owner FROM ${table} WHERE ${where}`)
        .get<{ newest: number | null; owner: number }>(...key)
      if (!found) {
        const withOwner = new Map<string, Value>([...given, ['conversation_id', conversationId]])
        if (table === 'qa_pair') withOwner.set('agent_id', agentOf(database, conversationId))
        const id = insert(database, table, withOwner)
        if (table === 'qa_pair') writeQuestions(id, row)
        return
      }
      const told = newest === null ? null : given.get(newest)
      if (found.owner !== conversationId || typeof told !== 'number' || told <= (found.newest ?? 0)) return
      const assignments = [...given.keys()].map((column) => `${column} = ?`).join(', ')
      database.prepare(`UPDATE ${table} SET ${assignments} WHERE ${where}`).run(...given.values(), ...key)
      if (table !== 'qa_pair') return
      const pair = database.prepare(`SELECT id FROM qa_pair WHERE ${where}`).get<{ id: number }>(...key)
      if (pair) writeQuestions(pair.id, row)
    },
    addLoose(draft) {
      const given = new Map(cellsFor('qa_pair', {}, draft))
      const known = database
        .prepare('SELECT id FROM qa_pair WHERE conversation_id IS NULL AND created_at = ? AND answer = ?')
        .get(given.get('created_at') ?? null, given.get('answer') ?? null)
      if (known) return
      const agent = draft['agent']
      if (typeof agent === 'string') given.set('agent_id', upsertAgent(database, { name: agent, externalId: null }))
      writeQuestions(insert(database, 'qa_pair', given), draft)
    }
  }
}

function agentOf(database: WritableDatabase, conversationId: number): number | null {
  const row = database
    .prepare('SELECT agent_id AS id FROM conversation WHERE id = ?')
    .get<{ id: number }>(conversationId)
  return row?.id ?? null
}

/** The columns that the row says something about; `resolve` answers for those that hold ids, undefined for all others. */
function cells(
  database: WritableDatabase,
  table: string,
  row: AnnotationRow,
  resolve: (column: string, value: JsonValue | undefined) => number | null | undefined
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>()
  for (const column of exportedColumns(database, table)) {
    const name = exportedName(column)
    if (!Object.hasOwn(row, name)) continue
    const id = resolve(column, row[name])
    values.set(column, id === undefined ? storedValue(column, row[name]) : id)
  }
  return values
}

function insert(database: WritableDatabase, table: string, values: ReadonlyMap<string, Value>): number {
  const columns = [...values.keys()]
  return database
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...values.values()).lastInsertRowid
}

function isRow(value: JsonValue | undefined): value is AnnotationRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
