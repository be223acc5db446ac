// A computation in the background as a line of its tab: how far it is, and how to stop or begin it again.
import { Alert, Button, Progress } from '@mantine/core'
import type { Method } from '../../shared/contract'
import { useJobs } from '../api'
import classes from './suggestions.module.css'
import type { ComputedState } from './use-computed'

export interface WorkingProps extends Omit<ComputedState<unknown>, 'list'> {
  readonly method: Method
  readonly words: { readonly stopped: string; readonly again: string }
}

export function Working({ computing, stopped, again, cancel, method, words }: WorkingProps) {
  const job = useJobs().find((one) => one.method === method)
  const progress = job?.progress
  if (stopped)
    return (
      <Alert color="gray" className={classes.working}>
        {words.stopped}{' '}
        <Button size="compact-xs" variant="light" onClick={again}>
          {words.again}
        </Button>
      </Alert>
    )
  if (!computing || !job) return null
  const done = progress?.total ? (progress.done / progress.total) * 100 : 0
  return (
    <div className={classes.working}>
      <span>{progress?.phase ?? job.name} …</span>
      <Progress value={done} className={classes.bar} aria-hidden />
      <Button size="compact-xs" variant="subtle" onClick={cancel}>
        Stop
      </Button>
    </div>
  )
}
