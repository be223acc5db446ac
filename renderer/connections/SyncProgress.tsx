// The sync that runs now, whoever began it: how far it is, and the way to stop it.
import { Button } from '@mantine/core'
import { cancelJob, useJobs } from '../api'
import { JobProgress } from '../sources/JobProgress'
import classes from './connections.module.css'

export function SyncProgress() {
  const syncs = useJobs().filter(({ method }) => method === 'connections.sync')
  return syncs.map(({ id }) => (
    <div key={id} className={classes.running}>
      <JobProgress callId={id} label="Sync" />
      <Button size="xs" variant="default" onClick={() => cancelJob(id)}>
        Cancel
      </Button>
    </div>
  ))
}
