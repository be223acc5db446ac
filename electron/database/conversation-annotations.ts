// Reads what people added to conversations, some hundred at a time, as an export writes it.
import {
  ANNOTATION_TABLES,
  type AnnotationName,
  type AnnotationRow,
  exportedColumns,
  exportedName,
  exportedValue,
  readDefinitions
} from './annotation-tables'
import { type Cell, grouped } from './grouped'
import type { ReadableDatabase, Row } from './open'

/** By table; every table is there. */
export type Annotations = Readonly<Record<AnnotationName, readonly AnnotationRow[]>>
export type AnnotationsOf = (conversationId: number) => Annotations

const QUESTIONS = `SELECT q.qa_pair_id, q.text FROM json_each(?) wanted CROSS JOIN qa_pair p ON p.conversation_id = wanted.value
  JOIN qa_question q ON q.qa_pair_id = p.id ORDER BY q.qa_pair_id, q.position`

/** The reader of one export: `wanted` is a JSON array of ids. What conversations share (tags, scorecards) is read once. */
export function createAnnotationReader(database: ReadableDatabase): (wanted: string) => AnnotationsOf {
  const definitions = {
    tag: readDefinitions(database, 'tag'),
    issue: readDefinitions(database, 'issue'),
    scorecard: readDefinitions(database, 'scorecard'),
    review_set: readDefinitions(database, 'review_set')
  }
  const isFilled = (table: string) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined
  const tables = ANNOTATION_TABLES.map((table) => ({
    ...table,
    isEmpty: !isFilled(table.table),
    columns: exportedColumns(database, table.table)
  }))
  const empty = Object.fromEntries(ANNOTATION_TABLES.map(({ name }) => [name, []]))
  const hasQuestions = isFilled('qa_question')
  return (wanted) => {
    if (tables.every(({ isEmpty }) => isEmpty)) return () => empty as unknown as Annotations
    const questions = grouped(
      hasQuestions ? (database.prepare(QUESTIONS).columns(wanted) as Cell[][]) : [],
      ([, text]) => String(text)
    )
    const byTable = tables.map(({ table, name, refers, order, columns, isEmpty }) => {
      const rows = new Map<number, AnnotationRow[]>()
      if (isEmpty) return [name, rows] as const
      const references: Readonly<Record<string, keyof typeof definitions | undefined>> = refers
      // By a subquery, so that the order names the table's own columns.
      const sql = `SELECT * FROM ${table} WHERE conversation_id IN (SELECT value FROM json_each(?)) ORDER BY ${order}`
      for (const row of database.prepare(sql).all<Row>(wanted)) {
        const values = columns.map((column) => {
          const definition = references[column]
          const value = definition
            ? (definitions[definition].get(Number(row[column])) ?? null)
            : exportedValue(column, row[column])
          return [exportedName(column), value] as const
        })
        const pair = table === 'qa_pair' ? [['questions', questions.get(Number(row['id'])) ?? []] as const] : []
        const id = Number(row['conversation_id'])
        const annotation: AnnotationRow = Object.fromEntries([...values, ...pair])
        const before = rows.get(id)
        if (before) before.push(annotation)
        else rows.set(id, [annotation])
      }
      return [name, rows] as const
    })
    return (id) =>
      Object.fromEntries(byTable.map(([name, rows]) => [name, rows.get(id) ?? []])) as unknown as Annotations
  }
}
