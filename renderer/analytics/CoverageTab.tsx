// What the workspace holds, time by time: a lane for each channel, source, agent or import, with the holes in words.
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { COVERAGE_LANES, type CoverageLane, type DataCoverage, type Hole, type Lane } from '../../shared/analytics'
import { useContract } from '../api'
import { type Format, useFormat } from '../components/format'
import { valueWords } from '../components/words'
import { useTimeZone } from '../use-settings'
import classes from './analytics.module.css'
import { CoverageLanes } from './CoverageLanes'
import { countFigure } from './chart-data'
import coverageClasses from './coverage.module.css'
import { FigureLink } from './FigureTable'
import { timeLabel } from './overview-data'
import { Failed, Waiting } from './States'
import type { Scope } from './use-scope'

const LANE_WORDS: Readonly<Record<CoverageLane, string>> = {
  channel: 'Channel',
  origin: 'Source',
  agent: 'Agent',
  import: 'Import'
}

export function CoverageTab({ scope }: { readonly scope: Scope }) {
  const timeZone = useTimeZone()
  const format = useFormat()
  const [by, setBy] = useState<CoverageLane>('channel')
  const { data, error } = useContract(
    'analytics.coverage',
    { query: scope.query, timeZone, by },
    { keepPrevious: true, tables: ['conversation', 'import', 'review'] }
  )
  const nameOf = ({ value }: Lane) => (value === 'none' ? 'None' : by === 'import' ? value : valueWords(by, value))
  return (
    <div className={classes.stack}>
      <SegmentedControl
        aria-label="Lanes"
        className={classes.narrow}
        data={COVERAGE_LANES.map((value) => ({ value, label: LANE_WORDS[value] }))}
        value={by}
        onChange={(value) => setBy(COVERAGE_LANES.find((one) => one === value) ?? 'channel')}
      />
      {error && <Failed error={error} />}
      {!error && !data && <Waiting />}
      {data &&
        (data.starts.length === 0 ? (
          <p className={classes.nothing}>No conversation of this query and period has a time.</p>
        ) : (
          <>
            <CoverageLanes
              coverage={data}
              laneName={LANE_WORDS[by]}
              nameOf={nameOf}
              format={format}
              onOpen={scope.open}
            />
            <Holes coverage={data} nameOf={nameOf} format={format} scope={scope} />
            {data.undated > 0 && (
              <p className={classes.note}>{format.number(data.undated)} conversations without a time are in no cell.</p>
            )}
          </>
        ))}
    </div>
  )
}

interface HolesProps {
  readonly coverage: DataCoverage
  nameOf(lane: Lane): string
  readonly format: Format
  readonly scope: Scope
}

/** Each hole as a sentence, the largest first; and what is to be said of imports. */
function Holes({ coverage, nameOf, format, scope }: HolesProps) {
  const lanes = [...(coverage.lanes.length > 1 ? [coverage.all] : []), ...coverage.lanes]
  const holes = lanes
    .flatMap((lane) =>
      lane.holes.map((hole) => ({ lane, hole, name: lane === coverage.all ? 'All together' : nameOf(lane) }))
    )
    .sort((a, b) => b.hole.expected - a.hole.expected)
  const notes = coverage.lanes.filter(({ note }) => note !== null)
  return (
    <section className={classes.panel} aria-label="Holes">
      <header className={classes.panelHead}>
        <h3>Holes</h3>
      </header>
      {holes.length === 0 ? (
        <p className={classes.note}>
          None: no empty day where some conversations were to be expected from the same days of other weeks.
        </p>
      ) : (
        <ul className={coverageClasses.holes}>
          {holes.slice(0, 50).map(({ lane, hole, name }) => (
            <li key={`${name} ${hole.from}`}>
              <bdi>{name}</bdi>: nothing {holeWords(hole, format)}, where about{' '}
              {format.number(Math.round(hole.expected))} were to be expected
              {lane !== coverage.all && (
                <>
                  {' '}
                  (
                  <FigureLink
                    figure={{ ...countFigure(1, hole.filter, format), text: 'the others of that time' }}
                    what={`${name}, hole`}
                    onOpen={scope.open}
                  />
                  )
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {holes.length > 50 && <p className={classes.note}>{holes.length - 50} smaller ones are not listed.</p>}
      {notes.map((lane) => (
        <p key={lane.value} className={classes.note}>
          <bdi>{nameOf(lane)}</bdi>: {lane.note}
        </p>
      ))}
    </section>
  )
}

function holeWords({ from, to, days }: Hole, format: Format): string {
  const first = timeLabel({ from, to }, 'day', format)
  const last = timeLabel({ from: to - 1, to }, 'day', format)
  return days === 1 ? `on ${first}` : `from ${first} to ${last} (${days} days)`
}
