// When this workspace's connections are synchronised without being asked.
import { Checkbox, NativeSelect } from '@mantine/core'
import { NO_SCHEDULE, type SyncSchedule as Schedule } from '../../shared/connections'
import { call, useContract } from '../api'
import { showError } from '../notify'
import classes from './connections.module.css'

const EVERY = [
  { value: '', label: 'never' },
  { value: '5', label: 'every 5 minutes' },
  { value: '15', label: 'every 15 minutes' },
  { value: '30', label: 'every 30 minutes' },
  { value: '60', label: 'every hour' },
  { value: '240', label: 'every 4 hours' },
  { value: '1440', label: 'every day' }
] as const

export function SyncSchedule() {
  const schedule = useContract('connections.schedule', undefined, { tables: ['connection'] })
  const now = schedule.data ?? NO_SCHEDULE
  const change = (part: Partial<Schedule>) => void call('connections.setSchedule', { ...now, ...part }).catch(showError)
  return (
    <fieldset className={classes.schedule} disabled={!schedule.isSuccess}>
      <legend>Sync by itself, while the app is open</legend>
      <Checkbox
        size="xs"
        label="when this workspace is opened"
        checked={now.onStart}
        onChange={(event) => change({ onStart: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label="when the network is back"
        checked={now.onReconnect}
        onChange={(event) => change({ onReconnect: event.currentTarget.checked })}
      />
      <NativeSelect
        size="xs"
        aria-label="Sync again"
        data={EVERY}
        value={String(now.everyMinutes ?? '')}
        onChange={({ currentTarget: { value } }) => change({ everyMinutes: value === '' ? null : Number(value) })}
      />
    </fieldset>
  )
}
