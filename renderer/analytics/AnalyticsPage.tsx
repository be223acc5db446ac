// Analytics: numbers over the conversations of the list's query, every one of them a way into the conversations behind it.
import { Button, Checkbox, Tabs } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { ActiveFilters } from '../conversations/ActiveFilters'
import { FilterWords } from '../conversations/FilterWords'
import { useCurrentQuery } from '../current-query'
import { clausesOf } from '../filter-edit'
import { useNavigation } from '../navigation'
import { useTimeZone } from '../use-settings'
import classes from './analytics.module.css'
import { changePlace, TABS, usePlace } from './analytics-place'
import { CompareTab } from './CompareTab'
import { CoverageTab } from './CoverageTab'
import { OverviewTab } from './OverviewTab'
import { PeriodPicker } from './PeriodPicker'
import { ReliabilityTab } from './ReliabilityTab'
import { SqlTab } from './SqlTab'
import { useReturn, useScope } from './use-scope'

export function AnalyticsPage() {
  useReturn()
  const { tab, withTests } = usePlace()
  const scope = useScope()
  const timeZone = useTimeZone()
  const { query } = useCurrentQuery()
  const { goTo } = useNavigation()
  const isNarrowed = clausesOf(query.filter).length > 0
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Analytics</h1>
        <PeriodPicker timeZone={timeZone} />
      </header>
      <div className={classes.scope}>
        {isNarrowed ? (
          <>
            <ActiveFilters />
            <FilterWords />
          </>
        ) : (
          <span className="muted">{withTests ? 'All conversations.' : 'All conversations that are no tests.'}</span>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconSearch size={13} />}
          onClick={() => goTo('conversations')}
        >
          Change the filter in the list
        </Button>
        <Checkbox
          size="xs"
          label="Count test conversations too"
          title="From a playground, or asked again by this app"
          checked={withTests}
          onChange={(event) => changePlace({ withTests: event.currentTarget.checked })}
        />
      </div>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => changePlace({ tab: TABS.find((one) => one === value) ?? 'overview' })}
      >
        <Tabs.List>
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="compare">Compare</Tabs.Tab>
          <Tabs.Tab value="confidence">Confidence</Tabs.Tab>
          <Tabs.Tab value="coverage">Coverage</Tabs.Tab>
          <Tabs.Tab value="sql">SQL</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab scope={scope} />
        </Tabs.Panel>
        <Tabs.Panel value="compare">
          <CompareTab scope={scope} />
        </Tabs.Panel>
        <Tabs.Panel value="confidence">
          <ReliabilityTab scope={scope} />
        </Tabs.Panel>
        <Tabs.Panel value="coverage">
          <CoverageTab scope={scope} />
        </Tabs.Panel>
        <Tabs.Panel value="sql">
          <SqlTab scope={scope} />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
