// The log list: search box, chips, count and tools, grid.
import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { IconBaselineDensityMedium, IconBaselineDensitySmall, IconFilter } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { commandHint, useCommand } from '../commands'
import { ToolButton } from '../components/ToolButton'
import { useCurrentQuery } from '../current-query'
import { ExportButton } from '../export/ExportButton'
import { FacetPanel } from '../facets/FacetPanel'
import { TimeStrip } from '../facets/TimeStrip'
import { hasText } from '../filter-edit'
import { useNavigation } from '../navigation'
import { BulkBar } from '../review/BulkBar'
import { ReviewButton } from '../review/ReviewButton'
import { useSettings, useTimeZone } from '../use-settings'
import { SaveViewMenu } from '../views/SaveViewMenu'
import { useViewLook } from '../views/view-look'
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
  const { query, problems, unfinished, setSort } = useCurrentQuery()
  const { restored, start, keepTop, keepSelection } = usePlace()
  const { opened, slow, error, reopen } = useOpenedQuery(restored && active ? query : null, useTimeZone())
  const [grid, setGrid] = useState<ListGrid | null>(null)
  const [selection, setSelection] = useState<Selection>({ all: false, ids: [] })
  const select = (next: Selection) => {
    setSelection(next)
    keepSelection(next)
  }
  const resultSet = opened?.resultSet ?? null
  useEffect(() => setResultSet(resultSet), [resultSet, setResultSet])

  useViewLook(grid)
  const blocked = problems.length > 0
  const density = settings.density === 'compact' ? 'comfortable' : 'compact'
  const { facetsOpen = false } = readGridSettings(settings.grid)
  const toggleFacets = () => change({ grid: { ...settings.grid, facetsOpen: !facetsOpen } })
  const filtersButton = useRef<HTMLButtonElement>(null)
  const closeFacets = () => {
    toggleFacets()
    filtersButton.current?.focus()
  }
  useCommand('facets.toggle', toggleFacets, active)
  const changeDensity = () => change({ density })
  useCommand('density.toggle', changeDensity, active)

  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">Conversations</VisuallyHidden>
      <div className={classes.head}>
        <SearchBox active={active} slow={slow} />
        <ActiveFilters />
        <FilterWords />
        <div className={classes.tools}>
          <ToolButton
            ref={filtersButton}
            label="Filters"
            icon={<IconFilter size={14} />}
            pressed={facetsOpen}
            aria-expanded={facetsOpen}
            title={commandHint('facets.toggle')}
            onClick={toggleFacets}
          />
          <ResultCount
            resultSet={resultSet}
            slow={slow}
            stale={opened?.query !== query}
            failed={error !== null}
            blocked={blocked}
            unfinished={unfinished}
            selection={selection}
          />
          <span className={classes.gap} />
          <ReviewButton query={opened?.query ?? null} resultSet={resultSet} active={active && !blocked} />
          <SortMenu sort={query.sort} hasText={hasText(query.filter)} onSort={setSort} />
          <ColumnChooser grid={grid} />
          <ExportButton opened={opened} selection={selection} disabled={blocked} active={active} />
          <SaveViewMenu grid={grid} active={active} />
          <ActionIcon
            aria-label={`Switch to ${density} rows`}
            title={`Switch to ${density} rows`}
            onClick={changeDensity}
          >
            {settings.density === 'compact' ? (
              <IconBaselineDensityMedium size={15} />
            ) : (
              <IconBaselineDensitySmall size={15} />
            )}
          </ActionIcon>
        </div>
      </div>
      {active && resultSet && <BulkBar selection={selection} resultSet={resultSet} />}
      <div className={classes.body}>
        {facetsOpen && opened && <FacetPanel query={opened.query} onClose={closeFacets} />}
        <div className={classes.right}>
          {opened && <TimeStrip query={opened.query} />}
          <div className={classes.list} data-stale={slow || blocked || undefined} aria-busy={slow}>
            <ConversationGrid
              opened={opened}
              active={active}
              start={start}
              onSort={setSort}
              onExpired={reopen}
              onSelection={select}
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
