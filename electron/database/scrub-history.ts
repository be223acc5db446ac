// Takes the words of conversations that are wiped out of History: its lines hold what was noted and drafted, before and after.
import type { WritableDatabase } from './open'

type Cells = Readonly<Record<string, unknown>> | null

/** As review/changes.ts writes it. */
interface Change {
  readonly table: string
  readonly key: readonly unknown[]
  readonly before: Cells
  readonly after: Cells
}

/** Tables whose rows are about one conversation; a change of a row tells it only where the row was made or removed. */
const OF_CONVERSATIONS = ['conversation_tag', 'note', 'verdict', 'qa_pair'] as const

/**
 * Inside the caller's transaction, before the conversations go: lines lose their changes of them and, where nothing is left, can no
 * longer be undone; what they quote is left out.
 */
export function scrubHistory(database: WritableDatabase, conversations: ReadonlySet<number>): void {
  const rows = rowsOf(database, conversations)
  const lines = database.prepare('SELECT id, label, changes FROM history ORDER BY id')
  for (const line of lines.iterate<{ id: number; changes: string }>()) {
    for (const change of JSON.parse(line.changes) as readonly Change[]) {
      const about = conversationIn(change)
      if (about !== null && conversations.has(about)) rows.add(rowKey(change))
    }
  }
  const isAbout = (change: Change) =>
    rows.has(rowKey(change)) ||
    conversations.has(conversationIn(change) ?? Number.NaN) ||
    (change.table === 'qa_question' && rows.has(`qa_pair ${String(change.key[0])}`))
  // Of an act that sent something, the entry tells whom it is about.
  const sent = new Set(
    database
      .prepare('SELECT history_id AS line, conversation_id AS id FROM outbox WHERE history_id IS NOT NULL')
      .all<{ line: number; id: number | null }>()
      .flatMap(({ line, id }) => (id !== null && conversations.has(id) ? [line] : []))
  )
  const scrub = database.prepare('UPDATE history SET label = ?, changes = ?, state = ? WHERE id = ?')
  const all = database
    .prepare('SELECT id, label, state FROM history ORDER BY id')
    .all<{ id: number; label: string; state: string }>()
  const read = database.prepare('SELECT changes FROM history WHERE id = ?')
  for (const { id, label, state } of all) {
    const changes: readonly Change[] = JSON.parse(read.get<{ changes: string }>(id)?.changes ?? '[]')
    const kept = changes.flatMap((change) => withoutDeleted(change, conversations)).filter((change) => !isAbout(change))
    if (JSON.stringify(kept) === JSON.stringify(changes) && !sent.has(id)) continue
    scrub.run(withoutQuotes(label), JSON.stringify(kept), kept.length === 0 ? 'dropped' : state, id)
  }
}

function rowsOf(database: WritableDatabase, conversations: ReadonlySet<number>): Set<string> {
  const rows = new Set<string>()
  for (const table of OF_CONVERSATIONS)
    for (const { id, conversation } of database
      .prepare(`SELECT id, conversation_id AS conversation FROM ${table} WHERE conversation_id IS NOT NULL`)
      .all<{ id: number; conversation: number }>())
      if (conversations.has(conversation)) rows.add(`${table} ${id}`)
  return rows
}

/** What was deleted by hand before and is wiped now is not brought back any more. */
function withoutDeleted(change: Change, conversations: ReadonlySet<number>): Change[] {
  if (change.table !== 'deleted_conversation') return [change]
  const key = change.key.filter((id) => !conversations.has(Number(id)))
  return key.length === 0 ? [] : [{ ...change, key }]
}

const rowKey = ({ table, key }: Change) => `${table} ${String(key[0])}`

function conversationIn({ table, key, before, after }: Change): number | null {
  if (table === 'conversation' || table === 'flag') return Number(key[0])
  if (table === 'issue_conversation') return Number(key[1])
  const id = after?.['conversation_id'] ?? before?.['conversation_id']
  return typeof id === 'number' ? id : null
}

/** A label without what it quotes, and without a reason somebody wrote. */
function withoutQuotes(label: string): string {
  return label.replace(/“.*”/su, '“…” (wiped)').replace(/^(Marked \w+): .*$/su, '$1')
}
