// The whole transcript on paper: drawn outside the window's panes, only while it is printed.
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { ConversationDetail, Message } from '../../shared/domain'
import { showError } from '../notify'
import { MessageArticle } from './MessageArticle'
import { askedBefore } from './shade'
import './print.css'
import { TranscriptHeader } from './TranscriptHeader'
import { allMessages } from './use-messages'

export function PrintSheet({
  detail,
  timeZone,
  onDone
}: {
  readonly detail: ConversationDetail
  readonly timeZone: string
  onDone(): void
}) {
  const [messages, setMessages] = useState<readonly Message[] | null>(null)
  const { id, messageCount } = detail.row
  useEffect(() => {
    allMessages(id, messageCount).then(setMessages, (error) => {
      showError(error)
      onDone()
    })
  }, [id, messageCount, onDone])
  useEffect(() => {
    if (messages === null) return
    // Waits for the person's answer to the system's dialog.
    window.print()
    onDone()
  }, [messages, onDone])
  if (messages === null) return null
  return createPortal(
    <div className="print-sheet" aria-hidden>
      <TranscriptHeader detail={detail} timeZone={timeZone} finders={null} />
      {messages.map((message, index) => (
        <MessageArticle
          key={message.key}
          message={message}
          count={messageCount}
          timeZone={timeZone}
          finders={null}
          asked={askedBefore((at) => messages[at], index)}
        />
      ))}
    </div>,
    document.body
  )
}
