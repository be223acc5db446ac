// The dialog that changes what a person decided of a connection.
import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import type { Connection } from '../../shared/connections'
import { toErrorValue } from '../../shared/errors'
import { PLATFORM_WORDS } from '../../shared/platforms'
import { call } from '../api'
import { Dialog } from '../components/Dialog'
import { Shown } from '../shown-words'
import classes from './connections.module.css'
import { fromText, SettingsFields, toText } from './SettingsFields'

export function ConnectionSettings({ connection, onClose }: { readonly connection: Connection; onClose(): void }) {
  const { id, name, platform, settings } = connection
  const [text, setText] = useState(() => toText(settings))
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    try {
      await call('connections.configure', { id, settings: fromText(text) })
      onClose()
    } catch (error) {
      setProblem(toErrorValue(error).message)
    }
  }
  return (
    <Dialog onClose={onClose} title={<Shown text={`Settings of ${name}`} />} size="lg">
      <div className={classes.form}>
        <SettingsFields capabilities={PLATFORM_WORDS[platform].capabilities} value={text} onChange={setText} />
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void save()}>Save</Button>
        </div>
      </div>
    </Dialog>
  )
}
