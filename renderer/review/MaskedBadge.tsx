// In the status bar: personal data is hidden. Pressing it shows everything again.
import { Button } from '@mantine/core'
import { IconMask } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { commandHint } from '../commands'
import { useSettings } from '../use-settings'

export function MaskedBadge() {
  const { settings, change } = useSettings()
  const client = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each change of it
  useEffect(() => {
    // What was read before and is not on the screen must not flash up when it is shown again.
    client.removeQueries({ type: 'inactive', predicate: ({ queryKey }) => queryKey[0] !== 'settings.get' })
  }, [client, settings.masked])
  if (!settings.masked) return null
  return (
    <Button
      size="compact-xs"
      variant="light"
      color="grape"
      leftSection={<IconMask size={13} />}
      title={commandHint('mask.toggle')}
      onClick={() => change({ masked: false })}
    >
      Personal data hidden
    </Button>
  )
}
