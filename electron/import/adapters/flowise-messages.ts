// Flowise's message rows, as its API gives them: a record a message.
import { flowiseRow } from '../../ingest/flowise-record'
import { has } from '../../ingest/json-values'
import { jsonAdapter } from './json-adapter'

export const flowiseMessages = jsonAdapter({
  id: 'flowise-messages',
  label: 'Flowise messages (JSON)',
  certainty: 0.98,
  because: 'chatflowid, chatId, role and content, as Flowise writes messages',
  rowsAreMessages: true,
  matches: (record) => has(record, 'role', 'content', 'chatflowid', 'chatId'),
  read: (record) => (has(record, 'role', 'content', 'chatId') ? flowiseRow(record) : null)
})
