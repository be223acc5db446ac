// How far a running job is: bar, counts, rate and the time left.
import { Progress } from '@mantine/core'
import type { JobStatus } from '../../shared/contract'
import { useJobs } from '../api'
import { type Format, useFormat } from '../components/format'
import { Shown } from '../shown-words'
import { bytes, roughly } from './bytes'
import classes from './sources.module.css'

export function JobProgress({ callId, label }: { readonly callId: string; readonly label: string }) {
  const job = useJobs().find((one) => one.id === callId)
  const format = useFormat()
  const progress = job?.progress ?? null
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null
  return (
    <div className={classes.progress}>
      <p className={classes.phase}>{<Shown text={progress?.phase ?? label} />}</p>
      <Progress.Root size="lg">
        <Progress.Section
          value={share === null ? 100 : share * 100}
          striped={share === null}
          animated={share === null}
          aria-label={label}
          aria-valuetext={share === null ? 'Working' : undefined}
        />
      </Progress.Root>
      <p className="muted numbers">{job ? progressWords(job, Date.now(), format) : 'Starting…'}</p>
    </div>
  )
}

/** "12,400 conversations, 3.1 MB of 8 MB, 2,300 a second, about 20 seconds left". */
export function progressWords({ progress, startedAt }: JobStatus, now: number, format: Pick<Format, 'number'>): string {
  if (!progress) return 'Starting…'
  const { done, total, unit, count } = progress
  const elapsed = Math.max(1, now - startedAt)
  const amount = (value: number) => (unit === 'bytes' ? bytes(value) : format.number(value))
  const counted = count ?? (unit === 'bytes' ? null : done)
  const noun = count === undefined && unit !== undefined && unit !== 'bytes' ? unit : 'conversations'
  return [
    counted === null ? null : `${format.number(counted)} ${noun}`,
    total === undefined ? null : `${amount(done)} of ${amount(total)}`,
    counted === null || elapsed < 1_000 ? null : `${format.number(Math.round((counted * 1_000) / elapsed))} a second`,
    // The first second says nothing about the rest.
    total === undefined || done === 0 || elapsed < 2_000 ? null : `${roughly(((total - done) * elapsed) / done)} left`
  ]
    .filter((part) => part !== null)
    .join(', ')
}
