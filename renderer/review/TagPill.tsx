// A tag as people see it everywhere: its name on its colour.
import type { ReactNode } from 'react'
import { Shown } from '../shown-words'
import classes from './review.module.css'

export function TagPill({
  name,
  color,
  children
}: {
  readonly name: string
  readonly color: string
  readonly children?: ReactNode
}) {
  return (
    <span className={classes.pill} data-color={color}>
      <span className={classes.dot} style={{ background: `var(--mantine-color-${color}-6, var(--app-muted))` }} />
      <bdi>
        <Shown text={name} />
      </bdi>
      {children}
    </span>
  )
}
