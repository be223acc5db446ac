// What all groups of the filters have: a name that folds and unfolds, and a way to clear.
import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './FacetPanel.module.css'

interface FacetFrameProps {
  readonly label: string
  readonly title?: string | undefined
  readonly open: boolean
  /** Left out where it stays open. */
  readonly onToggle?: (() => void) | undefined
  /** Left out where nothing is chosen. */
  readonly onClear?: (() => void) | undefined
  /** At the right of the name. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

export function FacetFrame({ label, title, open, onToggle, onClear, tools, children }: FacetFrameProps) {
  return (
    // A fieldset is a group whose name is its legend.
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.head}>
        {onToggle ? (
          <UnstyledButton className={classes.title} aria-expanded={open} title={title} onClick={onToggle}>
            {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            {label}
          </UnstyledButton>
        ) : (
          <span className={classes.title} title={title}>
            {label}
          </span>
        )}
        {onClear && (
          <UnstyledButton
            className={classes.clear}
            aria-label={`Clear ${label}`}
            onClick={(event) => {
              // The button goes with what it clears: the focus stays in the group.
              event.currentTarget.closest('fieldset')?.querySelector('button')?.focus()
              onClear()
            }}
          >
            Clear
          </UnstyledButton>
        )}
        {tools}
      </div>
      {open && children}
    </fieldset>
  )
}
