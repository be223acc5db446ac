// Dialog "Import": choose files, see what they are, answer what is asked, watch, read the report.
import { Alert, Button, Modal } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useNavigation } from '../navigation'
import { showMessage } from '../notify'
import { useSettings } from '../use-settings'
import { DropZone } from './DropZone'
import { FilePlan } from './FilePlan'
import { fileKey, openPoints } from './file-answers'
import { ImportReport, reportSentence } from './ImportReport'
import { JobProgress } from './JobProgress'
import planClasses from './plan.module.css'
import classes from './sources.module.css'
import { type ImportFlow, type PlannedFile, useImport } from './use-import'

export interface ImportDialogProps {
  readonly opened: boolean
  onClose(): void
  /** Files already chosen: dropped on the window, or opened with the app. */
  readonly initialFiles?: readonly string[]
}

/** Files whose plan is drawn; a folder may hold thousands. */
const DRAWN = 100

export function ImportDialog({ opened, onClose, initialFiles }: ImportDialogProps) {
  const flow = useImport()
  const { state, choose, reset } = flow
  const begun = useRef<readonly string[] | undefined>(undefined)
  useEffect(() => {
    if (!opened || !initialFiles || begun.current === initialFiles) return
    begun.current = initialFiles
    choose(initialFiles)
  }, [opened, initialFiles, choose])

  useEffect(() => {
    if (opened || state.step !== 'report') return
    // It ended while the person read on: told in the corner, and the next import begins at its beginning.
    if (state.imports.length > 0)
      showMessage(`Import: ${reportSentence(state.imports, (value) => value.toLocaleString())}`)
    reset()
  }, [opened, state, reset])

  const busy = state.step === 'planning' || state.step === 'importing'
  const close = () => {
    // A running import goes on: the status bar shows it, and Cancel there stops it.
    if (state.step === 'planning') flow.cancel()
    if (state.step !== 'importing') reset()
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Import"
      classNames={{ title: classes.title }}
      size={state.step === 'choose' || busy ? 'lg' : 'xl'}
      closeOnClickOutside={state.step === 'choose' || state.step === 'report'}
    >
      {flow.problem !== null && (
        <Alert color="red" role="alert" mb="sm">
          {flow.problem}
        </Alert>
      )}
      <Step flow={flow} onClose={close} />
    </Modal>
  )
}

function Step({ flow, onClose }: { readonly flow: ImportFlow; onClose(): void }) {
  const { state } = flow
  switch (state.step) {
    case 'choose':
      return (
        <>
          <DropZone onFiles={flow.choose} />
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          </div>
        </>
      )
    case 'planning':
      return (
        <>
          <JobProgress callId={state.callId} label="Reading files" />
          <div className={classes.buttons}>
            <Button variant="default" onClick={flow.cancel}>
              Cancel
            </Button>
          </div>
        </>
      )
    case 'plan':
      return <Plan flow={flow} files={state.files} onClose={onClose} />
    case 'importing':
      return (
        <>
          <JobProgress callId={state.callId} label="Import" />
          <p className="muted">You can close this and go on reading; the status bar shows how far it is.</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={flow.cancel}>
              Cancel
            </Button>
          </div>
        </>
      )
    case 'report':
      return <Report flow={flow} onClose={onClose} imports={state.imports} />
  }
}

function Plan({
  flow,
  files,
  onClose
}: {
  readonly flow: ImportFlow
  readonly files: readonly PlannedFile[]
  onClose(): void
}) {
  const importable = files.filter(({ plan, answer }) => answer.included && plan.problem === null)
  const open = importable.flatMap(({ plan, answer }) =>
    openPoints(plan, answer).map((point) => (files.length > 1 ? `${plan.fileName}: ${point}` : point))
  )
  return (
    <>
      {files.slice(0, DRAWN).map(({ plan, answer }) => (
        <FilePlan
          key={`${fileKey(plan)} ${plan.rememberedShape ?? ''}`}
          plan={plan}
          answer={answer}
          openAtFirst={files.length === 1}
          onChange={(change) => flow.answer(fileKey(plan), change)}
          onForget={() => flow.forget(fileKey(plan))}
        />
      ))}
      {files.length > DRAWN && <p className="muted">and {(files.length - DRAWN).toLocaleString()} more files</p>}
      {files.length === 0 && <p>There are no files in what you chose.</p>}
      <div className={classes.buttons} data-sticky>
        <div className={planClasses.open} role="status">
          {open[0] ?? ''}
        </div>
        <Button variant="default" onClick={flow.reset}>
          Other files
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={importable.length === 0 || open.length > 0} onClick={flow.start}>
          Start import
        </Button>
      </div>
    </>
  )
}

function Report({
  flow,
  imports,
  onClose
}: {
  readonly flow: ImportFlow
  readonly imports: Parameters<typeof ImportReport>[0]['imports']
  onClose(): void
}) {
  const { goTo } = useNavigation()
  const { change } = useSettings()
  const show = () => {
    // Whoever imported something has been welcomed.
    change({ welcomeDone: true })
    goTo('conversations')
    onClose()
  }
  return (
    <>
      <ImportReport imports={imports} />
      <div className={classes.buttons} data-sticky>
        <Button variant="default" onClick={flow.reset}>
          Import more
        </Button>
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button onClick={show} data-autofocus>
          Show conversations
        </Button>
      </div>
    </>
  )
}
