// Is the agent's confidence honest? What went wrong by confidence, and how much must be read to find nine tenths of it.
import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Reliability, ReliabilityRow, ReliabilitySignal } from '../../shared/analytics'
import { wilson } from '../../shared/wilson'
import { useContract } from '../api'
import { type Format, useFormat } from '../components/format'
import { BAND_WORDS } from '../components/words'
import { useTimeZone } from '../use-settings'
import classes from './analytics.module.css'
import { ChartPanel } from './ChartPanel'
import { both, type ChartData, countFigure, percent, shareFigure } from './chart-data'
import { FigureLink } from './FigureTable'
import { Failed, Waiting } from './States'
import type { Scope } from './use-scope'

const SIGNAL_WORDS: Readonly<
  Record<ReliabilitySignal, { readonly choice: string; readonly bad: string; readonly judged: string }>
> = {
  feedback: { choice: 'Thumbs down', bad: 'Thumbs down', judged: 'With feedback' },
  verdict: { choice: 'Verdicts of reviewers', bad: 'Judged wrong', judged: 'Judged' }
}

export function ReliabilityTab({ scope }: { readonly scope: Scope }) {
  const timeZone = useTimeZone()
  const format = useFormat()
  const [signal, setSignal] = useState<ReliabilitySignal>('feedback')
  const { data, error } = useContract(
    'analytics.reliability',
    { query: scope.query, timeZone, signal },
    { keepPrevious: true, tables: ['conversation', 'review'] }
  )
  const charts = useMemo(
    () =>
      data && {
        tenths: reliabilityData('What went wrong by confidence', data.tenths, data, format),
        bands: reliabilityData(
          'What went wrong by band',
          data.bands.map((row) => ({ ...row, label: bandLabel(row.label) })),
          data,
          format
        )
      },
    [data, format]
  )
  return (
    <div className={classes.stack}>
      <SegmentedControl
        aria-label="What says that it went wrong"
        className={classes.narrow}
        data={(['feedback', 'verdict'] as const).map((value) => ({ value, label: SIGNAL_WORDS[value].choice }))}
        value={signal}
        onChange={(value) => setSignal(value === 'verdict' ? 'verdict' : 'feedback')}
      />
      {error && <Failed error={error} />}
      {!error && !(data && charts) && <Waiting />}
      {data && charts && (
        <>
          <ThresholdWords reliability={data} scope={scope} format={format} />
          <div className={classes.grid}>
            <ChartPanel
              data={charts.tenths}
              kind="bars"
              note="Honest confidence: the less confident, the higher the bar. Judged only; lowest confidence of each conversation."
              onOpen={scope.open}
            />
            <ChartPanel data={charts.bands} kind="bars" onOpen={scope.open} />
          </div>
        </>
      )}
    </div>
  )
}

function bandLabel(label: string): string {
  return Object.entries(BAND_WORDS).find(([band]) => band === label)?.[1] ?? label
}

function reliabilityData(
  title: string,
  rows: readonly ReliabilityRow[],
  { signal, judgedFilter, badFilter }: Reliability,
  format: Format
): ChartData {
  const words = SIGNAL_WORDS[signal]
  return {
    title,
    pointName: 'Confidence',
    isShare: true,
    series: [
      { name: `${words.bad}, share`, drawn: true },
      { name: words.bad, drawn: false },
      { name: words.judged, drawn: false },
      { name: 'Conversations', drawn: false },
      { name: '95% interval from', drawn: false },
      { name: 'to', drawn: false }
    ],
    points: rows.map(({ label, filter, conversations, judged, bad }) => {
      const { low, high } = wilson(bad, judged)
      const limit = (value: number) =>
        judged === 0 ? { value: null, text: '–', filter: null } : { value, text: percent(value, format), filter: null }
      return {
        label,
        figures: [
          shareFigure({ hits: bad, of: judged }, both(filter, badFilter), format),
          countFigure(bad, both(filter, badFilter), format),
          countFigure(judged, both(filter, judgedFilter), format),
          countFigure(conversations, filter, format),
          limit(low),
          limit(high)
        ]
      }
    })
  }
}

interface ThresholdProps {
  readonly reliability: Reliability
  readonly scope: Scope
  readonly format: Format
}

/** The threshold in a sentence whose numbers open their conversations. */
function ThresholdWords({ reliability: { signal, threshold, badFilter }, scope, format }: ThresholdProps) {
  const words = SIGNAL_WORDS[signal]
  if (!threshold)
    return (
      <p className={classes.nothing}>
        {signal === 'verdict'
          ? 'No conversation with a confidence was judged wrong yet. Verdicts are given in a review.'
          : 'No conversation with a confidence has a thumbs down.'}
      </p>
    )
  const { score, filter, caught, bad, reading, scored } = threshold
  return (
    <section className={classes.panel} aria-label="Threshold">
      <p className={classes.sentence}>
        Reading everything at or below a confidence of <strong>{String(score)}</strong> finds{' '}
        <FigureLink
          figure={countFigure(caught, both(filter, badFilter), format)}
          what="Found below the threshold"
          onOpen={scope.open}
        />{' '}
        of {format.number(bad)} conversations that went wrong ({words.bad.toLowerCase()}),{' '}
        {percent(caught / bad, format)}. It costs reading{' '}
        <FigureLink figure={countFigure(reading, filter, format)} what="To read" onOpen={scope.open} /> of{' '}
        {format.number(scored)} conversations with a confidence, {percent(reading / scored, format)}.{' '}
        {gain(caught / bad, reading / scored)}
      </p>
    </section>
  )
}

/** How much better than reading at random it is. */
function gain(found: number, read: number): string {
  const times = found / Math.max(read, 1e-9)
  if (times < 1.1)
    return 'Reading at random would find about as many: this confidence says little about what goes wrong.'
  return `At random the same reading would find ${times.toFixed(1)} times fewer.`
}
