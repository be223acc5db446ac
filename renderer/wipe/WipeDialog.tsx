// The dialog "Wipe": says exactly what will go and what stays, offers an export first, and wants the agent's name typed.
import { Alert, Button, Checkbox, Loader, Radio, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { toErrorValue } from '../../shared/errors'
import { EVERYTHING } from '../../shared/query/query'
import type { WipePreview, WipeResult } from '../../shared/wipe'
import { call, cancelJob, useContract } from '../api'
import { Dialog } from '../components/Dialog'
import { useFormat } from '../components/format'
import { openExport } from '../export/export-dialog-state'
import { forgetDraftsOfGone } from '../review/drafts'
import { useReviewer } from '../review/use-reviewer'
import { Shown } from '../shown-words'
import { bytes } from '../sources/bytes'
import { JobProgress } from '../sources/JobProgress'
import { WipeLosses } from './WipeLosses'
import classes from './wipe.module.css'

interface WipeDialogProps {
  readonly agentId: number
  onClose(): void
}

export function WipeDialog({ agentId, onClose }: WipeDialogProps) {
  const [callId, setCallId] = useState<string | null>(null)
  const [result, setResult] = useState<WipeResult | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { name: reviewer } = useReviewer()
  // As it was when the person looked: while it runs the counts go down.
  const preview = useContract(
    'wipe.preview',
    { agentId },
    { tables: callId === null ? ['conversation', 'review'] : [] }
  )
  const run = async (choice: WipeChoice) => {
    const id = crypto.randomUUID()
    setCallId(id)
    setProblem(null)
    try {
      setResult(await call('wipe.run', { agentId, ...choice, reviewer }, { callId: id }))
      await forgetDraftsOfGone()
    } catch (error) {
      setProblem(toErrorValue(error).message)
    } finally {
      setCallId(null)
    }
  }
  const error = preview.error?.message ?? problem
  return (
    <Dialog onClose={onClose} title={<Shown text={`Wipe ${preview.data?.agent ?? ''}`} />} size="lg">
      {error && (
        <Alert color="red" role="alert" mb="sm">
          {error}
        </Alert>
      )}
      {callId !== null && <Running callId={callId} />}
      {callId === null && result && <Done result={result} onClose={onClose} />}
      {callId === null && !result && !preview.data && !error && <Loader size="sm" aria-label="Counting" />}
      {callId === null && !result && preview.data && (
        <Form agentId={agentId} preview={preview.data} onWipe={(choice) => void run(choice)} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Running({ callId }: { readonly callId: string }) {
  return (
    <>
      <JobProgress callId={callId} label="Wipe" />
      <p className="muted">
        You can close this and go on; the status bar shows how far it is. What is deleted by then stays deleted when you
        cancel.
      </p>
      <div className={classes.foot}>
        <Button variant="default" onClick={() => cancelJob(callId)}>
          Cancel
        </Button>
      </div>
    </>
  )
}

function Done({ result, onClose }: { readonly result: WipeResult; onClose(): void }) {
  const format = useFormat()
  const { conversations, messages, drafts, backups, sent, left } = result
  return (
    <>
      <p role="status">
        {format.number(conversations)} conversations with {format.number(messages)} messages
        {drafts > 0 && ` and ${format.number(drafts)} drafts`} are deleted.
        {backups.length > 0 && ` So ${backups.length === 1 ? 'is one backup' : `are ${backups.length} backups`}.`}
        {left.length === 0 && ' Nothing of them is left in the files of this workspace.'}
        {sent > 0 && ' Deleting them on the platform waits in the outbox.'}
      </p>
      {left.map((sentence) => (
        <Alert key={sentence} color="accent">
          {sentence}
        </Alert>
      ))}
      <div className={classes.foot}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </>
  )
}

interface WipeChoice {
  readonly name: string
  readonly onPlatform: boolean
  readonly withBackups: boolean
}

interface FormProps {
  readonly agentId: number
  readonly preview: WipePreview
  onWipe(choice: WipeChoice): void
  onClose(): void
}

function Form({ agentId, preview, onWipe, onClose }: FormProps) {
  const format = useFormat()
  const [name, setName] = useState('')
  const [onPlatform, setOnPlatform] = useState(false)
  const [withBackups, setWithBackups] = useState(true)
  const { agent, conversations, backups, places } = preview
  const able = places.filter(({ canDelete }) => canDelete)
  const exportFirst = () => {
    const query = { ...EVERYTHING, agentId }
    openExport({ choices: [{ label: `All of ${agent}`, query, ids: null, count: conversations }] })
  }
  return (
    <div className={classes.form}>
      <WipeLosses preview={preview} />
      <div className={classes.export}>
        <span>An export keeps what you may still need: JSON loses nothing.</span>
        <Button
          variant="default"
          leftSection={<IconDownload size={15} />}
          disabled={conversations === 0}
          onClick={exportFirst}
        >
          Export first
        </Button>
      </div>
      {able.length > 0 && (
        <Radio.Group
          label="Where"
          value={onPlatform ? 'platform' : 'here'}
          onChange={(value) => setOnPlatform(value === 'platform')}
        >
          <div className={classes.choices}>
            <Radio value="here" label="Only in this workspace" description="A full sync brings them back." />
            <Radio
              value="platform"
              label={`Here and on the platform (${able.map(({ connection }) => connection).join(', ')})`}
              description="By the outbox. Conversations that were active there after the last sync stay."
            />
          </div>
        </Radio.Group>
      )}
      {backups.length > 0 && (
        <Checkbox
          label={`Delete ${backups.length === 1 ? 'the backup' : `the ${backups.length} backups`} beside the workspace, too`}
          description={`Made by updates of the app, they hold these conversations as well: ${backups
            .map((backup) => `${backup.name} (${bytes(backup.size)})`)
            .join(', ')}`}
          checked={withBackups}
          onChange={(event) => setWithBackups(event.currentTarget.checked)}
        />
      )}
      <TextInput
        label={
          <>
            Type the agent’s name to go on: <strong className={classes.name}>{agent}</strong>
          </>
        }
        aria-label="The agent’s name"
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <footer className={classes.foot}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          color="red"
          disabled={name.trim() !== agent.trim()}
          onClick={() => onWipe({ name, onPlatform, withBackups: withBackups && backups.length > 0 })}
        >
          Wipe {format.number(conversations)} conversations
        </Button>
      </footer>
    </div>
  )
}
