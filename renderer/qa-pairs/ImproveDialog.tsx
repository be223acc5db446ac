// The dialog "Improve answer": reads what it starts from, then hands over to the editor.
import { Alert, Loader, Modal } from '@mantine/core'
import { EDITABLE_STATES, type PreparedDraft, type QaPair } from '../../shared/improve'
import { useContract } from '../api'
import { useCommand } from '../commands'
import { useNavigation } from '../navigation'
import { useSettings } from '../use-settings'
import { ImproveEditor } from './ImproveEditor'
import { type ImproveTarget, useImprove } from './improve'
import classes from './improve.module.css'

/** Mounted once, in App. */
export function ImproveDialog() {
  const { target, open, close } = useImprove()
  const { conversationId, page } = useNavigation()
  useCommand(
    'answer.improve',
    () => {
      if (conversationId === null) return
      // The message that has the focus, else the weakest answer.
      const article = document.activeElement?.closest<HTMLElement>('article[data-role="agent"][data-key]')
      const messageKey = article?.dataset['key']
      open(messageKey ? { kind: 'message', conversationId, messageKey } : { kind: 'conversation', conversationId })
    },
    conversationId !== null && page !== 'settings'
  )
  return (
    <Modal
      opened={target !== null}
      onClose={close}
      title="Improve answer"
      size="min(78rem, 96vw)"
      classNames={{ title: classes.title, body: classes.body }}
    >
      {target && <Opened key={JSON.stringify(target)} target={target} />}
    </Modal>
  )
}

function Opened({ target }: { readonly target: ImproveTarget }) {
  const { settings } = useSettings()
  // Saving the pseudonyms would lose what was written.
  if (target.kind === 'pair' && settings.masked)
    return (
      <Problem words="Personal data is hidden, also in this pair. Show it (Ctrl or Cmd+Shift+M) to change the pair." />
    )
  return target.kind === 'pair' ? <ExistingPair id={target.id} /> : <NewPair target={target} />
}

function NewPair({ target }: { readonly target: Exclude<ImproveTarget, { kind: 'pair' }> }) {
  // As it was when the editor was opened: it must not change under the hands.
  const prepared = useContract('qa.prepare', target, { tables: [] })
  if (prepared.error) return <Problem words={prepared.error.message} />
  if (!prepared.data) return <Loader size="sm" aria-label="Opening" />
  return <ImproveEditor start={{ id: null, draft: prepared.data.draft, state: 'draft' }} prepared={prepared.data} />
}

function ExistingPair({ id }: { readonly id: number }) {
  const pair = useContract('qa.get', { id }, { tables: [] })
  const { conversationId, messageKey } = pair.data ?? {}
  const hasOrigin = typeof conversationId === 'number' && typeof messageKey === 'string'
  const origin = useContract(
    'qa.prepare',
    hasOrigin ? { kind: 'message', conversationId, messageKey } : { kind: 'nothing' },
    { tables: [], enabled: pair.isSuccess }
  )
  if (pair.error) return <Problem words={pair.error.message} />
  if (pair.isPending || origin.isPending) return <Loader size="sm" aria-label="Opening" />
  if (!pair.data) return <Problem words="This Q&A pair is no longer there." />
  if (!EDITABLE_STATES.includes(pair.data.state) && pair.data.state !== 'live')
    return <Problem words={`This pair is ${pair.data.state}: it can be changed when the platform has answered.`} />
  return <ImproveEditor start={startOf(pair.data)} prepared={withoutExisting(origin.data)} />
}

function Problem({ words }: { readonly words: string }) {
  return (
    <Alert color="red" role="alert">
      {words}
    </Alert>
  )
}

function startOf(pair: QaPair) {
  const { id, state, name, questions, asked, answer, isPinned, agentId, conversationId, messageKey, replaces } = pair
  const words = { name, questions: [...questions], asked: [...asked], answer, replaces }
  const draft = { ...words, isPinned, agentId, conversationId, messageKey }
  return { id, state, draft }
}

function withoutExisting(prepared: PreparedDraft | undefined): PreparedDraft | null {
  return prepared ? { ...prepared, existing: [] } : null
}
