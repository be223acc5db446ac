// When this workspace's connections are synchronised without being asked.
import { Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
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
  // Shown at once; what is saved follows a moment later.
  const [chosen, setChosen] = useState<Schedule | null>(null)
  const now = chosen ?? schedule.data ?? NO_SCHEDULE
  const change = async (part: Partial<Schedule>) => {
    const next = { ...now, ...part }
    setChosen(next)
    try {
      await call('connections.setSchedule', next)
    } catch (error) {
      setChosen(null)
      showError(error)
    }
  }
  return (
    <fieldset className={classes.schedule} disabled={!schedule.isSuccess}>
      <legend>Sync by itself, while the app is open</legend>
      <Checkbox
        size="xs"
        label="when this workspace is opened"
        checked={now.onStart}
        onChange={(event) => void change({ onStart: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label="when the network is back"
        checked={now.onReconnect}
        onChange={(event) => void change({ onReconnect: event.currentTarget.checked })}
      />
      <span className={classes.every}>
        and again
        <NativeSelect
          size="xs"
          aria-label="Sync again"
          data={EVERY}
          value={String(now.everyMinutes ?? '')}
          onChange={({ currentTarget: { value } }) =>
            void change({ everyMinutes: value === '' ? null : Number(value) })
          }
        />
      </span>
    </fieldset>
  )
}
