// What can be done with a draft of a Q&A pair: ask the agent, keep it, say that it is ready, send it.
import { Button } from '@mantine/core'
import { call, useContract } from '../api'
import { useAskAgain } from '../ask-again/ask-again'
import { type Target, useTargets } from '../connections/targets'
import { showError, showMessage } from '../notify'
import { SendMenu } from '../outbox/SendPairs'
import { useUndo } from '../review/undo'
import { useReviewer } from '../review/use-reviewer'
import { useImprove } from './improve'
import classes from './improve.module.css'
import type { SavedDraft } from './use-saved-draft'

const SAVING_WORDS = { new: 'Not saved yet', saving: 'Saving …', saved: 'Saved', failed: 'Not saved' } as const

export function ImproveFoot({ saved }: { readonly saved: SavedDraft }) {
  const { close } = useImprove()
  const { open: ask } = useAskAgain()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const { name } = useReviewer()
  const { offer } = useUndo()
  const targets = useTargets('pairs') ?? []
  const saveDraft = async () => {
    if ((await saved.flush()) === null) return
    showMessage('Draft saved. It is in Q&A pairs.')
    close()
  }
  const askAgain = async () => {
    // Kept first: what is found out belongs to the pair.
    const pairId = await saved.flush()
    if (pairId === null) return
    const { questions, conversationId, messageKey, agentId } = saved.draft
    const agent = info.data?.agents.find(({ id }) => id === agentId)?.name ?? null
    ask({ about: { pairId, conversationId, messageKey }, questions, agent })
  }
  const markReady = async () => {
    const id = await saved.flush()
    if (id === null) return
    try {
      const entry = await call('qa.setState', { ids: [id], state: 'ready', reviewer: name })
      if (entry) offer(entry)
      close()
    } catch (error) {
      showError(error)
    }
  }
  const send = async ({ connectionId, agentId, agent: to }: Target) => {
    const id = await saved.flush()
    if (id === null) return
    try {
      await call('qa.setState', { ids: [id], state: 'ready', reviewer: name })
      await call('outbox.send', { ids: [id], to: { connectionId, agentId }, reviewer: name })
      showMessage(`The pair is in the outbox for ${to}.`)
      close()
    } catch (error) {
      showError(error)
    }
  }
  return (
    <footer className={classes.foot}>
      <span role="status" aria-label="Draft" className={classes.saving} data-state={saved.saving}>
        {saved.problem ?? SAVING_WORDS[saved.saving]}
      </span>
      <Button variant="subtle" onClick={() => void askAgain()}>
        Ask again
      </Button>
      <Button variant="default" onClick={() => void saveDraft()}>
        Save draft
      </Button>
      <Button variant={targets.length > 0 ? 'default' : 'filled'} onClick={() => void markReady()}>
        Mark ready
      </Button>
      {targets.length > 0 && <SendMenu targets={targets} onChoose={(target) => void send(target)} />}
    </footer>
  )
}
