// Feeds the grid: pages of the result set that is open now.
import type { IDatasource, IGetRowsParams } from 'ag-grid-community'
import { call } from '../api'
import { showError } from '../notify'
import { headerSort, sortKey } from './grid-sort'
import { isOnScreen } from './list-grid'
import { isExpired, type OpenedQuery } from './result-source'

export interface GridDatasource extends IDatasource {
  /** Shows another result set. The grid is told by `refreshInfiniteCache`. */
  show(opened: OpenedQuery): void
}

/** Pages that nobody looks at wait at most this long for the window to be idle. Milliseconds. */
const IDLE_WITHIN_MS = 1_000

/** A moment when the window has nothing else to do. */
const idle = () => new Promise<unknown>((resolve) => requestIdleCallback(resolve, { timeout: IDLE_WITHIN_MS }))

/** `reopen` is called when the result set has expired; a fresh one then comes in by `show`. */
export function createDatasource(reopen: () => void): GridDatasource {
  let opened: OpenedQuery | null = null
  let waiting: IGetRowsParams[] = []

  /** A click on a header asks for rows at once, before the query is opened in that order: those wait for it. */
  function isOrderOf({ query }: OpenedQuery, { sortModel }: IGetRowsParams): boolean {
    return sortKey(headerSort(query.sort)) === sortKey(sortModel)
  }

  async function answer(params: IGetRowsParams): Promise<void> {
    if (!opened) return
    const { resultSet, firstRows } = opened
    const end = Math.min(params.endRow, resultSet.total)
    if (params.startRow >= end) return params.successCallback([], resultSet.total)
    if (end <= firstRows.length) return params.successCallback(firstRows.slice(params.startRow, end), resultSet.total)
    try {
      const rows = await call('conversations.page', { resultSet: resultSet.id, start: params.startRow, end })
      // The grid lays itself out anew with each page. When all that it has are read again, those on the screen come first, and between the
      // others the window can answer.
      if (!isOnScreen(params.api, params.startRow, end)) await idle()
      params.successCallback([...rows], resultSet.total)
    } catch (error) {
      if (isExpired(error)) {
        if (opened?.resultSet === resultSet) opened = null
        waiting.push(params)
        reopen()
        return
      }
      params.failCallback()
      showError(error)
    }
  }

  return {
    getRows(params) {
      // Before the first result set, and after one expired, the grid waits for the next.
      if (opened && isOrderOf(opened, params)) void answer(params)
      else waiting.push(params)
    },
    show(next) {
      opened = next
      const retry = waiting
      waiting = []
      for (const params of retry) void answer(params)
    }
  }
}
