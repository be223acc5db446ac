// Sends ready Q&A pairs to a platform, and takes live ones back. Shown only where a connection can take pairs.
import { Button, Menu } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import type { QaPair } from '../../shared/improve'
import { call } from '../api'
import { type Target, useTargets } from '../connections/targets'
import { showError, showMessage } from '../notify'
import { useReviewer } from '../review/use-reviewer'

export function SendPairs({ chosen, onDone }: { readonly chosen: readonly QaPair[]; onDone(): void }) {
  const targets = useTargets('pairs') ?? []
  const { name } = useReviewer()
  const ready = chosen.filter(({ state }) => state === 'ready')
  if (targets.length === 0 || ready.length === 0 || ready.length < chosen.length) return null
  const send = async ({ connectionId, agentId, agent }: Target) => {
    try {
      await call('outbox.send', { ids: ready.map(({ id }) => id), to: { connectionId, agentId }, reviewer: name })
      showMessage(`${ready.length === 1 ? 'The pair is' : `${ready.length} pairs are`} in the outbox for ${agent}.`)
      onDone()
    } catch (error) {
      showError(error)
    }
  }
  return <SendMenu targets={targets} onChoose={(target) => void send(target)} />
}

/** A button that asks to which agent. */
export function SendMenu({
  targets,
  onChoose
}: {
  readonly targets: readonly Target[]
  onChoose(target: Target): void
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconSend size={15} />}>Send</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Send to</Menu.Label>
        {targets.map((target) => (
          <Menu.Item key={`${target.connectionId}/${target.agentId}`} onClick={() => onChoose(target)}>
            {target.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Live pairs are taken back on the platform too. */
export async function withdrawRemote(pairs: readonly QaPair[], reviewer: string): Promise<void> {
  if (pairs.length === 0) return
  await call('outbox.withdraw', { ids: pairs.map(({ id }) => id), reviewer })
}
