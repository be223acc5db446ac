// The page of the outbox: what waits to be sent, why, and what became of it; retry, discard, pause.
import { Alert, Badge, Button, Table } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import type { OutboxEntry, OutboxState } from '../../shared/connections'
import { call, useContract } from '../api'
import { useFormat } from '../components/format'
import { showError } from '../notify'
import classes from './outbox.module.css'

const STATE_WORDS: Readonly<Record<OutboxState, { readonly label: string; readonly color: string }>> = {
  waiting: { label: 'Waiting', color: 'accent' },
  sending: { label: 'Sending', color: 'accent' },
  training: { label: 'Training', color: 'accent' },
  delivered: { label: 'Delivered', color: 'green' },
  refused: { label: 'Refused', color: 'red' },
  discarded: { label: 'Discarded', color: 'gray' }
}
const KIND_WORDS: Readonly<Record<OutboxEntry['kind'], string>> = {
  pair: 'Send Q&A pair',
  withdrawal: 'Withdraw Q&A pair',
  feedback: 'Thumb on an answer',
  'hand-off': 'Hand off',
  deletion: 'Delete on the platform'
}

export function OutboxPage() {
  const entries = useContract('outbox.list', undefined, { tables: ['outbox'] })
  const status = useContract('outbox.status', undefined, { tables: ['outbox'] })
  const isPaused = status.data?.isPaused ?? false
  const all = entries.data ?? []
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Outbox</h1>
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
      {entries.isSuccess && all.length === 0 && (
        <div className={classes.empty}>
          <IconSend size={30} stroke={1.3} aria-hidden />
          <p>Nothing has been sent yet.</p>
          <p className="muted">Mark a Q&amp;A pair ready, then send it: on the page Q&amp;A pairs.</p>
        </div>
      )}
      {all.length > 0 && <EntryTable entries={all} />}
    </div>
  )
}

function EntryTable({ entries }: { readonly entries: readonly OutboxEntry[] }) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing={6} aria-label="Outbox">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Change</Table.Th>
            <Table.Th>To</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Attempts</Table.Th>
            <Table.Th>Changed</Table.Th>
            <Table.Th>Actions</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function EntryRow({ entry }: { readonly entry: OutboxEntry }) {
  const format = useFormat()
  const { id, kind, title, connection, state, attempts, words, requestId, updatedAt } = entry
  const run = (work: Promise<void>) => void work.catch(showError)
  const isOpen = state === 'waiting' || state === 'refused'
  return (
    <Table.Tr>
      <Table.Td className={classes.change}>
        <bdi>{title}</bdi>
        <div className={classes.sub}>{KIND_WORDS[kind]}</div>
        {words && (
          <div className={state === 'refused' ? classes.refused : classes.sub}>
            {words}
            {requestId && ` (request ${requestId})`}
          </div>
        )}
      </Table.Td>
      <Table.Td>
        <bdi>{connection}</bdi>
      </Table.Td>
      <Table.Td>
        <Badge color={STATE_WORDS[state].color}>{STATE_WORDS[state].label}</Badge>
      </Table.Td>
      <Table.Td>{format.number(attempts)}</Table.Td>
      <Table.Td title={format.long(updatedAt)}>{format.short(updatedAt)}</Table.Td>
      <Table.Td>
        {isOpen && (
          <div className={classes.actions}>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Retry ${title}`}
              onClick={() => run(call('outbox.retry', { id }))}
            >
              Retry
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              aria-label={`Discard ${title}`}
              onClick={() => run(call('outbox.discard', { id }))}
            >
              Discard
            </Button>
          </div>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
