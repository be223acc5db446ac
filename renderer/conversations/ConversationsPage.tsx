// The log list: search box, chips, count and tools, grid.
import { Button } from '@mantine/core'
import { IconFilter, IconRowInsertBottom } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { commandHint, useCommand } from '../commands'
import { useCurrentQuery } from '../current-query'
import { FacetPanel } from '../facets/FacetPanel'
import { TimeStrip } from '../facets/TimeStrip'
import { hasText } from '../filter-edit'
import { useNavigation } from '../navigation'
import { useSettings, useTimeZone } from '../use-settings'
import { ActiveFilters } from './ActiveFilters'
import { ColumnChooser } from './ColumnChooser'
import { ConversationGrid } from './ConversationGrid'
import classes from './ConversationsPage.module.css'
import { EmptyWorkspace, ListFailed, NothingFound } from './EmptyList'
import { FilterWords } from './FilterWords'
import { readGridSettings } from './grid-place'
import type { ListGrid, Selection } from './list-grid'
import { ResultCount } from './ResultCount'
import { SearchBox } from './SearchBox'
import { SortMenu } from './SortMenu'
import { useOpenedQuery } from './use-opened-query'
import { usePlace } from './use-place'

export function ConversationsPage() {
  const { page, setResultSet } = useNavigation()
  const active = page === 'conversations'
  const { settings, change } = useSettings()
  const { query, problems, setSort } = useCurrentQuery()
  const { restored, startAt, keepTop } = usePlace()
  const { opened, slow, error, reopen } = useOpenedQuery(restored ? query : null, useTimeZone())
  const [grid, setGrid] = useState<ListGrid | null>(null)
  const [selection, setSelection] = useState<Selection>({ all: false, ids: [] })
  const resultSet = opened?.resultSet ?? null
  useEffect(() => setResultSet(resultSet), [resultSet, setResultSet])

  const blocked = problems.length > 0
  const density = settings.density === 'compact' ? 'comfortable' : 'compact'
  const { facetsOpen = false } = readGridSettings(settings.grid)
  const toggleFacets = () => change({ grid: { ...settings.grid, facetsOpen: !facetsOpen } })
  useCommand('facets.toggle', toggleFacets, active)
  const changeDensity = () => change({ density })
  useCommand('density.toggle', changeDensity, active)

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <SearchBox active={active} slow={slow} />
        <ActiveFilters />
        <FilterWords />
        <div className={classes.tools}>
          <Button
            variant={facetsOpen ? 'light' : 'subtle'}
            color={facetsOpen ? 'accent' : 'gray'}
            leftSection={<IconFilter size={14} />}
            aria-expanded={facetsOpen}
            title={commandHint('facets.toggle')}
            onClick={toggleFacets}
          >
            Filters
          </Button>
          <ResultCount
            resultSet={resultSet}
            slow={slow}
            failed={error !== null}
            blocked={blocked}
            selection={selection}
          />
          <span className={classes.gap} />
          <SortMenu sort={query.sort} hasText={hasText(query.filter)} onSort={setSort} />
          <ColumnChooser grid={grid} />
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconRowInsertBottom size={14} />}
            onClick={changeDensity}
            title={`Switch to ${density} rows`}
          >
            {settings.density === 'compact' ? 'Compact' : 'Comfortable'}
          </Button>
        </div>
      </div>
      <div className={classes.body}>
        {facetsOpen && opened && <FacetPanel query={opened.query} onClose={toggleFacets} />}
        <div className={classes.right}>
          {opened && <TimeStrip query={opened.query} />}
          <div className={classes.list} data-stale={slow || blocked || undefined} aria-busy={slow}>
            <ConversationGrid
              opened={opened}
              active={active}
              startAt={startAt}
              onSort={setSort}
              onExpired={reopen}
              onSelection={setSelection}
              onScrolled={keepTop}
              onReady={setGrid}
            />
            {error ? (
              <ListFailed error={error} onRetry={reopen} />
            ) : resultSet?.of === 0 ? (
              <EmptyWorkspace />
            ) : resultSet?.total === 0 ? (
              <NothingFound />
            ) : null}
          </div>
        </div>
      </div>
    </div>
  )
}
