// One setting: its name and what it does on the left, its control on the right.
import type { ReactNode } from 'react'
import classes from './settings.module.css'

export function SettingRow({
  label,
  hint,
  children
}: {
  readonly label: string
  readonly hint?: string
  readonly children: ReactNode
}) {
  return (
    <div className={classes.row}>
      <div>
        <div className={classes.label}>{label}</div>
        {hint && <div className={classes.hint}>{hint}</div>}
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  )
}
