// Everything people add to conversations, table by table: how its rows are read whole for an export, by which columns the same row is
// known again, and what they refer to. Columns are taken as the tables have them, so that a new one is exported without a change here.
import type { ReadableDatabase, Row, Value } from './open'

/** What rows refer to and share: each is written out with the row, since ids mean nothing in another workspace. */
export const DEFINITIONS = {
  tag: { identity: ['name'], json: [] },
  issue: { identity: ['title', 'created_at'], json: [] },
  scorecard: { identity: ['key', 'version'], json: ['criteria'] },
  review_set: { identity: ['name', 'created_at'], json: ['query', 'sample'] }
} as const satisfies Record<string, { readonly identity: readonly string[]; readonly json: readonly string[] }>
export type DefinitionTable = keyof typeof DEFINITIONS
/** Their names in an export, and the Q&A pairs that belong to no conversation. */
export type DefinitionName = 'tags' | 'issues' | 'scorecards' | 'reviewSets' | 'looseDrafts'

interface AnnotationTable {
  readonly table: string
  /** Its name in an export. */
  readonly name: string
  /** Column -> what it refers to. */
  readonly refers: Readonly<Record<string, DefinitionTable>>
  /** Columns that make two rows of one conversation the same; `coalesce(message_key, '')` as in the unique indexes. */
  readonly identity: readonly string[]
  /** Of two tellings of the same row, the one with the greater value stays; null: the one that is there. */
  readonly newest: string | null
  readonly order: string
}

export const ANNOTATION_TABLES = [
  {
    table: 'conversation_tag',
    name: 'tags',
    refers: { tag_id: 'tag' },
    identity: ['tag_id', 'message_key'],
    newest: null,
    order: 'created_at, id'
  },
  {
    table: 'note',
    name: 'notes',
    refers: {},
    identity: ['message_key', 'reviewer', 'created_at'],
    newest: 'updated_at',
    order: 'created_at, id'
  },
  {
    table: 'flag',
    name: 'flags',
    refers: {},
    identity: ['message_key'],
    newest: null,
    order: 'created_at, message_key'
  },
  {
    table: 'issue_conversation',
    name: 'issues',
    refers: { issue_id: 'issue' },
    identity: ['issue_id'],
    newest: null,
    order: 'created_at, issue_id'
  },
  {
    table: 'verdict',
    name: 'verdicts',
    refers: { scorecard_id: 'scorecard', review_set_id: 'review_set' },
    identity: ['criterion', 'reviewer', 'message_key'],
    newest: 'created_at',
    order: 'created_at, id'
  },
  {
    table: 'review_item',
    name: 'reviewItems',
    refers: { review_set_id: 'review_set' },
    identity: ['review_set_id', 'position'],
    newest: 'decided_at',
    order: 'review_set_id, position'
  },
  {
    table: 'qa_pair',
    name: 'drafts',
    refers: {},
    identity: ['created_at', 'message_key'],
    newest: 'updated_at',
    order: 'created_at, id'
  }
] as const satisfies readonly AnnotationTable[]
export type AnnotationName = (typeof ANNOTATION_TABLES)[number]['name']

/** A row with its columns as JSON values; what it refers to stands in it whole. */
export type AnnotationRow = { readonly [column: string]: JsonValue }
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Columns that mean nothing elsewhere. */
const OWN_IDS: ReadonlySet<string> = new Set(['id', 'conversation_id', 'agent_id'])

/** Names of a table's columns that are exported, in their order. */
export function exportedColumns(database: ReadableDatabase, table: string): readonly string[] {
  return database
    .prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid')
    .all<{ name: string }>(table)
    .flatMap(({ name }) => (OWN_IDS.has(name) ? [] : [name]))
}

