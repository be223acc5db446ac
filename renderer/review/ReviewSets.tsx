// All review sets with how far each is, to go on with, to read the result of, to rename or to take away.
import { ActionIcon, Alert, Button, Menu, Modal, Progress, Table, TextInput } from '@mantine/core'
import { IconChecklist, IconDots } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { ReviewSet } from '../../shared/review-set'
import { call, useContract } from '../api'
import { Dialog } from '../components/Dialog'
import { useFormat } from '../components/format'
import { useNavigation } from '../navigation'
import { showError } from '../notify'
import { readQuery, useShowConversations } from '../show-conversations'
import { useFieldWords, useShown } from '../shown-words'
import { SetSummary } from './SetSummary'
import classes from './sets.module.css'
import { useActs } from './use-acts'
import { useOpenReview } from './use-open-review'

export function ReviewSets() {
  const sets = useContract('review.sets', undefined, { tables: ['review'] })
  const [summary, setSummary] = useState<number | null>(null)
  const [renaming, setRenaming] = useState<ReviewSet | null>(null)
  const all = sets.data ?? []
  const opened = all.find((set) => set.id === summary)
  const shown = useShown()
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Review sets</h1>
      </header>
      {sets.error && (
        <Alert color="red" role="alert">
          {sets.error.message}
        </Alert>
      )}
      {sets.isSuccess && all.length === 0 && <NoSets />}
      {all.length > 0 && <SetTable sets={all} onSummary={setSummary} onRename={setRenaming} />}
      <Modal opened={opened !== undefined} onClose={() => setSummary(null)} title={shown(opened?.name ?? '')} size="lg">
        {opened && <SetSummary set={opened} />}
      </Modal>
      {renaming && <RenameDialog set={renaming} onClose={() => setRenaming(null)} />}
    </div>
  )
}

function NoSets() {
  const { goTo } = useNavigation()
  return (
    <div className={classes.empty}>
      <IconChecklist size={30} stroke={1.3} aria-hidden />
      <p>No review has been started yet.</p>
      <p className="muted">Filter the list to what should be read, then press r, or Review above the list.</p>
      <Button variant="default" onClick={() => goTo('conversations')}>
        Go to Conversations
      </Button>
    </div>
  )
}

interface SetTableProps {
  readonly sets: readonly ReviewSet[]
  onSummary(set: number): void
  onRename(set: ReviewSet): void
}

function SetTable({ sets, onSummary, onRename }: SetTableProps) {
  const format = useFormat()
  const { open } = useOpenReview()
  const { act } = useActs()
  const show = useShowConversations()
  const shown = useShown()
  return (
    <Table.ScrollContainer minWidth={680}>
      <Table aria-label="Review sets" verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>Progress</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sets.map((set) => {
            const isFinished = set.decided >= set.total
            const query = readQuery(set.query)
            return (
              <Table.Tr key={set.id}>
                <Table.Td>
                  <div className={classes.name}>{shown(set.name)}</div>
                  <div className="muted">{scopeWords(set)}</div>
                </Table.Td>
                <Table.Td className="numbers">{format.short(set.createdAt)}</Table.Td>
                <Table.Td className={classes.progress}>
                  <span className="numbers">
                    {format.number(set.decided)} of {format.number(set.total)}
                  </span>
                  <Progress
                    size="sm"
                    value={(set.decided / Math.max(1, set.total)) * 100}
                    aria-label={`Progress of ${shown(set.name)}`}
                  />
                </Table.Td>
                <Table.Td className={classes.buttons}>
                  <Button size="compact-xs" variant={isFinished ? 'default' : 'filled'} onClick={() => open(set.id)}>
                    {isFinished ? 'Open' : set.decided > 0 ? 'Go on' : 'Begin'}
                  </Button>
                  <Button size="compact-xs" variant="default" onClick={() => onSummary(set.id)}>
                    Summary
                  </Button>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={`More actions for ${shown(set.name)}`}>
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item onClick={() => onRename(set)}>Rename</Menu.Item>
                      {query && <Menu.Item onClick={() => show.query(query)}>Show its filter in the list</Menu.Item>}
                      <Menu.Item
                        onClick={() => void act({ kind: 'remove-review-set', reviewSet: set.id, name: set.name })}
                      >
                        Remove the set (verdicts stay)
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** "A sample of 120 of 8,431 (seed 42)" or "All 120". */
export function scopeWords(set: ReviewSet): string {
  const total = set.total.toLocaleString()
  if (set.sample === null) return `All ${total} that matched`
  const seed = /"seed":(\d+)/.exec(set.sample)?.[1] ?? '?'
  return `A sample of ${total} of ${set.population.toLocaleString()} (seed ${seed})`
}

function RenameDialog({ set, onClose }: { readonly set: ReviewSet; onClose(): void }) {
  const [name, setName] = useState(set.name)
  const field = useFieldWords(name)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    call('review.renameSet', { reviewSet: set.id, name }).then(onClose, showError)
  }
  return (
    <Dialog onClose={onClose} title="Rename review set">
      <form onSubmit={save}>
        <TextInput
          label="Name"
          data-autofocus
          maxLength={200}
          {...field}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" mt="md" disabled={name.trim() === ''}>
          Rename
        </Button>
      </form>
    </Dialog>
  )
}
