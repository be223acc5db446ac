// The words of the outbox: kinds, states, and what each platform takes.
import type { OutboxEntry, OutboxState } from '../../shared/connections'
import type { Capabilities } from '../../shared/platforms'

export const STATE_WORDS: Readonly<Record<OutboxState, { readonly label: string; readonly color: string }>> = {
  waiting: { label: 'Waiting', color: 'accent' },
  sending: { label: 'Sending', color: 'accent' },
  training: { label: 'Training', color: 'accent' },
  delivered: { label: 'Delivered', color: 'accent' },
  refused: { label: 'Refused', color: 'accent' },
  discarded: { label: 'Discarded', color: 'gray' }
}

export const KIND_WORDS: Readonly<Record<OutboxEntry['kind'], string>> = {
  pair: 'Send Q&A pair',
  withdrawal: 'Withdraw Q&A pair',
  feedback: 'Thumb on an answer',
  'hand-off': 'Hand off',
  deletion: 'Delete conversations'
}

const HAND_OFF_WORDS = {
  escalate: 'Hand-off: a ticket linked to the conversation',
  ticket: 'Hand-off: a ticket for the customer’s e-mail address, and a pause of the agent'
} as const

/** What can be sent to a platform, and what cannot. */
export function takes({ pairs, feedback, handOff, deletion }: Capabilities): readonly {
  readonly words: string
  readonly can: boolean
}[] {
  return [
    { words: 'Q&A pairs', can: pairs },
    { words: 'Thumbs on answers', can: feedback },
    { words: handOff ? HAND_OFF_WORDS[handOff] : 'Hand-off', can: handOff !== undefined },
    { words: 'Deleting conversations', can: deletion === true }
  ]
}
