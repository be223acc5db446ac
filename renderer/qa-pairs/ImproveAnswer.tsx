// The way from an answer in the transcript to its correction: a button on weak answers, an entry of the menu on all.
import { Menu } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import type { Message } from '../../shared/domain'
import { isMeasuredWeak } from '../../shared/improve'
import { useReviewScope } from '../review/review-target'
import { useImprove } from './improve'
import classes from './improve-answer.module.css'

interface ImproveAnswerProps {
  readonly message: Message
}

/** Nothing on good answers, and where messages are only shown (on paper). */
export function ImproveAnswer({ message }: ImproveAnswerProps) {
  const conversationId = useReviewScope()
  if (conversationId === null || !isWeakAnswer(message)) return null
  return <Button message={message} conversationId={conversationId} />
}

function Button({ message, conversationId }: ImproveAnswerProps & { readonly conversationId: number }) {
  const { open } = useImprove()
  return (
    <button
      type="button"
      className={classes.improve}
      onClick={() => open({ kind: 'message', conversationId, messageKey: message.key })}
    >
      <IconSparkles size={13} aria-hidden /> Improve answer
    </button>
  )
}

/** The same in a message's menu. */
export function ImproveMenuItem({ message, conversationId }: ImproveAnswerProps & { readonly conversationId: number }) {
  const { open } = useImprove()
  if (message.role !== 'agent') return null
  return (
    <Menu.Item
      leftSection={<IconSparkles size={15} />}
      onClick={() => open({ kind: 'message', conversationId, messageKey: message.key })}
    >
      Improve answer
    </Menu.Item>
  )
}

/** Weak by its own signals at the threshold "balanced". */
function isWeakAnswer({ role, confidence, feedback, citationsKnown, citations }: Message): boolean {
  if (role !== 'agent') return false
  const thumb = feedback.findLast((one) => one.thumb !== null)?.thumb ?? null
  const isCited = citationsKnown ? citations.length > 0 : null
  return isMeasuredWeak({ confidence, isDown: thumb === 'down', isUp: thumb === 'up', isCited }, 'balanced')
}
