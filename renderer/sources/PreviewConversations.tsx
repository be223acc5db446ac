// The conversations a file becomes, before anything is imported: up to ten, each a small transcript.
import type { PreviewConversation } from '../../shared/import-plan'
import { useFormat } from '../components/format'
import { ROLE_WORDS } from '../components/words'
import { useShown } from '../shown-words'
import { moment } from '../transcript/format-time'
import planClasses from './plan.module.css'
import classes from './sources.module.css'

/** Messages shown of each conversation; the rest is counted. */
const SHOWN = 12

export function PreviewConversations({ conversations }: { readonly conversations: readonly PreviewConversation[] }) {
  if (conversations.length === 0) return null
  return (
    <section aria-label="Preview" className={classes.block}>
      <h4>
        {conversations.length === 1 ? 'The first conversation' : `The first ${conversations.length} conversations`}
      </h4>
      {conversations.map((conversation, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a preview has no ids and is replaced as a whole
        <Conversation key={index} conversation={conversation} open={index === 0} />
      ))}
    </section>
  )
}

function Conversation({ conversation, open }: { readonly conversation: PreviewConversation; readonly open: boolean }) {
  const format = useFormat()
  const { title, startedAt, messages } = conversation
  const shown = useShown()
  const more = messages.length - SHOWN
  return (
    <details className={planClasses.preview} open={open}>
      <summary>
        <bdi className={planClasses.previewTitle}>{shown(title) || 'Untitled'}</bdi>
        <span className="muted">
          {startedAt === null ? 'no time' : moment(startedAt, format.timeZone)}, {format.number(messages.length)}{' '}
          {messages.length === 1 ? 'message' : 'messages'}
        </span>
      </summary>
      <ol>
        {messages.slice(0, SHOWN).map(({ role, text, sentAt }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} data-role={role}>
            <div className={planClasses.previewHead}>
              <strong>{ROLE_WORDS[role]}</strong>
              {sentAt !== null && <span className="muted">{moment(sentAt, format.timeZone)}</span>}
            </div>
            <div className={planClasses.previewText} dir="auto">
              {shown(text).slice(0, 1_000)}
            </div>
          </li>
        ))}
      </ol>
      {more > 0 && <p className="muted">and {format.number(more)} more</p>}
    </details>
  )
}
