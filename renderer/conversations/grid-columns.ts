// The columns of the list, as one table: the words of the header, what a cell says, how it is sorted.
import type { ColDef, SortDirection } from 'ag-grid-community'
import type { ConversationRow } from '../../shared/domain'
import type { SortName } from '../../shared/query/fields'
import type { Format } from '../components/format'
import { CHANNEL_WORDS, REVIEW_WORDS, SENTIMENT_WORDS, STATUS_WORDS } from '../components/words'
import { CellRenderer } from './cell-renderer'
import { confidenceCell, confidenceWords, feedbackCell, feedbackWords, previewCell, tagsCell } from './grid-cells'
import type { HeaderFilter } from './header-filter'
import { HeaderLabel } from './header-label'

/** What the grid hands every cell. */
export interface GridContext {
  readonly format: Format
  /** Whether the query asks for something of what the column shows. */
  isFiltered(column: GridColumn): boolean
  /** Opens the column's filter below its header. */
  openFilter(columnId: string): void
}

export interface GridColumn {
  readonly id: string
  readonly label: string
  readonly sort: SortName | null
  /** What its header filters by; nothing where it is left out. */
  readonly filter?: HeaderFilter
  /** Pixels. */
  readonly width: number
  readonly grows?: boolean
  readonly right?: boolean
  /** Shown until the person chooses otherwise. */
  readonly shown: boolean
  /** The direction of the first click. */
  readonly first?: 'asc' | 'desc'
  /** What the cell says; also its tooltip and what assistive technology reads. */
  words(row: ConversationRow, format: Format): string
  /** How it looks, where that is more than its words. */
  cell?(row: ConversationRow): Node
  tooltip?(row: ConversationRow, format: Format): string
}

const time = (value: number | null, row: ConversationRow, format: Format) =>
  value === null ? '' : `${row.timeIsEstimated ? '~' : ''}${format.short(value)}`
const timeTooltip = (value: number | null, row: ConversationRow, format: Format) =>
  value === null
    ? 'The source gives no time'
    : `${format.long(value)}\n${new Date(value).toISOString()} (UTC)${row.timeIsEstimated ? '\nEstimated: the source gives no time' : ''}`

