// What the outbox knows of the conversation that is read: where it is at its platform, and what was sent about it.
import type { ConversationEntry, ConversationOutbox } from '../../shared/connections'
import { useContract } from '../api'

const NOTHING: ConversationOutbox = { place: null, entries: [] }

export function useConversationOutbox(conversationId: number | null): ConversationOutbox {
  const read = useContract(
    'outbox.ofConversation',
    { conversationId: conversationId ?? 0 },
    { tables: ['outbox', 'connection', 'import'], enabled: conversationId !== null }
  )
  return read.data ?? NOTHING
}

/** Nothing of it was sent for sure: it can be taken out of the outbox. */
export function isUnsent({ state, isUnclear, done }: ConversationEntry): boolean {
  return done === null && !isUnclear && (state === 'waiting' || state === 'refused')
}
