// Issues of a conversation: attach to an existing one, best match first, or open a new one with its title.
import { CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { memo, type RefObject, useState } from 'react'
import type { Annotations } from '../../shared/review'
import { useContract } from '../api'
import { leaveField } from './leave-field'
import { rankIssues } from './rank-issues'
import classes from './review.module.css'
import type { Act } from './use-acts'

const SHOWN = 6
const NEW = 'new'

export interface IssueEditorProps {
  readonly conversationId: number
  readonly messageKey: string | null
  readonly here: Annotations['issues']
  readonly act: Act
  readonly field: RefObject<HTMLInputElement | null>
}

/** Drawn anew only when its own part of the annotations is another: a verdict does not wait for it. */
export const IssueEditor = memo(function IssueEditor({
  conversationId,
  messageKey,
  here,
  act,
  field
}: IssueEditorProps) {
  const [text, setText] = useState('')
  const combobox = useCombobox()
  const issues = useContract('issues.list', undefined, { tables: ['review'] })
  const opened = useContract('transcript.open', { conversationId }, { tables: ['conversation', 'review'] })
  const row = opened.data?.row
  const about = `${row?.topic ?? ''} ${row?.title ?? ''} ${row?.preview ?? ''}`
  const offered = rankIssues(issues.data ?? [], text, about)
    .filter((issue) => !here.some((one) => one.id === issue.id))
    .slice(0, SHOWN)
  const title = text.trim()
  const choose = (value: string) => {
    setText('')
    combobox.closeDropdown()
    if (value === NEW) void act({ kind: 'open-issue', title, conversations: [conversationId] })
    else void act({ kind: 'attach-issue', issue: Number(value), conversations: [conversationId], messageKey })
  }
  return (
    <div className={classes.line}>
      <span className={classes.lineLabel}>Issues</span>
      <ul className={classes.pills} aria-label="Issues">
        {here.map((issue) => (
          <li key={issue.id} className={classes.pill} data-resolved={issue.state === 'resolved' || undefined}>
            <bdi>{issue.title}</bdi>
            <CloseButton
              size={14}
              aria-label={`Remove from issue ${issue.title}`}
              onClick={() => void act({ kind: 'detach-issue', issue: issue.id, conversations: [conversationId] })}
            />
          </li>
        ))}
      </ul>
      <Combobox store={combobox} onOptionSubmit={choose} position="top-start">
        <Combobox.Target>
          <TextInput
            ref={field}
            className={classes.adder}
            size="xs"
            aria-label="Add to an issue"
            placeholder="Add to an issue"
            maxLength={200}
            value={text}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onChange={(event) => {
              setText(event.currentTarget.value)
              combobox.openDropdown()
              combobox.updateSelectedOptionIndex()
              combobox.selectFirstOption()
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                combobox.closeDropdown()
                leaveField(event.currentTarget)
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={offered.length === 0 && title === ''}>
          <Combobox.Options>
            {offered.map((issue) => (
              <Combobox.Option key={issue.id} value={String(issue.id)} className={classes.issueOption}>
                <bdi>{issue.title}</bdi> <span className="muted numbers">{issue.conversations.toLocaleString()}</span>
              </Combobox.Option>
            ))}
            {title !== '' && (
              <Combobox.Option value={NEW} className={classes.issueOption}>
                <IconPlus size={13} aria-hidden /> New issue “{title}”
              </Combobox.Option>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  )
})
