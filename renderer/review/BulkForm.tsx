// A button over the list that opens a small form, tells how many of the selection will change, and does it as one act.
import { Button, Popover, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { BulkAct } from '../../shared/review'
import { useContract } from '../api'
import { showError } from '../notify'
import classes from './bulk.module.css'
import { useActs } from './use-acts'

export interface Selected {
  readonly count: number
  /** Read only when an act is prepared: a list of a million is not copied before. */
  ids(): Promise<readonly number[]>
}

export interface BulkFormProps {
  readonly label: string
  readonly icon: ReactNode
  readonly selected: Selected
  /** null: not known yet. */
  readonly act: BulkAct | null
  readonly children?: ReactNode | ((ids: readonly number[]) => ReactNode)
  /** How many will change, in words; absent: as of most acts. */
  readonly words?: (changing: number, count: number) => string
  onDone?(ids: readonly number[]): void
  readonly isDangerous?: boolean
}

/** A button that opens a small form, tells how many will change, and does it. */
export function BulkForm(props: BulkFormProps) {
  const { label, icon, selected, act, children, onDone, words = previewWords, isDangerous = false } = props
  const [ids, setIds] = useState<readonly number[] | null>(null)
  const acts = useActs()
  const open = () => selected.ids().then(setIds, showError)
  const close = () => setIds(null)
  const preview = useContract(
    'review.preview',
    { act: act ?? { kind: 'flag' }, conversations: [...(ids ?? [])] },
    { tables: ['review'], enabled: ids !== null && act !== null, keepPrevious: true }
  )
  const changing = act === null ? undefined : preview.data
  const apply = async () => {
    if (act === null || ids === null) return
    close()
    const done = await acts.act({ ...act, conversations: [...ids] })
    if (done) onDone?.(ids)
  }
  return (
    <Popover
      opened={ids !== null}
      onChange={(opened) => !opened && close()}
      position="bottom-start"
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        <Button size="compact-xs" variant="default" leftSection={icon} onClick={() => (ids ? close() : void open())}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.form}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void apply()
          }}
        >
          {typeof children === 'function' ? ids && children(ids) : children}
          <Text size="xs" className="muted numbers" role="status" my={6}>
            {changing === undefined ? ' ' : words(changing, selected.count)}
          </Text>
          <Button type="submit" disabled={!changing} {...(isDangerous ? { color: 'red' } : {})}>
            {label} {(changing ?? 0).toLocaleString()}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function previewWords(changing: number, count: number): string {
  const same = count - changing
  const already = same === 0 ? '' : ` ${same.toLocaleString()} ${same === 1 ? 'is' : 'are'} so already.`
  return `Changes ${changing.toLocaleString()} of ${count.toLocaleString()} conversations.${already}`
}
