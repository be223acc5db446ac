// The query as chips, one for each clause: edit, switch off, invert, remove. List "Active filters".
import { ActionIcon, Popover, TextInput, Tooltip } from '@mantine/core'
import { IconEqualNot, IconEye, IconEyeOff, IconX } from '@tabler/icons-react'
import { memo, useRef, useState } from 'react'
import { parseQuery } from '../../shared/query/parse-query'
import type { Filter } from '../../shared/query/query'
import { filterText } from '../../shared/query/query-text'
import { useCommands } from '../commands'
import { useCurrentQuery } from '../current-query'
import { clausesOf, invertClause, isAboutTime, removeClause, replaceClause, switchClause } from '../filter-edit'
import { useShown } from '../shown-words'
import { useTimeZone } from '../use-settings'
import classes from './ActiveFilters.module.css'

export const ActiveFilters = memo(function ActiveFilters() {
  const { query } = useCurrentQuery()
  const { run } = useCommands()
  const list = useRef<HTMLUListElement>(null)
  const clauses = clausesOf(query.filter)
  /** The chip that had the focus is gone: the one in its place has it, or the last, or the list. */
  const removed = (index: number) =>
    requestAnimationFrame(() => {
      const chips = list.current?.children
      const next = chips?.[Math.min(index, chips.length - 1)]?.querySelector<HTMLElement>('button:last-of-type')
      if (next) next.focus()
      else run('list.focus')
    })
  if (clauses.length === 0) return null
  return (
    <ul ref={list} className={classes.chips} aria-label="Active filters">
      {clauses.map((clause, index) => (
        // A chip that is switched off or inverted is the same chip: whoever pressed its button keeps the focus.
        // biome-ignore lint/suspicious/noArrayIndexKey: two equal clauses are allowed; their place tells them apart
        <Chip key={index} clause={clause} index={index} onRemoved={() => removed(index)} />
      ))}
    </ul>
  )
})

interface ChipProps {
  readonly clause: Filter
  readonly index: number
  onRemoved(): void
}

function Chip({ clause, index, onRemoved }: ChipProps) {
  const { editFilter } = useCurrentQuery()
  const [editing, setEditing] = useState(false)
  const { off, ...bare } = clause
  const text = filterText(bare)
  const words = useShown()(text)
  const timeZone = useTimeZone()
  const zone = isAboutTime(bare) ? timeZone : null
  const title = zone === null ? words : `${words}\nDates and hours are those of ${zone}`
  return (
    <li className={classes.chip} data-off={off === true || undefined} data-not={bare.kind === 'not' || undefined}>
      <Popover opened={editing} onChange={setEditing} position="bottom-start" shadow="md" trapFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.words}
            aria-label={`Edit ${words}`}
            title={off ? `${title}\nSwitched off: it is kept but not applied` : title}
            onClick={() => setEditing(true)}
          >
            {words}
            {zone !== null && <span className={classes.zone}> {zone}</span>}
          </button>
        </Popover.Target>
        <Popover.Dropdown p="xs" aria-label={`Edit ${words}`}>
          {editing && (
            <ClauseEditor
              text={text}
              onDone={(clauses) => {
                if (clauses) editFilter((filter) => replaceClause(filter, index, clauses))
                setEditing(false)
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <ChipButton
        label={`Switch ${off ? 'on' : 'off'}`}
        words={words}
        onClick={() => editFilter((filter) => switchClause(filter, index))}
      >
        {off ? <IconEyeOff size={13} /> : <IconEye size={13} />}
      </ChipButton>
      <ChipButton label="Invert" words={words} onClick={() => editFilter((filter) => invertClause(filter, index))}>
        <IconEqualNot size={13} />
      </ChipButton>
      <ChipButton
        label="Remove"
        words={words}
        onClick={() => {
          editFilter((filter) => removeClause(filter, index))
          onRemoved()
        }}
      >
        <IconX size={13} />
      </ChipButton>
    </li>
  )
}

interface ChipButtonProps {
  readonly label: string
  readonly words: string
  readonly children: React.ReactNode
  onClick(): void
}

function ChipButton({ label, words, children, onClick }: ChipButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={18} aria-label={`${label} ${words}`} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

interface ClauseEditorProps {
  readonly text: string
  /** The clauses that stand in its place; null: leave it. */
  onDone(clauses: readonly Filter[] | null): void
}

/** The text of one clause, changed by Enter. */
function ClauseEditor({ text, onDone }: ClauseEditorProps) {
  const [value, setValue] = useState(text)
  const { query, problems } = parseQuery(value)
  return (
    <TextInput
      data-autofocus
      aria-label="Filter"
      description="Enter changes it, Escape leaves it as it was."
      value={value}
      w={320}
      error={problems[0]?.message}
      onChange={(event) => setValue(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && problems.length === 0) onDone(clausesOf(query.filter))
        if (event.key === 'Escape') onDone(null)
      }}
    />
  )
}
