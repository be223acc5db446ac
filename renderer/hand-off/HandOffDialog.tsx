// The dialog "Hand off": what will happen on the platform, a summary to edit, and the way for platforms without an API for it.
import { Alert, Loader, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ConversationOutbox } from '../../shared/connections'
import type { ConversationDetail, Message } from '../../shared/domain'
import type { HandOff } from '../../shared/hand-off'
import { useContract } from '../api'
import { useCommand } from '../commands'
import { useFormat } from '../components/format'
import { useNavigation } from '../navigation'
import { useSettings } from '../use-settings'
import { draftOf, endsOf } from './draft'
import { HandOffForm } from './HandOffForm'
import { closeHandOff, type HandOffRequest, openHandOff, useHandOffRequest } from './hand-off-state'

/** Mounted once, in App. */
export function HandOffDialog() {
  const request = useHandOffRequest()
  const { conversationId, page } = useNavigation()
  useCommand(
    'conversation.handOff',
    () => {
      if (conversationId !== null) openHandOff({ conversationId, entryId: null })
    },
    conversationId !== null && page !== 'settings'
  )
  return (
    <Modal
      opened={request !== null}
      onClose={closeHandOff}
      title={request?.entryId === null ? 'Hand off' : 'Change the hand-off'}
      size="lg"
    >
      {request && <Opened key={`${request.conversationId} ${request.entryId}`} request={request} />}
    </Modal>
  )
}

function Opened({ request }: { readonly request: HandOffRequest }) {
  const { conversationId, entryId } = request
  const { settings } = useSettings()
  const detail = useContract('transcript.open', { conversationId }, { tables: [] })
  const outbox = useContract('outbox.ofConversation', { conversationId }, { tables: ['outbox', 'connection'] })
  const waiting = useContract('outbox.readHandOff', { id: entryId ?? 0 }, { tables: [], enabled: entryId !== null })
  const count = detail.data?.row.messageCount ?? null
  const messages = useQuery({
    queryKey: ['hand-off.messages', conversationId, count],
    queryFn: () => endsOf(conversationId, count ?? 0),
    enabled: count !== null,
    meta: { tables: [] }
  })
  const error = detail.error ?? outbox.error ?? waiting.error ?? messages.error
  if (error) {
    return (
      <Alert color="red" role="alert">
        {error.message}
      </Alert>
    )
  }
  if (!detail.data || !outbox.data || !messages.data || (entryId !== null && waiting.isPending))
    return <Loader size="sm" aria-label="Opening" />
  if (entryId !== null && !waiting.data)
    return (
      <Alert color="red" role="alert">
        This hand-off is not in the outbox any more.
      </Alert>
    )
  // Saving the pseudonyms would lose what was written.
  if (entryId !== null && settings.masked)
    return (
      <Alert color="red" role="alert">
        Personal data is hidden, also in this hand-off. Show it (Ctrl or Cmd+Shift+M) to change it.
      </Alert>
    )
  return (
    <Ready
      request={request}
      detail={detail.data}
      messages={messages.data}
      outbox={outbox.data}
      waiting={waiting.data ?? null}
    />
  )
}

interface ReadyProps {
  readonly request: HandOffRequest
  readonly detail: ConversationDetail
  readonly messages: readonly Message[]
  readonly outbox: ConversationOutbox
  readonly waiting: HandOff | null
}

function Ready({ request, detail, messages, outbox, waiting }: ReadyProps) {
  const format = useFormat()
  const { settings } = useSettings()
  const start = waiting ?? draftOf(detail, messages, format.long, settings.masked)
  return <HandOffForm request={request} start={start} detail={detail} outbox={outbox} isMasked={settings.masked} />
}
