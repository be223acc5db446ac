// Takes an import back, after saying what goes and naming the conversations people worked on.
import { Alert, Button, Radio } from '@mantine/core'
import { useState } from 'react'
import type { ImportSummary } from '../../shared/domain'
import { call, useContract } from '../api'
import { Dialog } from '../components/Dialog'
import { useFormat } from '../components/format'
import { showError, showMessage } from '../notify'
import planClasses from './plan.module.css'
import classes from './sources.module.css'

export interface RemoveImportDialogProps {
  readonly summary: ImportSummary
  onClose(): void
}

export function RemoveImportDialog({ summary, onClose }: RemoveImportDialogProps) {
  const format = useFormat()
  const [keepAnnotated, setKeepAnnotated] = useState(true)
  const [busy, setBusy] = useState(false)
  const annotated = useContract('imports.annotated', { importId: summary.id }, { tables: ['conversation', 'review'] })
  const remove = async () => {
    setBusy(true)
    try {
      const { removed, kept, shared } = await call('import.remove', { importId: summary.id, keepAnnotated })
      showMessage(removedWords(summary.fileName, removed, kept, shared, format.number))
      onClose()
    } catch (thrown) {
      showError(thrown)
    } finally {
      setBusy(false)
    }
  }
  const found = annotated.data
  return (
    <Dialog onClose={onClose} title="Remove import" classNames={{ title: classes.title }}>
      <p className={classes.first}>
        The conversations that came only from <bdi className={planClasses.fileName}>{summary.fileName}</bdi> leave this
        workspace. The file itself is not touched: it can be imported again.
      </p>
      {annotated.error && (
        <Alert color="red" role="alert">
          {annotated.error.message}
        </Alert>
      )}
      {found && found.total > 0 && (
        <>
          <p>
            {found.total === 1
              ? 'Someone worked on one of them:'
              : `Someone worked on ${format.number(found.total)} of them:`}
          </p>
          <ul className={classes.names}>
            {found.names.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two conversations may have one name
              <li key={index} dir="auto">
                {name}
              </li>
            ))}
            {found.total > found.names.length && (
              <li className="muted">and {format.number(found.total - found.names.length)} more</li>
            )}
          </ul>
          <Radio.Group
            label="These conversations"
            value={keepAnnotated ? 'keep' : 'remove'}
            onChange={(value) => setKeepAnnotated(value === 'keep')}
          >
            <div className={planClasses.choices}>
              <Radio value="keep" label="Keep them with their notes, tags and verdicts" />
              <Radio value="remove" label="Remove them too, with all that was noted" />
            </div>
          </Radio.Group>
        </>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red" loading={busy} disabled={!found} onClick={() => void remove()}>
          Remove import
        </Button>
      </div>
    </Dialog>
  )
}

function removedWords(
  name: string,
  removed: number,
  kept: number,
  shared: number,
  number: (value: number) => string
): string {
  return [
    `${name}: ${number(removed)} ${removed === 1 ? 'conversation' : 'conversations'} removed`,
    ...(kept > 0 ? [`${number(kept)} kept because someone worked on them`] : []),
    ...(shared > 0 ? [`${number(shared)} kept because another import holds them too`] : [])
  ]
    .join(', ')
    .concat('.')
}
