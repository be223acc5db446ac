// The list itself: the only place where the grid library is mounted. Grid "Conversations".
import { createGrid, type GridOptions } from 'ag-grid-community'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ConversationRow } from '../../shared/domain'
import type { Sort } from '../../shared/query/query'
import { useEventListener } from '../api'
import { useFormat } from '../components/format'
import { nonce } from '../nonce'
import { gridTheme, ROW_HEIGHT } from '../theme'
import { useSettings } from '../use-settings'
import classes from './ConversationGrid.module.css'
import type { GridContext } from './grid-columns'
import { createDatasource } from './grid-datasource'
import './grid-modules'
import { type GridParts, gridOptions } from './grid-options'
import { HeaderFilterPopover } from './HeaderFilterPopover'
import type { ListGrid, Selection } from './list-grid'
import type { OpenedQuery } from './result-source'
import { useColumnPlaces } from './use-column-places'
import { useGridKeys } from './use-grid-keys'
import { useHeaderFilters } from './use-header-filters'
import { useOpenRow } from './use-open-row'
import type { Start } from './use-place'
import { useSelection } from './use-selection'
import { useShownQuery } from './use-shown-query'

export interface ConversationGridProps {
  /** The list to show; null until the first query is opened. */
  readonly opened: OpenedQuery | null
  /** Whether the list's keys work now. */
  readonly active: boolean
  /** Where the list begins when the first one is shown. */
  readonly start: Start | null
  onSort(sort: readonly Sort[]): void
  /** The result set has expired: open it again. */
  onExpired(): void
  onSelection(selection: Selection): void
  /** The conversation at the top of the screen, when scrolling rests. */
  onScrolled(topConversation: number | null): void
  onReady(grid: ListGrid): void
}

export function ConversationGrid(props: ConversationGridProps) {
  const { opened, active, onSelection } = props
  const { settings } = useSettings()
  const format = useFormat()
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const [datasource] = useState(() => createDatasource(() => latest.current.onExpired()))
  const [grid, setGrid] = useState<ListGrid | null>(null)
  const { headerPlace, closeFilter, isFiltered, openFilter } = useHeaderFilters(grid)
  const context = useMemo<GridContext>(() => ({ format, isFiltered, openFilter }), [format, isFiltered, openFilter])

  const { saveColumns } = useColumnPlaces(grid)
  const { followFocus, openAt, isOpen, rowsRead } = useOpenRow(grid, opened)
  const selection = useSelection(grid, opened, onSelection)
  const { selectAll } = selection
  useShownQuery(grid, datasource, opened, props.start?.top ?? null, () => selectAll(false))
  useStartSelection(opened, props.start, selection.restore)
  useGridKeys(grid, { active, openAt, selectAll })
  useEffect(() => {
    grid?.setGridOption('context', context)
    grid?.refreshCells({ force: true })
  }, [grid, context])
  const rowHeight = ROW_HEIGHT[settings.density]
  useEffect(() => grid?.setGridOption('rowHeight', rowHeight), [grid, rowHeight])

  useBlankRows(grid, settings.masked)

  const parts: GridParts = { ...props, openAt, followFocus, isOpen, rowsRead, saveColumns, selection }
  const latestParts = useRef(parts)
  useEffect(() => {
    latestParts.current = parts
  })
  const host = useRef<HTMLDivElement>(null)
  const [options] = useState<GridOptions<ConversationRow>>(() => ({
    ...gridOptions(() => latestParts.current),
    theme: gridTheme,
    styleNonce: nonce,
    context,
    datasource,
    rowHeight
  }))
  // Without the library's wrapper for React, which draws every row and cell by React: a jump in the list takes a tenth less.
  useLayoutEffect(() => {
    if (!host.current) return
    const api = createGrid(host.current, options)
    setGrid(api)
    latest.current.onReady(api)
    return () => api.destroy()
  }, [options])
  return (
    <div className={classes.grid} data-keys="list" data-density={settings.density} ref={nameTheGrid}>
      <div className={classes.host} ref={host} />
      {opened && <HeaderFilterPopover place={headerPlace} query={opened.query} onClose={closeFilter} />}
    </div>
  )
}

/** What was selected before the restart, once the first list is there. */
function useStartSelection(
  opened: OpenedQuery | null,
  start: Start | null,
  restore: (selection: Selection) => void
): void {
  const isDone = useRef<boolean>(false)
  useEffect(() => {
    if (!opened || isDone.current) return
    isDone.current = true
    if (start && (start.selection.all || start.selection.ids.length > 0)) restore(start.selection)
  }, [opened, start, restore])
}

/** The library has no option for the name of its grid element. */
function nameTheGrid(element: HTMLElement | null): void {
  if (!element) return
  const name = () => element.querySelector('[role="grid"]')?.setAttribute('aria-label', 'Conversations')
  name()
  const observer = new MutationObserver(() => {
    name()
    if (element.querySelector('[role="grid"]')) observer.disconnect()
  })
  observer.observe(element, { childList: true, subtree: true })
}
/** When personal data is hidden or shown the rows are blank until they are read again, also behind another page. */
function useBlankRows(grid: ListGrid | null, masked: boolean): void {
  const shown = useRef(masked)
  useEffect(() => {
    if (!grid || shown.current === masked) return
    shown.current = masked
    blank(grid)
  }, [grid, masked])
  useEventListener('data.changed', ({ tables }) => {
    if (!grid || !tables.includes('settings')) return
    // What was asked for before the reader knew of it may have come in between.
    if (masked) blank(grid)
    grid.refreshInfiniteCache()
  })
}

/** A row without data is drawn empty; the grid draws nothing by itself while it is behind another page. */
function blank(grid: ListGrid): void {
  grid.forEachNode((node) => node.setData(undefined as never))
  grid.redrawRows()
}
