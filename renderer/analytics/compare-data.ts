// A comparison as rows: each measure of both sides, the difference, and how sure it is; on screen and as text for a report.
import {
  type ComparedValue,
  type Comparison,
  type Difference,
  type KeyWord,
  SHARE_KEYS,
  SHARES,
  type ShareCount
} from '../../shared/analytics'
import { fieldOf } from '../../shared/query/fields'
import type { Filter, Query } from '../../shared/query/query'
import type { Format } from '../components/format'
import { numberFormat } from '../components/formatters'
import { valueWords } from '../components/words'
import { type ChartData, countFigure, type Figure, percent, shareFigure } from './chart-data'
import type { Sides } from './compare-sides'
import { spreadFigure } from './overview-data'

export interface ComparedRow {
  readonly label: string
  readonly a: Figure
  readonly b: Figure
  /** What the figures are made of: `1,204 of 1,690`. */
  readonly ofA: string
  readonly ofB: string
  /** `−7.2 points (−10.1 to −4.2)`; empty where nothing can be said. */
  readonly difference: string
  /** The interval does not hold zero. */
  readonly isSure: boolean
}

const EVERYTHING: Filter = { kind: 'all', of: [] }
const inside = (figure: Figure, within: Query): Figure => ({ ...figure, within })

export function comparedRows(
  { a, b, shares, messages, confidence }: Comparison,
  sides: Sides,
  format: Format
): ComparedRow[] {
  const of = ({ hits, of: n }: ShareCount) => (n === 0 ? '' : `${format.number(hits)} of ${format.number(n)}`)
  const counted = (n: number, query: Query) => inside(countFigure(n, EVERYTHING, format), query)
  const mean = (key: 'messages' | 'confidence', digits: number) => (side: 'a' | 'b') => {
    const spread = { a, b }[side][key]
    const filter = key === 'messages' ? EVERYTHING : SHARES.low.of
    return inside(spreadFigure(spread.n, spread.mean, digits, filter, format), sides[side].query)
  }
  const [messagesOf, confidenceOf] = [mean('messages', 1), mean('confidence', 2)]
  return [
    {
      label: 'Conversations',
      a: counted(a.conversations, sides.a.query),
      b: counted(b.conversations, sides.b.query),
      ofA: '',
      ofB: '',
      difference: '',
      isSure: false
    },
    ...SHARE_KEYS.map(
      (key): ComparedRow => ({
        label: SHARES[key].label,
        a: inside(shareFigure(a.shares[key], SHARES[key].hits, format), sides.a.query),
        b: inside(shareFigure(b.shares[key], SHARES[key].hits, format), sides.b.query),
        ofA: of(a.shares[key]),
        ofB: of(b.shares[key]),
        difference: pointsWords(shares[key], format),
        isSure: isSure(shares[key])
      })
    ),
    {
      label: 'Messages per conversation',
      a: messagesOf('a'),
      b: messagesOf('b'),
      ofA: '',
      ofB: '',
      difference: meanWords(messages, 1, format),
      isSure: isSure(messages)
    },
    {
      label: 'Mean confidence',
      a: confidenceOf('a'),
      b: confidenceOf('b'),
      ofA: '',
      ofB: '',
      difference: meanWords(confidence, 2, format),
      isSure: isSure(confidence)
    }
  ]
}

/** Whether zero lies outside the interval. */
export function isSure(difference: Difference | null): boolean {
  return difference !== null && (difference.low > 0 || difference.high < 0)
}

/** `+7.2 points (+4.2 to +10.1)` */
export function pointsWords(difference: Difference | null, format: Format): string {
  return difference === null ? '' : signedWords(difference, 100, 1, ' points', format)
}

function meanWords(difference: Difference | null, digits: number, format: Format): string {
  return difference === null ? '' : signedWords(difference, 1, digits, '', format)
}

function signedWords(
  { difference, low, high }: Difference,
  times: number,
  digits: number,
  unit: string,
  { locale }: Format
): string {
  const number = numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero'
  })
  const say = (value: number) => number.format(value * times)
  return `${say(difference)}${unit} (${say(low)} to ${say(high)})`
}

/** Shares of the values of a field on both sides. */
export function valuesData(
  { field, values }: Comparison['breakdowns'][number],
  { a, b }: Comparison,
  sides: Sides,
  format: Format
): ChartData {
  const label = fieldOf(field).label
  const share = (hits: number, of: number, filter: Filter, query: Query) =>
    inside(shareFigure({ hits, of }, filter, format), query)
  const row = ({ value, filter, a: inA, b: inB, difference }: ComparedValue) => ({
    label: value === 'none' ? 'None' : valueWords(field, value),
    figures: [
      share(inA, a.conversations, filter, sides.a.query),
      share(inB, b.conversations, filter, sides.b.query),
      inside(countFigure(inA, filter, format), sides.a.query),
      inside(countFigure(inB, filter, format), sides.b.query),
      { value: difference?.difference ?? null, text: pointsWords(difference, format), filter: null }
    ]
  })
  return {
    title: `Shares by ${label.toLowerCase()}`,
    pointName: label,
    isShare: true,
    series: [
      { name: sides.a.name, drawn: true },
      { name: sides.b.name, drawn: true },
      { name: `Conversations, ${sides.a.name}`, drawn: false },
      { name: `Conversations, ${sides.b.name}`, drawn: false },
      { name: 'Difference', drawn: false }
    ],
    points: values.map(row)
  }
}

/** The comparison as plain text that can be pasted into a report or a mail. */
export function comparisonText(
  comparison: Comparison,
  sides: Sides,
  scopeWords: string,
  words: { readonly moreInA: readonly KeyWord[]; readonly moreInB: readonly KeyWord[] } | null,
  format: Format
): string {
  const withOf = (figure: Figure, of: string) => (of === '' ? figure.text : `${figure.text} (${of})`)
  const lines = comparedRows(comparison, sides, format).map(
    ({ label, a, b, ofA, ofB, difference }) =>
      `${label}: ${withOf(a, ofA)} -> ${withOf(b, ofB)}${difference === '' ? '' : `, difference ${difference}`}`
  )
  const list = (side: readonly KeyWord[]) =>
    side.map(({ word, a, b }) => `${word} (${format.number(a)} -> ${format.number(b)})`).join(', ')
  const telling =
    words === null
      ? []
      : [
          ...(words.moreInA.length > 0
            ? [`Customers said more often in “${sides.a.name}”: ${list(words.moreInA)}`]
            : []),
          ...(words.moreInB.length > 0
            ? [`Customers said more often in “${sides.b.name}”: ${list(words.moreInB)}`]
            : [])
        ]
  return [
    `${sides.a.name} -> ${sides.b.name}`,
    `Of: ${scopeWords}. Days in ${format.timeZone}.`,
    '',
    ...lines,
    ...(telling.length > 0 ? ['', ...telling] : []),
    '',
    'Differences with their 95% intervals (Newcombe 1998 for shares, Welch for means); an interval without zero is unlikely to be chance.'
  ].join('\n')
}

/** `12.3%` of a side. */
export function sideShare(hits: number, of: number, format: Format): string {
  return of === 0 ? '–' : percent(hits / of, format)
}
