// Two periods or two queries beside each other, with intervals, what differs by value, and the words that tell them apart.
import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMemo } from 'react'
import { describeQuery } from '../../shared/query/describe-query'
import { call, useContract } from '../api'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { useTimeZone } from '../use-settings'
import classes from './analytics.module.css'
import { ChartPanel } from './ChartPanel'
import { ComparedTable } from './ComparedTable'
import { CompareSetup } from './CompareSetup'
import { comparedRows, comparisonText, valuesData } from './compare-data'
import type { Sides } from './compare-sides'
import { Failed, Waiting } from './States'
import type { Scope } from './use-scope'
import { useSides } from './use-sides'
import { WordsPanel } from './WordsPanel'

export function CompareTab({ scope }: { readonly scope: Scope }) {
  const setup = useSides(scope.query)
  return (
    <div className={classes.stack}>
      <CompareSetup setup={setup} />
      {setup.sides ? (
        <ComparisonView sides={setup.sides} scope={scope} />
      ) : (
        <p className={classes.nothing}>{setup.hint}</p>
      )}
    </div>
  )
}

const READS = ['conversation', 'review'] as const

function ComparisonView({ sides, scope }: { readonly sides: Sides; readonly scope: Scope }) {
  const timeZone = useTimeZone()
  const format = useFormat()
  const compared = { a: sides.a.query, b: sides.b.query, timeZone }
  const { data, error } = useContract('analytics.compare', compared, { keepPrevious: true, tables: READS })
  const words = useContract('analytics.keyWords', compared, { tables: READS })
  const rows = useMemo(() => data && comparedRows(data, sides, format), [data, sides, format])
  const charts = useMemo(
    () => data?.breakdowns.filter(({ values }) => values.length > 1).map((one) => valuesData(one, data, sides, format)),
    [data, sides, format]
  )
  if (error) return <Failed error={error} />
  if (!data || !rows || !charts) return <Waiting what="Comparing" />
  const copy = async () => {
    const scopeWords = describeQuery(scope.query) || 'all conversations'
    try {
      await call('clipboard.write', { text: comparisonText(data, sides, scopeWords, words.data ?? null, format) })
      showMessage('The comparison is on the clipboard.')
    } catch (thrown) {
      showError(thrown)
    }
  }
  return (
    <>
      <section className={classes.panel} aria-label="Comparison">
        <header className={classes.panelHead}>
          <h3>
            {sides.a.name} → {sides.b.name}
          </h3>
          <span className={classes.gap} />
          <Button size="compact-xs" variant="default" leftSection={<IconCopy size={13} />} onClick={() => void copy()}>
            Copy as text
          </Button>
        </header>
        <ComparedTable rows={rows} sides={sides} onOpen={scope.open} />
      </section>
      <WordsPanel words={words.data} error={words.error} sides={sides} format={format} onOpen={scope.open} />
      <div className={classes.grid}>
        {charts.map((chart) => (
          <ChartPanel key={chart.title} data={chart} kind="rows" onOpen={scope.open} />
        ))}
      </div>
    </>
  )
}