export const GRID_COLUMNS: readonly GridColumn[] = [
  {
    id: 'started',
    label: 'Started',
    sort: 'date',
    filter: { kind: 'dates' },
    width: 142,
    shown: true,
    first: 'desc',
    words: (row, format) => time(row.startedAt, row, format),
    tooltip: (row, format) => timeTooltip(row.startedAt, row, format)
  },
  {
    id: 'preview',
    label: 'Preview',
    sort: 'preview',
    filter: { kind: 'text', field: 'q', op: 'contains' },
    width: 320,
    grows: true,
    shown: true,
    words: (row) => row.snippet?.text ?? row.preview,
    cell: previewCell,
    tooltip: (row) => row.preview
  },
  {
    id: 'confidence',
    label: 'Confidence',
    sort: 'confidence',
    filter: { kind: 'values', field: 'confidence' },
    width: 136,
    shown: true,
    words: confidenceWords,
    cell: confidenceCell,
    tooltip: (row) =>
      row.confidence === null
        ? 'The source gives no confidence'
        : `Lowest ${row.confidence.toFixed(2)}, mean ${(row.confidenceMean ?? row.confidence).toFixed(2)}`
  },
  {
    id: 'feedback',
    label: 'Feedback',
    sort: 'feedback',
    filter: { kind: 'values', field: 'feedback' },
    width: 96,
    shown: true,
    words: feedbackWords,
    cell: feedbackCell
  },
  {
    id: 'channel',
    label: 'Channel',
    sort: 'channel',
    filter: { kind: 'values', field: 'channel' },
    width: 96,
    shown: true,
    words: (row) => (row.channel ? CHANNEL_WORDS[row.channel] : (row.channelRaw ?? '')),
    tooltip: (row) => row.channelRaw ?? ''
  },
  {
    id: 'status',
    label: 'Status',
    sort: 'status',
    filter: { kind: 'values', field: 'status' },
    width: 96,
    shown: true,
    words: (row) => (row.status ? STATUS_WORDS[row.status] : (row.statusRaw ?? '')),
    tooltip: (row) => row.statusRaw ?? ''
  },
  {
    id: 'messages',
    label: 'Messages',
    sort: 'messages',
    filter: { kind: 'count' },
    width: 94,
    right: true,
    shown: true,
    first: 'desc',
    words: (row, format) => format.number(row.messageCount)
  },
  {
    id: 'sentiment',
    label: 'Sentiment',
    sort: 'sentiment',
    filter: { kind: 'values', field: 'sentiment' },
    width: 100,
    shown: true,
    words: (row) => (row.sentiment ? SENTIMENT_WORDS[row.sentiment] : '')
  },
  {
    id: 'topic',
    label: 'Topic',
    sort: 'topic',
    filter: { kind: 'values', field: 'topic' },
    width: 130,
    shown: true,
    words: (row) => row.topic ?? ''
  },
  {
    id: 'customer',
    label: 'Customer',
    sort: 'customer',
    filter: { kind: 'text', field: 'customer', op: 'substring' },
    width: 150,
    shown: true,
    words: (row) => row.customer ?? ''
  },
  {
    id: 'agent',
    label: 'Agent',
    sort: 'agent',
    filter: { kind: 'values', field: 'agent' },
    width: 130,
    shown: false,
    words: (row) => row.agent
  },
  {
    id: 'lastActivity',
    label: 'Last activity',
    sort: 'last',
    width: 142,
    shown: true,
    first: 'desc',
    words: (row, format) => time(row.lastAt, row, format),
    tooltip: (row, format) => timeTooltip(row.lastAt, row, format)
  },
  {
    id: 'review',
    label: 'Review',
    sort: 'review',
    filter: { kind: 'values', field: 'review' },
    width: 104,
    shown: true,
    words: (row) => REVIEW_WORDS[row.reviewState]
  },
  {
    id: 'tags',
    label: 'Tags',
    sort: null,
    filter: { kind: 'values', field: 'tag' },
    width: 130,
    shown: true,
    words: (row) => row.tags.join(', '),
    cell: tagsCell
  },
  {
    id: 'notes',
    label: 'Notes',
    sort: null,
    filter: { kind: 'part', part: 'note' },
    width: 76,
    right: true,
    shown: false,
    words: (row, format) => (row.noteCount ? format.number(row.noteCount) : '')
  },
  {
    id: 'drafts',
    label: 'Drafts',
    sort: null,
    filter: { kind: 'part', part: 'draft' },
    width: 76,
    right: true,
    shown: false,
    words: (row, format) => (row.draftCount ? format.number(row.draftCount) : '')
  },
  {
    id: 'source',
    label: 'Source',
    sort: 'source',
    filter: { kind: 'values', field: 'origin' },
    width: 160,
    shown: false,
    words: (row) => row.source
  },
  {
    id: 'language',
    label: 'Language',
    sort: null,
    filter: { kind: 'values', field: 'lang' },
    width: 90,
    shown: false,
    words: (row) => row.language ?? ''
  },
  {
    id: 'country',
    label: 'Country',
    sort: null,
    filter: { kind: 'values', field: 'country' },
    width: 90,
    shown: false,
    words: (row) => row.country ?? ''
  }
]

/** The table as the grid wants it. */
export function columnDefinitions(): ColDef<ConversationRow>[] {
  return GRID_COLUMNS.map((column) => {
    const order: SortDirection[] = column.first === 'desc' ? ['desc', 'asc'] : ['asc', 'desc']
    return {
      colId: column.id,
      headerName: column.label,
      headerComponentParams: { innerHeaderComponent: HeaderLabel, innerHeaderComponentParams: { gridColumn: column } },
      // As in a spreadsheet: Alt and the arrow open the filter of the header that has the focus.
      suppressHeaderKeyboardEvent: ({ event, context }) => {
        if (!column.filter || event.key !== 'ArrowDown' || !event.altKey) return false
        if (event.type === 'keydown') contextOf(context).openFilter(column.id)
        return true
      },
      initialHide: !column.shown,
      initialWidth: column.width,
      minWidth: column.grows ? 280 : 60,
      ...(column.grows ? { initialFlex: 1 } : {}),
      ...(column.right ? { type: 'rightAligned', cellClass: ['ag-right-aligned-cell', 'numbers'] } : {}),
      sortable: column.sort !== null,
      sortingOrder: column.id === 'started' ? order : [...order, null],
      // The row itself is the value, so that a row that was read again is drawn again.
      valueGetter: ({ data }) => data,
      equals: (a, b) => a === b,
      valueFormatter: ({ data, context }) => (data ? column.words(data, contextOf(context).format) : ''),
      cellRenderer: CellRenderer,
      cellRendererParams: { gridColumn: column }
    }
  })
}

function contextOf(context: GridContext): GridContext {
  return context
}
