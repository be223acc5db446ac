// The columns of `query`: what a conversation shows in each, as text or number that any program reads.
import type { ConversationRow } from '../../shared/domain'
import { AppError } from '../../shared/errors'

export type Cell = string | number | null

interface Column {
  readonly name: string
  readonly of: (row: ConversationRow) => Cell
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

const COLUMNS: readonly Column[] = [
  { name: 'id', of: (row) => row.id },
  { name: 'started', of: (row) => iso(row.startedAt) },
  { name: 'preview', of: (row) => row.preview },
  { name: 'channel', of: (row) => row.channel },
  { name: 'status', of: (row) => row.status },
  { name: 'messages', of: (row) => row.messageCount },
  { name: 'up', of: (row) => row.upCount },
  { name: 'down', of: (row) => row.downCount },
  { name: 'band', of: (row) => row.band },
  { name: 'confidence', of: (row) => row.confidence },
  { name: 'sentiment', of: (row) => row.sentiment },
  { name: 'topic', of: (row) => row.topic },
  { name: 'customer', of: (row) => row.customer },
  { name: 'agent', of: (row) => row.agent },
  { name: 'last', of: (row) => iso(row.lastAt) },
  { name: 'review', of: (row) => row.reviewState },
  { name: 'tags', of: (row) => row.tags.join(', ') },
  { name: 'notes', of: (row) => row.noteCount },
  { name: 'drafts', of: (row) => row.draftCount },
  { name: 'language', of: (row) => row.language },
  { name: 'country', of: (row) => row.country },
  { name: 'source', of: (row) => row.source },
  { name: 'title', of: (row) => row.title }
]

/** What fits a terminal. */
const TABLE = ['started', 'channel', 'status', 'messages', 'up', 'down', 'band', 'topic', 'preview']

/** The columns named by --columns; for a table a few, for machines all. Throws `invalid-input` for an unknown name. */
export function chooseColumns(named: string | undefined, isTable: boolean): readonly Column[] {
  if (named === undefined) return isTable ? COLUMNS.filter(({ name }) => TABLE.includes(name)).sort(asInTable) : COLUMNS
  return named.split(',').map((part) => {
    const column = COLUMNS.find(({ name }) => name === part.trim())
    if (column) return column
    const names = COLUMNS.map(({ name }) => name).join(', ')
    throw new AppError('invalid-input', `There is no column “${part.trim()}”. Columns: ${names}.`)
  })
}

function asInTable(a: Column, b: Column): number {
  return TABLE.indexOf(a.name) - TABLE.indexOf(b.name)
}
