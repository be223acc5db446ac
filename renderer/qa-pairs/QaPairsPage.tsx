// The page of Q&A pairs: all of them with their state; find, sort, make ready, withdraw, delete, compare, hand over.
import { Button, Menu, Select, TextInput } from '@mantine/core'
import { IconDownload, IconListSearch, IconMessageQuestion, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { QA_FORMATS, QA_STATES, type QaFormat, type QaPair, type QaState } from '../../shared/improve'
import { call, useContract } from '../api'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { SendPairs, withdrawRemote } from '../outbox/SendPairs'
import { useReviewer } from '../review/use-reviewer'
import { useImprove } from './improve'
import { PairTable } from './PairTable'
import { filterPairs, type PairSort, sortPairs } from './pair-order'
import classes from './qa-pairs.module.css'
import { FORMAT_WORDS, qaText } from './qa-text'
import { ReferenceLists, useImportReference } from './ReferenceLists'
import { usePairActs } from './use-pair-acts'
import { STATE_WORDS } from './words'

const ALL = 'all'

export function QaPairsPage() {
  const format = useFormat()
  const { open } = useImprove()
  const [state, setState] = useState<QaState | null>(null)
  const [text, setText] = useState('')
  const [sort, setSort] = useState<PairSort>({ by: 'updatedAt', descending: true })
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set())
  const importReference = useImportReference()
  // Undo of any act may change pairs.
  const pairs = useContract('qa.list', undefined, { tables: ['improve', 'review', 'import'] })
  const all = pairs.data ?? NONE
  const measured = useContract(
    'qa.outcomes',
    { ids: null },
    {
      tables: ['improve', 'conversation', 'import'],
      keepPrevious: true,
      enabled: all.some((pair) => pair.state === 'live')
    }
  )
  const outcomes = useMemo(() => new Map((measured.data ?? []).map((one) => [one.pairId, one])), [measured.data])
  const rows = useMemo(
    () => sortPairs(filterPairs(all, state, text), sort, outcomes),
    [all, state, text, sort, outcomes]
  )
  const chosen = rows.filter((pair) => marked.has(pair.id))
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Q&amp;A pairs</h1>
        <span className={classes.spacer} />
        <Button variant="default" leftSection={<IconListSearch size={15} />} onClick={() => void importReference()}>
          Import Q&amp;A list to compare
        </Button>
        <ExportMenu pairs={chosen.length > 0 ? chosen : rows} />
        <Button leftSection={<IconPlus size={15} />} onClick={() => open({ kind: 'nothing' })}>
          New pair
        </Button>
      </header>
      <ReferenceLists />
      {all.length === 0 ? (
        pairs.isSuccess && <Nothing />
      ) : (
        <>
          <div className={classes.tools}>
            <TextInput
              type="search"
              aria-label="Search Q&A pairs"
              placeholder="Search questions and answers"
              className={classes.search}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Select
              aria-label="State"
              allowDeselect={false}
              data={[
                { value: ALL, label: `All states (${all.length})` },
                ...QA_STATES.map((one) => ({
                  value: one,
                  label: `${STATE_WORDS[one]} (${all.filter((pair) => pair.state === one).length})`
                }))
              ]}
              value={state ?? ALL}
              onChange={(value) => setState(QA_STATES.find((one) => one === value) ?? null)}
            />
            <span role="status" aria-label="Pairs shown" className="muted">
              {format.number(rows.length)} of {format.number(all.length)} pairs
            </span>
            <span className={classes.spacer} />
            <Bulk chosen={chosen} onDone={() => setMarked(new Set())} />
          </div>
          <PairTable
            pairs={rows}
            outcomes={outcomes}
            sort={sort}
            onSort={setSort}
            marked={marked}
            onMarked={setMarked}
          />
        </>
      )}
    </div>
  )
}

const NONE: readonly QaPair[] = []

function Bulk({ chosen, onDone }: { readonly chosen: readonly QaPair[]; onDone(): void }) {
  const { setState, remove } = usePairActs()
  const { name } = useReviewer()
  if (chosen.length === 0) return null
  const ids = chosen.map((pair) => pair.id)
  const withdraw = async () => {
    const live = chosen.filter(({ state, isRemote }) => state === 'live' && isRemote)
    const others = chosen.filter(({ state, isRemote }) => state !== 'live' || !isRemote).map(({ id }) => id)
    try {
      await withdrawRemote(live, name)
    } catch (error) {
      showError(error)
      return false
    }
    return others.length === 0 || (await setState(others, 'withdrawn'))
  }
  const then = async (done: Promise<boolean>) => {
    if (await done) onDone()
  }
  return (
    <>
      <span className="muted">{chosen.length} marked</span>
      <Button variant="default" onClick={() => void then(setState(ids, 'ready'))}>
        Mark ready
      </Button>
      <SendPairs chosen={chosen} onDone={onDone} />
      <Button variant="default" onClick={() => void then(withdraw())}>
        Withdraw
      </Button>
      <Button variant="default" color="red" onClick={() => void then(remove(ids))}>
        Delete
      </Button>
    </>
  )
}

function ExportMenu({ pairs }: { readonly pairs: readonly QaPair[] }) {
  const save = async (format: QaFormat) => {
    try {
      const { extension } = FORMAT_WORDS[format]
      const name = `qa-pairs.${extension}`
      const saved = await call('files.saveText', { title: 'Export Q&A pairs', name, text: qaText(pairs, format) })
      if (saved) showMessage(`Saved ${pairs.length.toLocaleString()} Q&A ${pairs.length === 1 ? 'pair' : 'pairs'}.`)
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} />} disabled={pairs.length === 0}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{pairs.length.toLocaleString()} pairs</Menu.Label>
        {QA_FORMATS.map((format) => (
          <Menu.Item key={format} onClick={() => void save(format)}>
            {FORMAT_WORDS[format].label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Nothing() {
  return (
    <div className={classes.empty}>
      <IconMessageQuestion size={30} stroke={1.3} aria-hidden />
      <p>No Q&amp;A pairs yet.</p>
      <p className="muted">
        Open a suggestion, or a weak answer in a conversation, and choose Improve answer: the questions people asked are
        filled in, and what you write is kept here.
      </p>
    </div>
  )
}
