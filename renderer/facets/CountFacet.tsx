// How many messages: a histogram with two handles, and the limits as numbers.
import { NumberInput, RangeSlider, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { CountHistogram } from '../../shared/query/facets'
import type { Query } from '../../shared/query/query'
import { useContract } from '../api'
import { type Format, useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { type CountRange, countRange, setCountRange } from '../filter-edit'
import { useNavigation } from '../navigation'
import { useTimeZone } from '../use-settings'
import { FacetFrame } from './FacetFrame'
import classes from './FacetPanel.module.css'
import { READS } from './use-facets'

interface CountFacetProps {
  /** The query of the rows on screen. */
  readonly query: Query
  readonly open?: boolean
  onToggle?(): void
}

export function CountFacet({ query: shown, open = true, onToggle }: CountFacetProps) {
  const { query, editFilter } = useCurrentQuery()
  const format = useFormat()
  const timeZone = useTimeZone()
  const enabled = useNavigation().page === 'conversations'
  const { data } = useContract(
    'conversations.lengths',
    { query: shown, timeZone },
    { keepPrevious: true, tables: READS, enabled }
  )
  const { from, to } = countRange(query.filter)
  const set = (next: Partial<CountRange>) => editFilter((filter) => setCountRange(filter, { from, to, ...next }))
  const isSet = from !== null || to !== null
  return (
    <FacetFrame
      label="Messages"
      open={open}
      onToggle={onToggle}
      onClear={isSet ? () => set({ from: null, to: null }) : undefined}
    >
      {data && data.buckets.length > 1 && (
        <Histogram key={`${from} ${to}`} buckets={data.buckets} range={{ from, to }} format={format} onChoose={set} />
      )}
      <div className={classes.range}>
        <NumberInput
          aria-label="Messages from"
          placeholder="From"
          min={0}
          allowDecimal={false}
          value={from ?? ''}
          onChange={(value) => set({ from: typeof value === 'number' ? value : null })}
        />
        <NumberInput
          aria-label="Messages to"
          placeholder="To"
          min={0}
          allowDecimal={false}
          value={to ?? ''}
          onChange={(value) => set({ to: typeof value === 'number' ? value : null })}
        />
      </div>
    </FacetFrame>
  )
}

interface HistogramProps {
  readonly buckets: CountHistogram['buckets']
  readonly range: CountRange
  readonly format: Format
  onChoose(range: CountRange): void
}

/** A bar narrows to its lengths; the handles move the two ends. An end that stands at the edge is no limit. */
function Histogram({ buckets, range, format, onChoose }: HistogramProps) {
  const last = buckets.length - 1
  const [ends, setEnds] = useState<[number, number]>(() => endsOf(buckets, range))
  const highest = Math.max(1, ...buckets.map(({ count }) => count))
  const words = (at: number) => lengthWords(buckets[at])
  return (
    <>
      <div className={classes.bars}>
        {buckets.map((bucket, at) => {
          const name = `${lengthWords(bucket)} messages: ${format.number(bucket.count)} conversations`
          return (
            <UnstyledButton
              key={bucket.from}
              className={classes.slot}
              data-marked={(at >= ends[0] && at <= ends[1]) || undefined}
              aria-label={name}
              title={name}
              tabIndex={-1}
              onClick={() => onChoose({ from: bucket.from, to: at === last ? null : bucket.to })}
            >
              <span
                className={classes.bar}
                style={{ height: `${Math.max(bucket.count > 0 ? 4 : 0, (bucket.count / highest) * 100)}%` }}
              />
            </UnstyledButton>
          )
        })}
      </div>
      <RangeSlider
        size={3}
        thumbSize={12}
        mb={8}
        min={0}
        max={last}
        step={1}
        minRange={0}
        value={ends}
        label={words}
        thumbFromLabel="Fewest messages"
        thumbToLabel="Most messages"
        onChange={setEnds}
        onChangeEnd={([from, to]) =>
          onChoose({
            from: from === 0 ? null : (buckets[from]?.from ?? null),
            to: to === last ? null : (buckets[to]?.to ?? null)
          })
        }
      />
    </>
  )
}

function endsOf(buckets: CountHistogram['buckets'], { from, to }: CountRange): [number, number] {
  const first = from === null ? 0 : buckets.findIndex((bucket) => bucket.to >= from)
  const final = to === null ? buckets.length - 1 : buckets.findLastIndex((bucket) => bucket.from <= to)
  const start = first < 0 ? buckets.length - 1 : first
  return [start, Math.max(start, final)]
}

function lengthWords(bucket: CountHistogram['buckets'][number] | undefined): string {
  if (!bucket) return ''
  return bucket.from === bucket.to ? String(bucket.from) : `${bucket.from} to ${bucket.to}`
}
