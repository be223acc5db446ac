// AnythingLLM's chat export as CSV (server/utils/helpers/chat/convertTo.js): one row per question and answer. Threads are not in it,
// so every row is a conversation of its own; line breaks of the answers were lost when it was written.
import { tableAdapter } from './table-adapter'

const WORKSPACE = ['id', 'workspace', 'prompt', 'response', 'sent_at', 'username', 'rating']
const EMBED = WORKSPACE.slice(0, 5)

export const anythingllmCsv = tableAdapter({
  id: 'anythingllm-csv',
  label: 'AnythingLLM chats (CSV)',
  certainty: 0.97,
  reason:
    'The columns are exactly those of AnythingLLM’s chat export. It knows no threads: every row becomes a conversation.',
  matches: (header) => isSame(header, WORKSPACE) || isSame(header, EMBED),
  mapping: {
    rows: 'pair',
    columns: {
      id: 'conversation.id',
      workspace: 'agent',
      prompt: 'pair.question',
      response: 'pair.answer',
      sent_at: 'message.sentAt',
      username: 'customer.name',
      rating: 'message.feedback'
    }
  }
})

function isSame(header: readonly string[], names: readonly string[]): boolean {
  return header.length === names.length && names.every((name, index) => header[index] === name)
}
