// Every act, newest first: what, when, who, how many; undone back to a point, or done again.
import { Alert, Button, Table } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { HistoryEntry } from '../../shared/review'
import { useContract } from '../api'
import { commandHint } from '../commands'
import { useFormat } from '../components/format'
import { useNavigation } from '../navigation'
import { useUndo } from '../review/undo'
import classes from './history.module.css'

/** Lines read at first, and more each time they are asked for. */
const SHOWN = 200

export function HistoryPage() {
  const [limit, setLimit] = useState(SHOWN)
  const lines = useContract('history.list', { limit }, { tables: ['review'], keepPrevious: true })
  const { undo, redo } = useUndo()
  const all = lines.data ?? []
  const canUndo = all.some(isUndoable)
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

interface LinesProps {
  readonly lines: readonly HistoryEntry[]
  onUndoBackTo(id: number): void
}

const isUndoable = ({ state, isDelivered }: HistoryEntry) => state === 'done' && !isDelivered

function Lines({ lines, onUndoBackTo }: LinesProps) {
  const { goTo } = useNavigation()
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
              <Table.Td className="numbers" title={format.long(line.at)}>
                {format.short(line.at)}
              </Table.Td>
              <Table.Td>{line.reviewer}</Table.Td>
              <Table.Td className={classes.what}>
                <span className={classes.label}>{line.label}</span>
                {line.state !== 'done' && <span className="muted"> {STATE_WORDS[line.state]}</span>}
                {line.isDelivered && <span className="muted"> delivered to the platform</span>}
              </Table.Td>
              <Table.Td className={`${classes.number} numbers`}>{format.number(line.conversations)}</Table.Td>
              <Table.Td className={classes.number}>
                {line.isDelivered ? (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    title="The platform has this pair. Withdraw it there instead of undoing it here"
                    onClick={() => goTo('qa-pairs')}
                  >
                    Withdraw in Q&A pairs
                  </Button>
                ) : line.state === 'done' ? (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    title={`Undo “${line.label}” and everything after it`}
                    onClick={() => onUndoBackTo(line.id)}
                  >
                    {lines.slice(0, index).some(isUndoable) ? 'Undo back to here' : 'Undo'}
                  </Button>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
