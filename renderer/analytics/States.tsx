// What a tab shows while it waits, and when it failed.
import { Alert, Loader } from '@mantine/core'
import type { AppError } from '../../shared/errors'
import classes from './analytics.module.css'

export function Waiting({ what = 'Counting' }: { readonly what?: string }) {
  return (
    <div className={classes.waiting} role="status">
      <Loader size="xs" /> {what}…
    </div>
  )
}

export function Failed({ error }: { readonly error: AppError }) {
  return (
    <Alert color="red" role="alert">
      {error.message}
    </Alert>
  )
}
