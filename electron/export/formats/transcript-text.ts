// A transcript as plain lines, for a cell of a spreadsheet: `[2026-01-05T10:00:00.000Z] Customer: ...`.
import type { Role } from '../../../shared/domain'
import type { MessageRecord } from '../../database/conversation-record'

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  agent: 'Agent',
  human: 'Teammate',
  system: 'System'
}

export function transcriptText(messages: readonly MessageRecord[]): string {
  return messages
    .map(({ sentAt, role, text }) => {
      const stamp = sentAt === null ? '' : `[${new Date(sentAt).toISOString()}] `
      return `${stamp}${ROLE_WORDS[role]}: ${text}`
    })
    .join('\n')
}
