// The totals at the top: each measure with what it counts, how sure it is, and its conversations one click away.
import { Tooltip } from '@mantine/core'
import { type Overview, SHARE_KEYS, SHARES } from '../../shared/analytics'
import type { Filter } from '../../shared/query/query'
import { wilson } from '../../shared/wilson'
import type { Format } from '../components/format'
import classes from './analytics.module.css'
import { countFigure, type Figure, type OpenFigure, percent, shareFigure } from './chart-data'
import { FigureLink } from './FigureTable'
import { spreadFigure } from './overview-data'

const EVERYTHING: Filter = { kind: 'all', of: [] }

interface MeasuresProps {
  readonly overview: Overview
  readonly format: Format
  readonly onOpen: OpenFigure
}

export function Measures({ overview: { total, medianMessages }, format, onOpen }: MeasuresProps) {
  const confidence = spreadFigure(total.confidence.n, total.confidence.mean, 2, SHARES.low.of, format)
  return (
    <dl className={classes.measures} aria-label="Totals">
      <Measure
        label="Conversations"
        figure={countFigure(total.conversations, EVERYTHING, format)}
        meaning="That the query and the period find"
        sub=""
        onOpen={onOpen}
      />
      {SHARE_KEYS.map((key) => {
        const { hits, of } = total.shares[key]
        const { low, high } = wilson(hits, of)
        return (
          <Measure
            key={key}
            label={SHARES[key].label}
            figure={shareFigure(total.shares[key], SHARES[key].hits, format)}
            meaning={
              of === 0
                ? `${SHARES[key].meaning}. None here tells.`
                : `${SHARES[key].meaning}. 95% interval ${percent(low, format)} to ${percent(high, format)}`
            }
            sub={
              of === 0 ? (
                'not known'
              ) : (
                <>
                  <FigureLink
                    figure={countFigure(hits, SHARES[key].hits, format)}
                    what={`${SHARES[key].label}, counted`}
                    onOpen={onOpen}
                  />{' '}
                  of{' '}
                  <FigureLink
                    figure={countFigure(of, SHARES[key].of, format)}
                    what={`${SHARES[key].label}, known`}
                    onOpen={onOpen}
                  />
                </>
              )
            }
            onOpen={onOpen}
          />
        )
      })}
      <Measure
        label="Messages per conversation"
        figure={spreadFigure(total.messages.n, total.messages.mean, 1, EVERYTHING, format)}
        meaning="Mean of all messages, whoever wrote them"
        sub={medianMessages === null ? '' : `median ${format.number(medianMessages)}`}
        onOpen={onOpen}
      />
      <Measure
        label="Mean confidence"
        figure={confidence}
        meaning="Mean of the lowest confidence of each conversation that has one"
        sub={
          total.confidence.n === 0 ? (
            'not known'
          ) : (
            <>
              of{' '}
              <FigureLink
                figure={countFigure(total.confidence.n, SHARES.low.of, format)}
                what="Confidence, known"
                onOpen={onOpen}
              />
            </>
          )
        }
        onOpen={onOpen}
      />
    </dl>
  )
}

interface MeasureProps {
  readonly label: string
  readonly figure: Figure
  readonly meaning: string
  readonly sub: React.ReactNode
  readonly onOpen: OpenFigure
}

function Measure({ label, figure, meaning, sub, onOpen }: MeasureProps) {
  return (
    <div className={classes.measure}>
      <Tooltip label={meaning} multiline w={280}>
        <dt>{label}</dt>
      </Tooltip>
      <dd className={classes.measureValue}>
        <FigureLink figure={figure} what={label} onOpen={onOpen} />
      </dd>
      <dd className={classes.measureSub}>{sub}</dd>
    </div>
  )
}
