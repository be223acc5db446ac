// Connections to platforms on the page of sources: what each brought, when, what it cannot do; sync, change the key, forget it.
import { Alert, Button, PasswordInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPlugConnected, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import type { Connection } from '../../shared/connections'
import { toErrorValue } from '../../shared/errors'
import { PLATFORM_WORDS } from '../../shared/platforms'
import { call, useContract, useJobs } from '../api'
import { Dialog } from '../components/Dialog'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { Shown, useShown } from '../shown-words'
import { AddConnection } from './AddConnection'
import { ConnectionSettings } from './ConnectionSettings'
import classes from './connections.module.css'
import { Coverage, Limits } from './Limits'
import { hasSettings } from './SettingsFields'
import { SyncProgress } from './SyncProgress'
import { SyncSchedule } from './SyncSchedule'

export function ConnectionsSection() {
  const connections = useContract('connections.list', undefined, { tables: ['connection', 'import'] })
  const [isAdding, setAdding] = useState(false)
  const all = connections.data ?? []
  return (
    <section className={classes.section} aria-label="Connections">
      <header className={classes.head}>
        <h2>Connections</h2>
        <Button variant="default" leftSection={<IconPlugConnected size={16} />} onClick={() => setAdding(true)}>
          Add connection
        </Button>
      </header>
      {connections.error && (
        <Alert color="red" role="alert">
          {connections.error.message}
        </Alert>
      )}
      {connections.isSuccess && all.length === 0 && (
        <p className="muted">
          None yet. A connection reads conversations from a platform with its API key and sends Q&amp;A pairs to it.
        </p>
      )}
      {all.length > 0 && <SyncSchedule />}
      <SyncProgress />
      {all.map((connection) => (
        <ConnectionCard key={connection.id} connection={connection} />
      ))}
      {isAdding && <AddConnection onClose={() => setAdding(false)} />}
    </section>
  )
}

function ConnectionCard({ connection }: { readonly connection: Connection }) {
  const format = useFormat()
  const shown = useShown()
  const [isChangingKey, setChangingKey] = useState(false)
  const [isInSettings, setInSettings] = useState(false)
  const isSyncing = useJobs().some(({ method }) => method === 'connections.sync')
  const { id, name, platform, baseUrl, paused, agents } = connection
  const { label, capabilities } = PLATFORM_WORDS[platform]
  const sync = async (full: boolean) => {
    try {
      const { added, updated } = await call('connections.sync', { id, full })
      showMessage(`${name}: ${format.number(added)} new, ${format.number(updated)} changed.`)
    } catch (error) {
      // Who cancels knows it; what came in is told by the card.
      if (toErrorValue(error).code !== 'cancelled') showError(error)
    }
  }
  const remove = () =>
    modals.openConfirmModal({
      title: <Shown text={`Remove the connection “${name}”?`} />,
      children: 'Its key is forgotten. Conversations that came through it stay, and nothing changes on the platform.',
      labels: { confirm: 'Remove connection', cancel: 'Cancel' },
      onConfirm: () => void call('connections.remove', { id }).catch(showError)
    })
  return (
    <article className={classes.card} aria-label={`Connection ${shown(name)}`}>
      <div className={classes.head}>
        <div>
          <strong>
            <bdi>{shown(name)}</bdi>
          </strong>{' '}
          <span className="muted">
            {name === label ? '' : `${label} · `}
            {shown(baseUrl)}
          </span>
        </div>
        <div className={classes.actions}>
          <Button
            size="xs"
            leftSection={<IconRefresh size={14} />}
            disabled={isSyncing}
            onClick={() => void sync(false)}
          >
            Sync now
          </Button>
          <Button size="xs" variant="default" disabled={isSyncing} onClick={() => void sync(true)}>
            Read everything again
          </Button>
          {hasSettings(capabilities) && (
            <Button size="xs" variant="default" onClick={() => setInSettings(true)}>
              Settings
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setChangingKey(true)}>
            Change key
          </Button>
          <Button size="xs" variant="subtle" color="red" disabled={isSyncing} onClick={remove}>
            Remove
          </Button>
        </div>
      </div>
      {paused && (
        <Alert color="red" role="alert" mt="xs">
          {shown(paused)} Nothing is sent until then; what waits in the outbox is kept.
        </Alert>
      )}
      <ul className={classes.agents} aria-label={`Agents of ${shown(name)}`}>
        {agents.map((agent) => (
          <li key={agent.agentId}>
            <bdi>{shown(agent.name)}</bdi>: {format.number(agent.conversations)} conversations,{' '}
            {agent.lastAt === null ? 'not synced yet' : `last sync ${format.short(agent.lastAt)}`}
            {agent.isUnfinished && ', not finished: the next sync goes on from there'}
            {agent.gone > 0 && `, ${format.number(agent.gone)} no longer on the platform`}
            {agent.problem !== null && <div className={classes.problem}>{shown(agent.problem)}</div>}
            {agent.notes.map((note) => (
              <div key={note} className={classes.note}>
                {shown(note)}
              </div>
            ))}
          </li>
        ))}
      </ul>
      <Coverage capabilities={capabilities} />
      <Limits limits={capabilities.limits} />
      {isInSettings && <ConnectionSettings connection={connection} onClose={() => setInSettings(false)} />}
      {isChangingKey && <ChangeKey id={id} name={name} onClose={() => setChangingKey(false)} />}
    </article>
  )
}

function ChangeKey({ id, name, onClose }: { readonly id: number; readonly name: string; onClose(): void }) {
  const [key, setKey] = useState('')
  const save = async () => {
    try {
      if (await call('connections.setKey', { id, key })) onClose()
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Dialog onClose={onClose} title={<Shown text={`API key of ${name}`} />}>
      <PasswordInput label="API key" value={key} onChange={(event) => setKey(event.currentTarget.value)} />
      <div className={classes.foot}>
        <Button disabled={key.trim() === ''} onClick={() => void save()}>
          Save key
        </Button>
      </div>
    </Dialog>
  )
}
