// The line at the bottom: jobs that run, what the workspace holds, the time zone.
import { Button, Progress, Text } from '@mantine/core'
import type { Progress as JobProgress, JobStatus } from '../../shared/contract'
import { cancelJob, useContract, useJobs } from '../api'
import { type Format, useFormat } from '../components/format'
import { SyncStatus } from '../outbox/SyncStatus'
import { MaskedBadge } from '../review/MaskedBadge'
import { useShown } from '../shown-words'
import classes from './StatusBar.module.css'

export function StatusBar() {
  const jobs = useJobs()
  const format = useFormat()
  const shown = useShown()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  return (
    <footer className={classes.bar}>
      <ul className={classes.jobs} aria-label="Running jobs">
        {jobs.map((job) => (
          <Job key={job.id} job={job} format={format} />
        ))}
      </ul>
      <SyncStatus />
      <MaskedBadge />
      {info.data && (
        <Text size="xs" className="muted numbers" truncate title={shown(info.data.path)}>
          {shown(info.data.name)} · {format.number(info.data.conversations)} conversations ·{' '}
          {format.number(info.data.messages)} messages
        </Text>
      )}
      <Text size="xs" className="muted" title="Times are shown in this time zone. Change it in Settings.">
        {format.timeZone}
      </Text>
    </footer>
  )
}

function Job({ job, format }: { readonly job: JobStatus; readonly format: Format }) {
  const percent = percentOf(job.progress)
  const words = useShown()(progressWords(job.progress, format))
  return (
    <li className={classes.job}>
      <Text size="xs" truncate>
        {job.name}
        <span className="muted numbers"> {words}</span>
      </Text>
      <Progress.Root size="sm" className={classes.progress}>
        <Progress.Section
          value={percent ?? 100}
          animated={percent === null}
          striped={percent === null}
          aria-label={job.name}
          aria-valuetext={words}
          {...(percent === null ? { 'aria-valuenow': undefined } : {})}
        />
      </Progress.Root>
      <Button size="compact-xs" variant="default" onClick={() => cancelJob(job.id)}>
        Cancel
      </Button>
    </li>
  )
}

function percentOf(progress: JobProgress | null): number | null {
  if (!progress?.total) return null
  return Math.min(100, Math.round((progress.done / progress.total) * 100))
}

/** `Reading, 12,400 conversations, 37 %` */
export function progressWords(progress: JobProgress | null, format: Format): string {
  if (!progress) return ''
  const { phase, done, unit, count } = progress
  const percent = percentOf(progress)
  const counted = unit && unit !== 'bytes' ? `${format.number(done)} ${unit}` : ''
  const records = count === undefined ? '' : `${format.number(count)} read`
  return [phase, counted, records, percent === null ? '' : `${percent} %`].filter(Boolean).join(', ')
}
