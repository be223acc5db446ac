// The entry in a message's menu that asks the agent the same question again.
import { Menu } from '@mantine/core'
import { IconMessageForward } from '@tabler/icons-react'
import type { Message } from '../../shared/domain'
import { useContract } from '../api'
import { useAskAgain } from './ask-again'

interface AskAgainMenuItemProps {
  readonly message: Message
  readonly conversationId: number
}

/** Nothing on messages of others. */
export function AskAgainMenuItem({ message, conversationId }: AskAgainMenuItemProps) {
  const { open } = useAskAgain()
  const isAnswer = message.role === 'agent'
  const conversation = useContract(
    'transcript.open',
    { conversationId },
    { tables: ['conversation'], enabled: isAnswer }
  )
  if (!isAnswer) return null
  return (
    <Menu.Item
      leftSection={<IconMessageForward size={15} />}
      onClick={() =>
        open({
          about: { pairId: null, conversationId, messageKey: message.key },
          questions: null,
          agent: conversation.data?.row.agent ?? null
        })
      }
    >
      Ask again
    </Menu.Item>
  )
}
