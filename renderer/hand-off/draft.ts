// What a hand-off begins with: subject and summary made from the conversation, the customer's address, a pause where one is worth it.
import type { ConversationDetail, Message } from '../../shared/domain'
import { type HandOff, handOffDraft, isEmail } from '../../shared/hand-off'
import { call } from '../api'

/** Messages read at the beginning and at the end of a conversation: a summary needs no more. */
const READ = 40

/** The first and the last messages, in order, none twice. */
export async function endsOf(conversationId: number, count: number): Promise<readonly Message[]> {
  const read = (start: number, end: number) => call('transcript.messages', { conversationId, start, end })
  const last = Math.max(READ, count - READ)
  const [head, tail] = await Promise.all([read(0, READ), last < count ? read(last, count) : []])
  return [...head, ...tail]
}

/** `isMasked`: an alias is no address of anybody. `at` writes a time for people. */
export function draftOf(
  detail: ConversationDetail,
  messages: readonly Message[],
  at: (time: number) => string,
  isMasked: boolean
): HandOff {
  const { email = '', name = '' } = isMasked ? {} : detail.customerFields
  return {
    ...handOffDraft(detail, messages, at),
    priority: 'normal',
    email: isEmail(email) ? email : null,
    name: name === '' ? null : name,
    // In one that ended long ago there is nothing to pause.
    pause: detail.row.status !== 'ended' && detail.row.status !== 'resolved'
  }
}

/** The same for a conversation that is not open. */
export async function startOfHandOff(conversationId: number, at: (time: number) => string): Promise<HandOff> {
  const detail = await call('transcript.open', { conversationId })
  return draftOf(detail, await endsOf(conversationId, detail.row.messageCount), at, false)
}