/** `message_key` -> `messageKey`; `tag_id`, for which the tag itself is written -> `tag`. */
export function exportedName(column: string): string {
  return column
    .replace(/^(tag|issue|scorecard|review_set)_id$/, '$1')
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** A cell as JSON: columns that hold JSON are opened where that loses nothing, times are ISO 8601 in UTC. */
export function exportedValue(column: string, value: Value | undefined, isJson = false): JsonValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return column.endsWith('_at') ? isoTime(value) : value
  if (typeof value !== 'string') return null
  return isJson ? openJson(value) : value
}

/** The latest moment that a date can hold, in milliseconds either side of 1970 (ECMA-262, 21.4.1.1). */
const LATEST = 8.64e15

const DAY_MS = 86_400_000
/** `2026-03-05T` by day: dates of one export come again and again, and making one is dear. */
const days = new Map<number, string>()

/** Milliseconds as ISO 8601 in UTC, as `Date.toISOString` writes it; a number that no date can hold stays one. */
export function isoTime(time: number): string | number {
  if (Math.abs(time) > LATEST) return time
  const day = Math.floor(time / DAY_MS)
  let date = days.get(day)
  if (date === undefined) {
    if (days.size > 10_000) days.clear()
    date = new Date(day * DAY_MS).toISOString().slice(0, -13)
    days.set(day, date)
  }
  const rest = Math.floor(time) - day * DAY_MS
  const seconds = Math.floor(rest / 1_000)
  const minutes = Math.floor(seconds / 60)
  const milliseconds = rest - seconds * 1_000
  return `${date}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${milliseconds < 100 ? '0' : ''}${two(milliseconds)}Z`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

/** JSON text as what it says, or the text itself where writing it again would give another text. */
export function openJson(text: string): JsonValue {
  if (!text.startsWith('{') && !text.startsWith('[')) return text
  try {
    const value = JSON.parse(text) as JsonValue
    return JSON.stringify(value) === text ? value : text
  } catch {
    return text
  }
}

/** The other way: what the column is stored as. */
export function storedValue(column: string, value: JsonValue | undefined): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'object') return JSON.stringify(value)
  return column.endsWith('_at') ? closedTime(value) : value
}

/** Milliseconds of a time that `isoTime` wrote; null for text that is no time. */
export function closedTime(value: string | number): number | null {
  if (typeof value === 'number') return value
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

/** Every tag, issue, scorecard or review set by id, as an export writes it. */
export function readDefinitions(
  database: ReadableDatabase,
  table: DefinitionTable
): ReadonlyMap<number, AnnotationRow> {
  const columns = exportedColumns(database, table)
  const json: readonly string[] = DEFINITIONS[table].json
  const scorecards = table === 'review_set' ? readDefinitions(database, 'scorecard') : null
  const rows = database.prepare(`SELECT * FROM ${table} ORDER BY id`).all<Row>()
  return new Map(
    rows.map((row) => [
      Number(row['id']),
      Object.fromEntries(
        columns.map((column) => [
          exportedName(column),
          column === 'scorecard_id'
            ? (scorecards?.get(Number(row[column])) ?? null)
            : exportedValue(column, row[column], json.includes(column))
        ])
      )
    ])
  )
}

/** Q&A pairs of no conversation, with their questions and the name of their agent. */
export function readLooseDrafts(database: ReadableDatabase): readonly AnnotationRow[] {
  const columns = exportedColumns(database, 'qa_pair')
  const questions = database.prepare('SELECT text FROM qa_question WHERE qa_pair_id = ? ORDER BY position')
  const rows = database
    .prepare(
      `SELECT p.*, a.name AS agent_name FROM qa_pair p LEFT JOIN agent a ON a.id = p.agent_id
       WHERE p.conversation_id IS NULL ORDER BY p.created_at, p.id`
    )
    .all<Row>()
  return rows.map((row) => ({
    agent: exportedValue('agent_name', row['agent_name']),
    ...Object.fromEntries(columns.map((column) => [exportedName(column), exportedValue(column, row[column])])),
    questions: questions.all<{ text: string }>(Number(row['id'])).map(({ text }) => text)
  }))
}
