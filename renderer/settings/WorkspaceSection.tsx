// Where the workspace is, how large it is, and how to open another.
import { Button } from '@mantine/core'
import { call, useContract } from '../api'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import { useShown } from '../shown-words'
import { bytes } from '../sources/bytes'
import { SettingRow } from './SettingRow'
import classes from './settings.module.css'

export function WorkspaceSection() {
  const format = useFormat()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const arrived = (opened: { readonly path: string } | null) => {
    if (opened) showMessage(`Opened: ${opened.path}`)
  }
  const data = info.data
  const shown = useShown()
  return (
    <section aria-label="Workspace" className={classes.section}>
      <h2>Workspace</h2>
      <SettingRow label="File" hint="Everything is in this one file: copy it to keep a backup.">
        <div className={classes.path}>{shown(data?.path ?? info.error?.message ?? '')}</div>
        {data && (
          <div className={classes.hint}>
            {format.number(data.conversations)} conversations, {format.number(data.messages)} messages,{' '}
            {bytes(data.fileSize)}
          </div>
        )}
      </SettingRow>
      <SettingRow label="Another workspace">
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => void call('workspace.choose', undefined).then(arrived, showError)}>
            Open a workspace
          </Button>
          <Button variant="default" onClick={() => void call('workspace.create', undefined).then(arrived, showError)}>
            New workspace
          </Button>
        </div>
      </SettingRow>
    </section>
  )
}
