// What people added to one message, where it stands: its marks, and the menu to add more.
import { Menu } from '@mantine/core'
import { IconClipboardCheck, IconFlag, IconFlagFilled, IconNote, IconPencilPlus, IconTag } from '@tabler/icons-react'
import { type ComponentProps, useState } from 'react'
import type { Message } from '../../shared/domain'
import { AskAgainMenuItem } from '../ask-again/AskAgainMenuItem'
import { ImproveMenuItem } from '../qa-pairs/ImproveAnswer'
import { useShown } from '../shown-words'
import { MarkdownText } from '../transcript/MessageText'
import { toggleFlag } from './ReviewParts'
import classes from './review.module.css'
import { type ReviewPart, useReviewScope, useReviewTargets } from './review-target'
import { TagPill } from './TagPill'
import { useActs } from './use-acts'
import { useMessageAnnotations } from './use-annotations'

interface MessageReviewProps {
  readonly message: Message
  /** As people find it: `Agent, 14:02`. */
  readonly words: string
}

/** The small menu in a message's head. Nothing where messages are only shown. */
export function MessageMenu({ message, words }: MessageReviewProps) {
  const conversationId = useReviewScope()
  if (conversationId === null) return null
  return <LazyMenu message={message} words={words} conversationId={conversationId} />
}

interface MenuOfProps extends MessageReviewProps {
  readonly conversationId: number
}

/** A menu costs more to draw than the message it belongs to: until it is first opened there is only its button. */
function LazyMenu(props: MenuOfProps) {
  const [used, setUsed] = useState(false)
  return used ? <OpenMenu {...props} /> : <MenuButton message={props.message} onClick={() => setUsed(true)} />
}

interface MenuButtonProps extends ComponentProps<'button'> {
  readonly message: Message
}

function MenuButton({ message, ...props }: MenuButtonProps) {
  return (
    <button
      aria-haspopup="menu"
      aria-expanded={false}
      {...props}
      type="button"
      className={classes.messageButton}
      title="Review this message"
      aria-label={`Review message ${message.seq}`}
    >
      <IconPencilPlus size={14} aria-hidden />
    </button>
  )
}

function OpenMenu({ message, words, conversationId }: MenuOfProps) {
  const isFlagged = useMessageAnnotations(conversationId, message.key)?.isFlagged
  const { choose } = useReviewTargets()
  const { act } = useActs()
  const goTo = (part: ReviewPart) => choose({ conversationId, message: { key: message.key, words }, part })
  return (
    <Menu position="bottom-end" returnFocus={false} defaultOpened>
      <Menu.Target>
        <MenuButton message={message} />
      </Menu.Target>
      <Menu.Dropdown>
        <ImproveMenuItem message={message} conversationId={conversationId} />
        <AskAgainMenuItem message={message} conversationId={conversationId} />
        <Menu.Item leftSection={<IconNote size={15} />} onClick={() => goTo('note')}>
          Write a note
        </Menu.Item>
        <Menu.Item leftSection={<IconTag size={15} />} onClick={() => goTo('tag')}>
          Tag
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFlag size={15} />}
          onClick={() => isFlagged !== undefined && toggleFlag(act, isFlagged, conversationId, message.key)}
        >
          {isFlagged ? 'Remove the flag' : 'Flag'}
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboardCheck size={15} />} onClick={() => goTo('scorecard')}>
          Judge
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Flag, tags, verdicts and notes under the message. */
export function MessageMarks({ messageKey }: { readonly messageKey: string }) {
  const conversationId = useReviewScope()
  return conversationId === null ? null : <Marks messageKey={messageKey} conversationId={conversationId} />
}

function Marks({ messageKey, conversationId }: { readonly messageKey: string; readonly conversationId: number }) {
  const marks = useMessageAnnotations(conversationId, messageKey)
  const shown = useShown(conversationId)
  if (!marks?.isFlagged && !marks?.verdicts.length && !marks?.tags.length && !marks?.notes.length) return null
  return (
    <div className={classes.marks}>
      {marks.isFlagged && (
        <span className={classes.pill}>
          <IconFlagFilled size={12} className={classes.flagged} aria-hidden /> Flagged
        </span>
      )}
      {marks.verdicts.map((verdict) => (
        <span
          key={`${verdict.criterion} ${verdict.reviewer}`}
          className={classes.pill}
          title={verdict.comment === null ? undefined : shown(verdict.comment)}
        >
          {verdict.criterion}: {verdict.value === null ? 'N/A' : shown(verdict.value)}{' '}
          <span className={classes.hint}>{verdict.reviewer}</span>
        </span>
      ))}
      {marks.tags.map((tag) => (
        <TagPill key={tag.tagId} name={tag.name} color={tag.color} />
      ))}
      {marks.notes.map((note) => (
        <div key={note.id} className={classes.messageNote}>
          <span className={classes.hint}>Note by {note.reviewer}</span>
          <MarkdownText text={note.body} find={null} />
        </div>
      ))}
    </div>
  )
}
