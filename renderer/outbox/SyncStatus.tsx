// In the status bar, once there is a connection: the last sync, what waits in the outbox, whether a platform is out of reach.
import { UnstyledButton } from '@mantine/core'
import { useContract } from '../api'
import { useFormat } from '../components/format'
import { useNavigation } from '../navigation'

export function SyncStatus() {
  const format = useFormat()
  const { goTo } = useNavigation()
  const summary = useContract('outbox.summary', undefined, { tables: ['outbox', 'connection'] })
  const status = useContract('outbox.status', undefined, { tables: ['outbox'] })
  if (!summary.data || summary.data.connections === 0) return null
  const { waiting, refused, lastSync } = summary.data
  const parts = [
    lastSync === null ? 'not synced yet' : `last sync ${format.short(lastSync)}`,
    waiting + refused > 0 &&
      `outbox: ${[waiting > 0 && `${format.number(waiting)} waiting`, refused > 0 && `${format.number(refused)} refused`].filter(Boolean).join(', ')}`,
    status.data?.isPaused && 'sending paused',
    status.data?.isOffline && 'offline'
  ]
  const shown = parts.filter(Boolean).join(' · ')
  return (
    <UnstyledButton
      fz="xs"
      className="muted numbers"
      aria-label={`Sync and outbox: ${shown}`}
      onClick={() => goTo('outbox')}
    >
      {shown}
    </UnstyledButton>
  )
}
