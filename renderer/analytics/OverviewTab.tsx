// The overview: totals, over time, distributions, breakdowns, and the table of all numbers by week.
import { SegmentedControl, Select } from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { TIME_UNITS } from '../../shared/analytics'
import { useContract } from '../api'
import { useFormat } from '../components/format'
import { useTimeZone } from '../use-settings'
import classes from './analytics.module.css'
import { changePlace, usePlace } from './analytics-place'
import { ChartPanel } from './ChartPanel'
import { Measures } from './Measures'
import {
  breakdownData,
  confidenceData,
  lengthData,
  TIME_MEASURES,
  type TimeMeasure,
  timeData,
  timeTable,
  UNIT_WORDS
} from './overview-data'
import { Failed, Waiting } from './States'
import { TablePanel } from './TablePanel'
import type { Scope } from './use-scope'
import { WaitPanel } from './WaitPanel'

const READS = ['conversation', 'review'] as const

export function OverviewTab({ scope }: { readonly scope: Scope }) {
  const timeZone = useTimeZone()
  const format = useFormat()
  const { unit } = usePlace()
  const [measure, setMeasure] = useState<TimeMeasure>('conversations')
  const { data, error, isPlaceholderData } = useContract(
    'analytics.overview',
    { query: scope.query, timeZone, unit },
    { keepPrevious: true, tables: READS }
  )
  const overTime = useMemo(() => data && timeData(data, measure, format), [data, measure, format])
  // The numbers and the first chart stand before the rest is drawn.
  const rest = useDeferredValue(data, undefined)
  const table = useMemo(() => rest && timeTable(rest, format), [rest, format])
  const breakdowns = useMemo(() => rest?.breakdowns.map((one) => breakdownData(one, format)) ?? [], [rest, format])
  const distributions = useMemo(
    () => rest && { confidence: confidenceData(rest, format), lengths: lengthData(rest, format) },
    [rest, format]
  )
  if (error) return <Failed error={error} />
  if (!data || !overTime) return <Waiting />
  const controls = (
    <>
      <Select
        aria-label="Measure"
        size="xs"
        w={210}
        allowDeselect={false}
        data={TIME_MEASURES}
        value={measure}
        onChange={(value) => setMeasure(TIME_MEASURES.find((one) => one.value === value)?.value ?? 'conversations')}
      />
      <SegmentedControl
        aria-label="Time unit"
        data={TIME_UNITS.map((value) => ({ value, label: UNIT_WORDS[value] }))}
        value={data.unit}
        onChange={(value) => changePlace({ unit: TIME_UNITS.find((one) => one === value) ?? null })}
      />
    </>
  )
  return (
    <div className={classes.overview} aria-busy={isPlaceholderData}>
      <Measures overview={data} format={format} onOpen={scope.open} />
      <ChartPanel
        data={overTime}
        kind={measure === 'conversations' ? 'bars' : 'line'}
        controls={controls}
        note={data.undated > 0 ? `${format.number(data.undated)} conversations without a time are not in it.` : null}
        onOpen={scope.open}
      />
      {rest && distributions && table && (
        <>
          <div className={classes.grid}>
            <ChartPanel data={distributions.confidence} kind="bars" onOpen={scope.open} />
            <ChartPanel data={distributions.lengths} kind="bars" onOpen={scope.open} />
            <WaitPanel scope={scope} format={format} />
            {breakdowns.map((breakdown, i) => (
              <ChartPanel
                key={breakdown.title}
                data={breakdown}
                kind="rows"
                note={moreNote(rest.breakdowns[i]?.more ?? 0)}
                onOpen={scope.open}
              />
            ))}
          </div>
          <TablePanel data={table} onOpen={scope.open} />
        </>
      )}
    </div>
  )
}

function moreNote(more: number): string | null {
  return more === 0 ? null : `The fifty most frequent; ${more} more are not listed.`
}
