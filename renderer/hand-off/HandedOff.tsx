// Below the head of a transcript: whether the conversation was handed off, and how far that is.
import { IconHeadset } from '@tabler/icons-react'
import type { ConversationEntry } from '../../shared/connections'
import { useNavigation } from '../navigation'
import { useConversationOutbox } from '../outbox/use-conversation-outbox'
import classes from './hand-off.module.css'

/** Nothing where it was not. */
export function HandedOff({ conversationId }: { readonly conversationId: number }) {
  const { goTo } = useNavigation()
  const { entries } = useConversationOutbox(conversationId)
  const newest = entries.find(({ kind, state }) => kind === 'hand-off' && state !== 'discarded')
  if (!newest) return null
  return (
    <div className={classes.state} role="status" aria-label="Hand-off" data-state={newest.state}>
      <IconHeadset size={14} aria-hidden />
      <span>{words(newest)}</span>
      <button type="button" className={classes.link} onClick={() => goTo('outbox')}>
        Outbox
      </button>
    </div>
  )
}

function words({ state, done, connection, title, words: why }: ConversationEntry): string {
  switch (state) {
    case 'delivered':
      return done ? `Handed off to ${connection}. ${done}` : `${title}: done at ${connection}.`
    case 'refused':
      return `Hand-off to ${connection} refused. ${why ?? ''}`
    default:
      return `Hand-off to ${connection} waits to be sent.${done ? ` ${done}` : ''}`
  }
}
