// The dialog of asking again: which questions, which agent, what it costs; then the answers of then and now side by side.
import { Alert, Button, Loader, Modal } from '@mantine/core'
import { useContract } from '../api'
import { type Target, useTargets } from '../connections/targets'
import { useNavigation } from '../navigation'
import { useSettings } from '../use-settings'
import { AskedAnswer } from './AskedAnswer'
import { AskForm } from './AskForm'
import { type AskTarget, useAskAgain } from './ask-again'
import classes from './ask-again.module.css'

export function AskAgainDialog() {
  const { target, close } = useAskAgain()
  return (
    <Modal
      opened={target !== null}
      onClose={close}
      title="Ask again"
      size="min(72rem, 96vw)"
      classNames={{ title: classes.title }}
    >
      {target && <Opened key={JSON.stringify(target)} target={target} />}
    </Modal>
  )
}

function Opened({ target }: { readonly target: AskTarget }) {
  const { about, questions } = target
  const { conversationId, messageKey } = about
  const lookUp = questions === null && conversationId !== null && messageKey !== null
  // The question as people asked it, without their personal data: it goes out again.
  const prepared = useContract(
    'qa.prepare',
    lookUp ? { kind: 'message', conversationId, messageKey } : { kind: 'nothing' },
    { tables: [], enabled: lookUp }
  )
  const { settings } = useSettings()
  const targets = useTargets('ask')
  const asked = useContract('asked.about', about, { tables: ['improve', 'review'] })
  const error = prepared.error ?? asked.error
  if (error)
    return (
      <Alert color="red" role="alert">
        {error.message}
      </Alert>
    )
  if (!targets || !asked.data || (lookUp && !prepared.data)) return <Loader size="sm" aria-label="Opening" />
  const known = (questions ?? prepared.data?.draft.questions ?? []).filter((question) => question.trim() !== '')
  return (
    <div className={classes.dialog}>
      {settings.masked ? (
        <Alert color="gray">
          Personal data is hidden: the question would go out with aliases in it. Show it (Ctrl or Cmd+Shift+M) to ask
          again.
        </Alert>
      ) : targets.length === 0 ? (
        <NobodyToAsk />
      ) : (
        <AskForm
          about={about}
          questions={known}
          targets={targets}
          likely={likely(targets, asked.data.sentTo, target)}
        />
      )}
      <section className={classes.answers} aria-label="Answers">
        {asked.data.asked.map((one) => (
          <AskedAnswer key={one.id} asked={one} />
        ))}
        {asked.data.asked.length === 0 && (
          <p className="muted">
            Not asked yet. What the agent answers is shown here beside its answer of then, and kept as evidence.
          </p>
        )}
      </section>
    </div>
  )
}

/** Where the pair is; else the agent that is meant. */
function likely(
  targets: readonly Target[],
  sentTo: { readonly connectionId: number; readonly agentId: string } | null,
  { agent }: AskTarget
): Target | undefined {
  return (
    targets.find((one) => one.connectionId === sentTo?.connectionId && one.agentId === sentTo.agentId) ??
    targets.find((one) => one.agent === agent) ??
    targets[0]
  )
}

function NobodyToAsk() {
  const { goTo } = useNavigation()
  const { close } = useAskAgain()
  return (
    <Alert color="accent">
      <p className={classes.first}>There is no agent to ask: connect to a platform first.</p>
      <Button
        size="xs"
        variant="light"
        onClick={() => {
          close()
          goTo('sources')
        }}
      >
        Go to Sources
      </Button>
    </Alert>
  )
}
