// The page of the outbox: what waits to be sent, why, and what became of it; retry, edit, discard, pause; what can be sent at all.
import { Alert, Badge, Button, SegmentedControl, Table } from '@mantine/core'
import { IconCheck, IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Connection, OutboxEntry } from '../../shared/connections'
import { PLATFORM_WORDS } from '../../shared/platforms'
import { call, useContract } from '../api'
import { useFormat } from '../components/format'
import { showError } from '../notify'
import { Shown, type ShownWords, useShown } from '../shown-words'
import { EntryActions } from './EntryActions'
import classes from './outbox.module.css'
import { KIND_WORDS, STATE_WORDS, takes } from './words'

const SHOWN = ['open', 'all'] as const

export function OutboxPage() {
  const entries = useContract('outbox.list', undefined, { tables: ['outbox'] })
  const status = useContract('outbox.status', undefined, { tables: ['outbox'] })
  const connections = useContract('connections.list', undefined, { tables: ['connection'] })
  const [shown, setShown] = useState<(typeof SHOWN)[number]>('all')
  const isPaused = status.data?.isPaused ?? false
  const all = entries.data ?? []
  const open = all.filter(({ state }) => state !== 'delivered' && state !== 'discarded')
  const refused = open.filter(({ state }) => state === 'refused')
  const retryAll = () => void Promise.all(refused.map(({ id }) => call('outbox.retry', { id }))).catch(showError)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Outbox</h1>
        {all.length > 0 && (
          <SegmentedControl
            aria-label="Changes shown"
            data={[
              { value: 'all', label: `All (${all.length})` },
              { value: 'open', label: `Not delivered (${open.length})` }
            ]}
            value={shown}
            onChange={(value) => setShown(SHOWN.find((one) => one === value) ?? 'all')}
          />
        )}
        <span className={classes.spacer} />
        {refused.length > 1 && (
          <Button variant="default" onClick={retryAll}>
            Retry all {refused.length} refused
          </Button>
        )}
        <Button variant="default" onClick={() => void call('outbox.pause', { isPaused: !isPaused }).catch(showError)}>
          {isPaused ? 'Resume sending' : 'Pause sending'}
        </Button>
      </header>
      {isPaused && <Alert color="accent">Sending is paused until you resume it. Everything here is kept.</Alert>}
      {status.data?.isOffline && (
        <Alert color="accent">A platform cannot be reached now. What waits is sent as soon as it can be.</Alert>
      )}
      {entries.error && (
        <Alert color="red" role="alert">
          {entries.error.message}
        </Alert>
      )}
      {entries.isSuccess && all.length === 0 && <Nothing />}
      {all.length > 0 && <EntryTable entries={shown === 'open' ? open : all} connections={connections.data ?? []} />}
      <Taken connections={connections.data ?? []} />
    </div>
  )
}

function Nothing() {
  return (
    <div className={classes.empty}>
      <IconSend size={30} stroke={1.3} aria-hidden />
      <p>Nothing has been sent yet.</p>
      <p className="muted">
        Send ready pairs from the page Q&amp;A pairs; give an answer a thumb, or hand a conversation off, where you read
        it.
      </p>
    </div>
  )
}

/** What each connection's platform takes: said before it is missed. */
function Taken({ connections }: { readonly connections: readonly Connection[] }) {
  const shown = useShown()
  if (connections.length === 0) return null
  return (
    <section className={classes.taken} aria-label="What can be sent">
      <h2>What can be sent</h2>
      {connections.map(({ id, name, platform }) => (
        <div key={id} className={classes.takes}>
          <strong>
            <bdi>{shown(name)}</bdi>
          </strong>{' '}
          <span className="muted">{PLATFORM_WORDS[platform].label}</span>
          <ul aria-label={`What ${shown(name)} takes`}>
            {takes(PLATFORM_WORDS[platform].capabilities).map(({ words, can }) => (
              <li key={words} data-can={can}>
                {can ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
                {words}
                {!can && ': not through its API'}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

interface EntryTableProps {
  readonly entries: readonly OutboxEntry[]
  readonly connections: readonly Connection[]
}

function EntryTable({ entries, connections }: EntryTableProps) {
  const shown = useShown()
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing={6} aria-label="Outbox">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Change</Table.Th>
            <Table.Th>To</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th className={classes.number}>Attempts</Table.Th>
            <Table.Th>Changed</Table.Th>
            <Table.Th>Actions</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} agent={agentName(entry, connections, shown)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function agentName({ connection, agent }: OutboxEntry, connections: readonly Connection[], shown: ShownWords): string {
  // The entry names its connection as it is shown.
  const found = connections.find(({ name }) => shown(name) === connection)
  return found?.agents.find(({ agentId }) => agentId === agent)?.name ?? agent
}

function EntryRow({ entry, agent }: { readonly entry: OutboxEntry; readonly agent: string }) {
  const format = useFormat()
  const { kind, title, connection, state, attempts, nextAt, updatedAt } = entry
  return (
    <Table.Tr>
      <Table.Td className={classes.change}>
        <bdi>{title}</bdi>
        <div className={classes.sub}>{KIND_WORDS[kind]}</div>
        <Told entry={entry} />
      </Table.Td>
      <Table.Td>
        <bdi>{connection}</bdi>
        <div className={classes.sub}>
          <bdi>
            <Shown text={agent} />
          </bdi>
        </div>
      </Table.Td>
      <Table.Td className={classes.state}>
        <Badge color={STATE_WORDS[state].color} className={classes.badge} data-state={state}>
          {STATE_WORDS[state].label}
        </Badge>
        {state === 'waiting' && attempts > 0 && nextAt !== null && (
          <div className={classes.sub} title={format.long(nextAt)}>
            next try {format.short(nextAt)}
          </div>
        )}
      </Table.Td>
      <Table.Td className={`${classes.number} numbers`}>{format.number(attempts)}</Table.Td>
      <Table.Td className={classes.when} title={format.long(updatedAt)}>
        {format.short(updatedAt)}
      </Table.Td>
      <Table.Td>
        <EntryActions entry={entry} />
      </Table.Td>
    </Table.Tr>
  )
}

/** What is done of it, and the words of the server or of what happened on the way. */
function Told({ entry: { done, words, state, requestId, isUnclear } }: { readonly entry: OutboxEntry }) {
  const isRefused = state === 'refused'
  return (
    <>
      {done && !words?.startsWith(done) && <div className={classes.sub}>{done}</div>}
      {words && <div className={isRefused ? classes.refused : classes.sub}>{words}</div>}
      {requestId && <div className={classes.sub}>Request {requestId}</div>}
      {isUnclear && state === 'waiting' && (
        <div className={classes.sub}>It may have arrived: it is looked for before it is sent again.</div>
      )}
    </>
  )
}
