// Every act, newest first: what, when, who, how many; undone back to a point, or done again.
import { Alert, Badge, Button, Table } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { HistoryDelivery } from '../../shared/connections'
import type { HistoryEntry } from '../../shared/review'
import { call, useContract } from '../api'
import { commandHint } from '../commands'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { useUndo } from '../review/undo'
import { useReviewer } from '../review/use-reviewer'
import classes from './history.module.css'

/** Lines read at first, and more each time they are asked for. */
const SHOWN = 200

export function HistoryPage() {
  const [limit, setLimit] = useState(SHOWN)
  const lines = useContract('history.list', { limit }, { tables: ['review', 'outbox'], keepPrevious: true })
  const { undo, redo } = useUndo()
  const all = lines.data ?? []
  const canUndo = all.some(canBeUndone)
  const canRedo = all.some((line) => line.state === 'undone')
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>History</h1>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={15} />}
          disabled={!canUndo}
          title={commandHint('edit.undo')}
          onClick={() => void undo()}
        >
          Undo
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowForwardUp size={15} />}
          disabled={!canRedo}
          title={commandHint('edit.redo')}
          onClick={() => void redo()}
        >
          Redo
        </Button>
      </header>
      {lines.error && (
        <Alert color="red" role="alert">
          {lines.error.message}
        </Alert>
      )}
      {lines.isSuccess && all.length === 0 && (
        <div className={classes.empty}>
          <IconHistory size={30} stroke={1.3} aria-hidden />
          <p>Nothing has been done yet.</p>
          <p className="muted">Every verdict, tag, note, flag and decision becomes a line here, and can be undone.</p>
        </div>
      )}
      {all.length > 0 && <Lines lines={all} onUndoBackTo={(id) => void undo(id)} />}
      {all.length >= limit && (
        <Button variant="subtle" mt="sm" onClick={() => setLimit(Math.min(10_000, limit + SHOWN))}>
          Show more
        </Button>
      )}
    </div>
  )
}

const STATE_WORDS: Readonly<Record<HistoryEntry['state'], string>> = {
  done: '',
  undone: 'undone',
  dropped: 'undone for good'
}

const COUNTER_WORDS: Readonly<
  Record<NonNullable<HistoryDelivery['counter']>, { readonly button: string; readonly question: string }>
> = {
  withdraw: { button: 'Withdraw there', question: 'The Q&A pairs of this line are taken off the platform.' },
  'restore-thumb': {
    button: 'Put back what was there',
    question: 'The thumb that stood there before, or none, is sent to the platform.'
  },
  'resume-agent': {
    button: 'Let the agent answer again',
    question: 'The agent answers in the conversation again. The ticket stays at the help desk: close it there.'
  }
}

const canBeUndone = ({ state, delivery, isFinal = false }: HistoryEntry): boolean =>
  state === 'done' && !isFinal && delivery?.state !== 'reached'

const DELIVERY_WORDS = { waiting: 'Waits for', refused: 'Refused by', reached: 'Reached' } as const

function Delivery({ delivery: { state, to } }: { readonly delivery: HistoryDelivery }) {
  return (
    <Badge ml={6} color="accent" className={classes.delivery} data-state={state}>
      {DELIVERY_WORDS[state]} {to}
    </Badge>
  )
}

/** Asks, then takes a line back on its platform, by the outbox. */
function useCounter(): (line: HistoryEntry) => void {
  const { ask } = useReviewer()
  const run = async (line: HistoryEntry) => {
    try {
      const reviewer = await ask()
      if (reviewer === null) return
      const made = await call('history.counter', { id: line.id, reviewer })
      showMessage(`${made.label}: in the outbox.`)
    } catch (error) {
      showError(error)
    }
  }
  return (line) => {
    const counter = line.delivery?.counter
    if (!counter) return
    const { button, question } = COUNTER_WORDS[counter]
    modals.openConfirmModal({
      title: `${button}?`,
      children: question,
      labels: { confirm: button, cancel: 'Cancel' },
      onConfirm: () => void run(line)
    })
  }
}

interface LinesProps {
  readonly lines: readonly HistoryEntry[]
  onUndoBackTo(id: number): void
}

function Lines({ lines, onUndoBackTo }: LinesProps) {
  const onCounter = useCounter()
  const format = useFormat()
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table aria-label="History" verticalSpacing={4} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Who</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th className={classes.number}>Conversations</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line, index) => (
            <Table.Tr key={line.id} data-state={line.state} className={classes.line}>
              <Table.Td className={`numbers ${classes.when}`} title={format.long(line.at)}>
                {format.short(line.at)}
              </Table.Td>
              <Table.Td>{line.reviewer}</Table.Td>
              <Table.Td className={classes.what}>
                <span className={classes.label}>{line.label}</span>
                {line.state !== 'done' && <span className="muted"> {STATE_WORDS[line.state]}</span>}
                {line.delivery && <Delivery delivery={line.delivery} />}
              </Table.Td>
              <Table.Td className={`${classes.number} numbers`}>{format.number(line.conversations)}</Table.Td>
              <Table.Td className={classes.number}>
                {canBeUndone(line) && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    title={`Undo “${line.label}” and everything after it that did not reach a platform`}
                    onClick={() => onUndoBackTo(line.id)}
                  >
                    {lines.slice(0, index).some(canBeUndone) ? 'Undo back to here' : 'Undo'}
                  </Button>
                )}
                {line.delivery?.counter && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    title={`“${line.label}” is at ${line.delivery.to} already: this takes it back there`}
                    onClick={() => onCounter(line)}
                  >
                    {COUNTER_WORDS[line.delivery.counter].button}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
