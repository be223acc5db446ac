// Notes of a conversation or a message: Markdown, saved by Ctrl/Cmd+Enter, never lost when one leaves before.
import { ActionIcon, Button, Menu, Textarea } from '@mantine/core'
import { IconPencil, IconTemplate, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, memo, type RefObject, useState } from 'react'
import type { Annotations, Note } from '../../shared/review'
import { IS_MAC } from '../commands'
import { useFormat } from '../components/format'
import { useFieldWords, useShown } from '../shown-words'
import { MarkdownText } from '../transcript/MessageText'
import { useSettings } from '../use-settings'
import { useDraft } from './drafts'
import { leaveField } from './leave-field'
import classes from './review.module.css'
import type { Act } from './use-acts'

export interface NoteEditorProps {
  readonly conversationId: number
  readonly messageKey: string | null
  /** On the conversation and its messages. */
  readonly notes: Annotations['notes']
  readonly act: Act
  readonly field: RefObject<HTMLTextAreaElement | null>
}

/** Drawn anew only when its own part of the annotations is another: a verdict does not wait for it. */
export const NoteEditor = memo(function NoteEditor({ conversationId, messageKey, notes, act, field }: NoteEditorProps) {
  const [text, setText] = useDraft(`note:${conversationId}:${messageKey ?? ''}`)
  const words = useFieldWords(text, conversationId)
  const here = notes.filter((note) => note.messageKey === messageKey)
  const save = async () => {
    if (text.trim() === '') return
    const done = await act({ kind: 'add-note', conversation: conversationId, messageKey, body: text })
    if (done) setText('')
  }
  return (
    <div className={classes.notes}>
      {here.length > 0 && (
        <ul className={classes.noteList} aria-label="Notes">
          {here.map((note) => (
            <li key={note.id}>
              <SavedNote note={note} act={act} />
            </li>
          ))}
        </ul>
      )}
      <Textarea
        ref={field}
        aria-label="Note"
        placeholder={`Note (Markdown, ${IS_MAC ? '⌘' : 'Ctrl+'}Enter saves)`}
        // Grows by itself: measuring it in script costs a layout of the window with every key of a review.
        rows={1}
        classNames={{ input: classes.growing }}
        maxLength={100_000}
        {...words}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => noteKeys(event, () => void save())}
      />
      {text.trim() !== '' && (
        <div className={classes.noteButtons}>
          <Button size="compact-xs" onClick={() => void save()}>
            Save note
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setText('')}>
            Discard
          </Button>
          <span className={classes.hint}>Kept as a draft until you save it.</span>
        </div>
      )}
      {text === '' && <Templates onTemplate={(template) => setText(template)} field={field} />}
    </div>
  )
})

/** Ctrl/Cmd+Enter saves, Escape leaves with the draft kept. */
function noteKeys(event: KeyboardEvent<HTMLTextAreaElement>, save: () => void): void {
  if (event.nativeEvent.isComposing) return
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    save()
    leaveField(event.currentTarget)
  }
  if (event.key === 'Escape') leaveField(event.currentTarget)
}

function SavedNote({ note, act }: { readonly note: Note; readonly act: Act }) {
  const format = useFormat()
  const { settings } = useSettings()
  const [editing, setEditing] = useState<string | null>(null)
  const save = () => {
    if (editing !== null && editing.trim() !== '') void act({ kind: 'edit-note', note: note.id, body: editing })
    setEditing(null)
  }
  if (editing !== null)
    return (
      <>
        <Textarea
          aria-label="Change note"
          autosize
          autoFocus
          minRows={2}
          maxRows={8}
          value={editing}
          onChange={(event) => setEditing(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setEditing(null)
            else noteKeys(event, save)
          }}
        />
        <div className={classes.noteButtons}>
          <Button size="compact-xs" onClick={save}>
            Save note
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setEditing(null)}>
            Cancel
          </Button>
        </div>
      </>
    )
  return (
    <div className={classes.note}>
      <div className={classes.noteHead}>
        <span className={classes.hint}>
          {note.reviewer}, {format.short(note.createdAt)}
        </span>
        <ActionIcon
          size="xs"
          aria-label="Change note"
          // Saving the pseudonyms would lose what was written.
          disabled={settings.masked}
          title={settings.masked ? 'Show personal data to change this note' : undefined}
          onClick={() => setEditing(note.body)}
        >
          <IconPencil size={13} />
        </ActionIcon>
        <ActionIcon size="xs" aria-label="Remove note" onClick={() => void act({ kind: 'remove-note', note: note.id })}>
          <IconTrash size={13} />
        </ActionIcon>
      </div>
      <MarkdownText text={note.body} find={null} />
    </div>
  )
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

function Templates({
  onTemplate,
  field
}: {
  onTemplate(template: string): void
  readonly field: RefObject<HTMLTextAreaElement | null>
}) {
  const { settings } = useSettings()
  const shown = useShown()
  if (settings.noteTemplates.length === 0) return null
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconTemplate size={13} />}>
          Templates
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {settings.noteTemplates.map((template) => (
          <Menu.Item
            key={template}
            onClick={() => {
              onTemplate(template)
              field.current?.focus()
            }}
          >
            {cut(shown(template))}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
