// What can be done with an entry that is not delivered: try again, change, give up; and the way to what it is about.
import { Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { OutboxEntry } from '../../shared/connections'
import { call } from '../api'
import { openHandOff } from '../hand-off/hand-off-state'
import { showError, showMessage } from '../notify'
import { useImprove } from '../qa-pairs/improve'
import { useShowConversations } from '../show-conversations'
import classes from './outbox.module.css'

export function EntryActions({ entry }: { readonly entry: OutboxEntry }) {
  const { id, title, state, conversationId } = entry
  const { ids } = useShowConversations()
  const edit = useEdit(entry)
  const run = (work: Promise<void>) => void work.catch(showError)
  const isOpen = state === 'waiting' || state === 'refused'
  const discard = () =>
    modals.openConfirmModal({
      title: 'Discard this change?',
      children: discardWords(entry),
      labels: { confirm: 'Discard', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => run(call('outbox.discard', { id }))
    })
  return (
    <div className={classes.actions}>
      {isOpen && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Retry ${title}`}
          onClick={() => run(call('outbox.retry', { id }))}
        >
          Retry
        </Button>
      )}
      {edit && (
        <Button size="compact-xs" variant="subtle" aria-label={`Edit ${title}`} onClick={edit}>
          Edit
        </Button>
      )}
      {isOpen && (
        <Button size="compact-xs" variant="subtle" color="red" aria-label={`Discard ${title}`} onClick={discard}>
          Discard
        </Button>
      )}
      {conversationId !== null && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Show the conversation of ${title}`}
          onClick={() => ids([conversationId])}
        >
          Conversation
        </Button>
      )}
    </div>
  )
}

/** null where it cannot be changed: it is settled, on its way, may have arrived, or holds nothing to change. */
function useEdit(entry: OutboxEntry): (() => void) | null {
  const { open } = useImprove()
  const { id, kind, state, isUnclear, done, pairId, conversationId } = entry
  if (isUnclear || done !== null || (state !== 'waiting' && state !== 'refused')) return null
  if (kind === 'hand-off' && conversationId !== null) return () => openHandOff({ conversationId, entryId: id })
  if (kind !== 'pair' || pairId === null) return null
  return () => {
    // A pair that waits is taken out first: what is being changed must not be sent meanwhile.
    const out = state === 'waiting' ? call('outbox.discard', { id }) : Promise.resolve()
    out.then(() => {
      if (state === 'waiting') showMessage('The pair is out of the outbox. Mark it ready and send it when it is right.')
      open({ kind: 'pair', id: pairId })
    }, showError)
  }
}

function discardWords({ kind, done, isUnclear }: OutboxEntry): string {
  if (done) return `${done} That stays at the platform; the rest is not done.`
  if (isUnclear) return 'It may have arrived. What the platform got of it stays there.'
  switch (kind) {
    case 'pair':
      return 'It is not sent. The pair stays here, ready to be sent again.'
    case 'withdrawal':
      return 'The pair stays on the platform.'
    case 'feedback':
      return 'It is not sent. The thumb that stood here before is back.'
    case 'hand-off':
      return 'It is not sent, and what was written for it is gone.'
    case 'deletion':
      return 'The conversations stay on the platform. What was deleted here stays deleted.'
  }
}
