// Tags of a conversation or a message: coloured labels, added by name with completion, taken away one by one.
import { Autocomplete, CloseButton } from '@mantine/core'
import { memo, type RefObject, useState } from 'react'
import type { Annotations } from '../../shared/review'
import { useContract } from '../api'
import { useShown } from '../shown-words'
import { leaveField } from './leave-field'
import classes from './review.module.css'
import { TagPill } from './TagPill'
import type { Act } from './use-acts'

export interface TagEditorProps {
  readonly conversationId: number
  readonly messageKey: string | null
  /** On the conversation and its messages. */
  readonly uses: Annotations['tags']
  readonly act: Act
  readonly field: RefObject<HTMLInputElement | null>
}

/** Drawn anew only when its own part of the annotations is another: a verdict does not wait for it. */
export const TagEditor = memo(function TagEditor({ conversationId, messageKey, uses, act, field }: TagEditorProps) {
  const [text, setText] = useState('')
  const shown = useShown()
  const tags = useContract('tags.list', undefined, { tables: ['review'] })
  const here = uses.filter((use) => use.messageKey === messageKey)
  const change = (kind: 'tag' | 'untag', tag: string) => act({ kind, conversations: [conversationId], messageKey, tag })
  const add = (name: string) => {
    const tag = name.trim()
    setText('')
    if (tag !== '') void change('tag', tag)
  }
  return (
    <div className={classes.line}>
      <span className={classes.lineLabel}>Tags</span>
      <ul className={classes.pills} aria-label="Tags">
        {here.map((use) => (
          <li key={use.tagId}>
            <TagPill name={use.name} color={use.color}>
              <CloseButton
                size={14}
                aria-label={`Remove tag ${shown(use.name)}`}
                onClick={() => void change('untag', use.name)}
              />
            </TagPill>
          </li>
        ))}
      </ul>
      <Autocomplete
        ref={field}
        className={classes.adder}
        size="xs"
        aria-label="Add a tag"
        placeholder="Add a tag"
        maxLength={60}
        limit={8}
        data={(tags.data ?? []).map((tag) => tag.name).filter((name) => !here.some((use) => use.name === name))}
        renderOption={({ option }) => shown(option.value)}
        value={text}
        onChange={setText}
        onOptionSubmit={add}
        onKeyDown={(event) => {
          // With an entry of the list chosen by arrow, Enter takes that one.
          const chosen = event.currentTarget.getAttribute('aria-activedescendant')
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && !chosen) add(text)
          if (event.key === 'Escape') leaveField(event.currentTarget)
        }}
      />
    </div>
  )
})
