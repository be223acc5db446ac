// The charts of the overview as data: the reader's numbers with labels in the person's language.
import {
  type Breakdown,
  type Overview,
  SHARE_KEYS,
  SHARES,
  type ShareKey,
  type Tally,
  type TimeGroup,
  type TimeUnit,
  type Waits
} from '../../shared/analytics'
import { fieldOf } from '../../shared/query/fields'
import type { Filter } from '../../shared/query/query'
import type { Format } from '../components/format'
import { dateFormat, numberFormat } from '../components/formatters'
import { valueWords } from '../components/words'
import { both, type ChartData, type ChartPoint, countFigure, decimal, type Figure, shareFigure } from './chart-data'

/** What the chart over time can draw. */
export type TimeMeasure = 'conversations' | ShareKey | 'messages' | 'confidence'

export const TIME_MEASURES: readonly { readonly value: TimeMeasure; readonly label: string }[] = [
  { value: 'conversations', label: 'Conversations' },
  ...SHARE_KEYS.map((key) => ({ value: key, label: SHARES[key].label })),
  { value: 'messages', label: 'Messages per conversation' },
  { value: 'confidence', label: 'Mean confidence' }
]

export const UNIT_WORDS: Readonly<Record<TimeUnit, string>> = { day: 'Day', week: 'Week', month: 'Month' }

/** `Jan 5, 2026`, `Jan 5 – 11, 2026`, `January 2026`. */
export function timeLabel({ from, to }: Pick<TimeGroup, 'from' | 'to'>, unit: TimeUnit, format: Format): string {
  const { timeZone, locale } = format
  if (unit === 'month') return dateFormat(locale, { timeZone, year: 'numeric', month: 'long' }).format(from)
  const day = dateFormat(locale, { timeZone, year: 'numeric', month: 'short', day: 'numeric' })
  return unit === 'day' ? day.format(from) : day.formatRange(from, to - 1)
}

export function timeData({ series, unit }: Overview, measure: TimeMeasure, format: Format): ChartData {
  const title = TIME_MEASURES.find(({ value }) => value === measure)?.label ?? ''
  const isShare = isShareKey(measure)
  const names = isShare
    ? [SHARES[measure].label, 'Conversations', 'Of']
    : title === 'Conversations'
      ? [title]
      : [title, 'Conversations']
  return {
    title: `${title} over time`,
    pointName: UNIT_WORDS[unit],
    series: names.map((name, i) => ({ name, drawn: i === 0 })),
    isShare,
    points: series.map((group) => ({
      label: timeLabel(group, unit, format),
      figures: measured(group.tally, measure, group.filter, format)
    }))
  }
}

function isShareKey(measure: TimeMeasure): measure is ShareKey {
  return SHARE_KEYS.some((key) => key === measure)
}

function measured(tally: Tally, measure: TimeMeasure, filter: Filter, format: Format): Figure[] {
  const all = countFigure(tally.conversations, filter, format)
  switch (measure) {
    case 'conversations':
      return [all]
    case 'messages':
      return [spreadFigure(tally.messages.n, tally.messages.mean, 1, filter, format), all]
    case 'confidence':
      return [spreadFigure(tally.confidence.n, tally.confidence.mean, 2, both(filter, SHARES.low.of), format), all]
    default: {
      const hits = both(filter, SHARES[measure].hits)
      const share = tally.shares[measure]
      return [
        shareFigure(share, hits, format),
        countFigure(share.hits, hits, format),
        countFigure(share.of, both(filter, SHARES[measure].of), format)
      ]
    }
  }
}

export function spreadFigure(n: number, mean: number, digits: number, filter: Filter, format: Format): Figure {
  return n === 0
    ? { value: null, text: '–', filter: null }
    : { value: mean, text: decimal(mean, format, digits), filter }
}

/** Every measure of a set as one row of a table; the heads are `TALLY_HEADS`. */
export function tallyFigures(tally: Tally, filter: Filter, format: Format): Figure[] {
  return [
    countFigure(tally.conversations, filter, format),
    ...SHARE_KEYS.map((key) => shareFigure(tally.shares[key], both(filter, SHARES[key].hits), format)),
    spreadFigure(tally.messages.n, tally.messages.mean, 1, filter, format),
    spreadFigure(tally.confidence.n, tally.confidence.mean, 2, both(filter, SHARES.low.of), format)
  ]
}

const TALLY_HEADS = ['Conversations', ...SHARE_KEYS.map((key) => SHARES[key].label), 'Messages', 'Confidence']

/** All measures by time: the weekly table. */
export function timeTable({ series, unit }: Overview, format: Format): ChartData {
  return tableOf(
    `All numbers by ${unit}`,
    UNIT_WORDS[unit],
    series.toReversed().map((group) => ({
      label: timeLabel(group, unit, format),
      figures: tallyFigures(group.tally, group.filter, format)
    }))
  )
}

function tableOf(title: string, pointName: string, points: readonly ChartPoint[]): ChartData {
  return { title, pointName, series: TALLY_HEADS.map((name, i) => ({ name, drawn: i === 0 })), points, isShare: false }
}

export function breakdownData({ field, groups }: Breakdown, format: Format): ChartData {
  const label = fieldOf(field).label
  return tableOf(
    `By ${label.toLowerCase()}`,
    label,
    groups.map(({ value, filter, tally }) => ({
      label: value === 'none' ? 'None' : valueWords(field, value),
      figures: tallyFigures(tally, filter, format)
    }))
  )
}

export function confidenceData({ confidence }: Overview, format: Format): ChartData {
  return {
    title: 'Confidence',
    pointName: 'Lowest confidence',
    series: [{ name: 'Conversations', drawn: true }],
    isShare: false,
    points: confidence.some(({ count }) => count > 0)
      ? confidence.map(({ from, to, count, filter }) => ({
          label: `${decimal(from, format)} – ${decimal(to, format)}`,
          figures: [countFigure(count, filter, format)]
        }))
      : []
  }
}

export function lengthData({ lengths }: Overview, format: Format): ChartData {
  return {
    title: 'Messages per conversation',
    pointName: 'Messages',
    series: [{ name: 'Conversations', drawn: true }],
    isShare: false,
    points: lengths.map(({ from, to, count, filter }) => ({
      label: from === to ? format.number(from) : `${format.number(from)} – ${format.number(to)}`,
      figures: [countFigure(count, filter, format)]
    }))
  }
}

export function waitData({ n, bins }: Waits, format: Format): ChartData {
  return {
    title: 'Longest wait for an answer',
    pointName: 'Wait',
    series: [{ name: 'Conversations', drawn: true }],
    isShare: false,
    points:
      n === 0
        ? []
        : bins.map(({ from, to, count, filter }, i) => ({
            label:
              i === 0
                ? `under ${duration(to)}`
                : i === bins.length - 1
                  ? `${duration(from)} or more`
                  : `${duration(from)} – ${duration(to)}`,
            figures: [countFigure(count, filter, format)]
          }))
  }
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000]
] as const

/** `1 d`, `3 h`, `45 s`: in the largest unit that is not below one. */
export function duration(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, ms]) => milliseconds >= ms) ?? ['s', 1_000]
  const number = milliseconds / size
  return `${numberFormat(undefined, { maximumFractionDigits: number < 10 ? 1 : 0 }).format(number)} ${unit}`
}
