// The page of suggestions: what to improve, found in three ways: weak answers, answers that contradict, sources that fail.
import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { ContradictionsTab } from './ContradictionsTab'
import { GapsTab } from './GapsTab'
import { SourcesTab } from './SourcesTab'
import classes from './suggestions.module.css'

const TABS = ['gaps', 'contradictions', 'sources'] as const
type Tab = (typeof TABS)[number]

/** Where the person was, for as long as the window is open: a number leads to the list and back. */
let lastTab: Tab = 'gaps'

export function SuggestionsPage() {
  const [tab, setTab] = useState(lastTab)
  const choose = (value: string | null) => {
    lastTab = TABS.find((one) => one === value) ?? 'gaps'
    setTab(lastTab)
  }
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>Suggestions</h1>
      <Tabs value={tab} onChange={choose} keepMounted={false} className={classes.tabs}>
        <Tabs.List>
          <Tabs.Tab value="gaps">Knowledge gaps</Tabs.Tab>
          <Tabs.Tab value="contradictions">Different answers</Tabs.Tab>
          <Tabs.Tab value="sources">Cited sources</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="gaps" className={classes.panel}>
          <GapsTab />
        </Tabs.Panel>
        <Tabs.Panel value="contradictions" className={classes.panel}>
          <ContradictionsTab />
        </Tabs.Panel>
        <Tabs.Panel value="sources" className={classes.panel}>
          <SourcesTab />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}
