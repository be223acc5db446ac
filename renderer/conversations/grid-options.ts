// What the grid is told once, for its whole life: the library takes every new object or function for a change and builds columns and rows
// anew for it.
import type { GridOptions, RowClassParams } from 'ag-grid-community'
import type { ConversationRow } from '../../shared/domain'
import type { Sort } from '../../shared/query/query'
import { columnDefinitions } from './grid-columns'
import { querySort } from './grid-sort'
import { OPEN_ROW, topRow } from './list-grid'
import { PAGE_SIZE } from './result-source'
import type { ListSelection } from './use-selection'

/** What the grid's events reach. */
export interface GridParts {
  onSort(sort: readonly Sort[]): void
  onScrolled(topConversation: number | null): void
  openAt(rowIndex: number | null): void
  followFocus(rowIndex: number | null): void
  isOpen(row: ConversationRow | undefined): boolean
  rowsRead(): void
  saveColumns(): void
  readonly selection: ListSelection
}

/** `parts`: as they are when an event comes. */
export function gridOptions(parts: () => GridParts): GridOptions<ConversationRow> {
  const saveColumns = () => parts().saveColumns()
  return {
    columnDefs: columnDefinitions(),
    defaultColDef: { resizable: true, suppressKeyboardEvent: isOurs },
    rowModelType: 'infinite',
    getRowId: ({ data }) => String(data.id),
    headerHeight: 32,
    // Rows made ready beyond the screen. Each costs as much as one on it, at every jump of the scroll bar.
    rowBuffer: 1,
    cacheBlockSize: PAGE_SIZE,
    // All of them are read again when data changes; what is selected does not depend on them.
    maxBlocksInCache: 8,
    maxConcurrentDatasourceRequests: 8,
    infiniteInitialRowCount: 1,
    rowSelection: { mode: 'multiRow', checkboxes: false, headerCheckbox: false, enableClickSelection: true },
    rowClassRules: { [OPEN_ROW]: ({ data }: RowClassParams<ConversationRow>) => parts().isOpen(data) },
    animateRows: false,
    suppressDragLeaveHidesColumns: true,
    suppressColumnMoveAnimation: true,
    suppressNoRowsOverlay: true,
    onRowClicked: (event) => {
      parts().openAt(event.rowIndex)
      parts().selection.clicked(event)
    },
    onCellFocused: ({ rowIndex }) => parts().followFocus(rowIndex),
    onSortChanged: ({ api, source }) => {
      if (source === 'api') return
      const model = api
        .getColumnState()
        .flatMap((c) => (c.sort ? [{ colId: c.colId, sort: c.sort, at: c.sortIndex ?? 0 }] : []))
      parts().onSort(querySort(model.sort((a, b) => a.at - b.at)))
    },
    onSelectionChanged: (event) => parts().selection.changed(event),
    onModelUpdated: () => {
      parts().selection.rowsRead()
      parts().rowsRead()
    },
    onBodyScrollEnd: ({ api }) => parts().onScrolled(topRow(api)?.id ?? null),
    onColumnMoved: ({ finished }) => {
      if (finished) saveColumns()
    },
    onColumnResized: ({ finished, source }) => {
      if (finished && source !== 'flex') saveColumns()
    },
    onColumnVisible: saveColumns,
    onColumnPinned: saveColumns
  }
}

const OURS = new Set(['Home', 'End', 'Enter', ' '])
/** With the shift key they extend the selection; by themselves the grid moves the focus with them. */
const EXTENDING = new Set(['ArrowUp', 'ArrowDown'])
function isOurs({ event }: { readonly event: KeyboardEvent }): boolean {
  return (OURS.has(event.key) || (event.shiftKey && EXTENDING.has(event.key))) && !event.ctrlKey && !event.metaKey
}
