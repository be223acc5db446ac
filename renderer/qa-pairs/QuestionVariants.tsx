// The ways a customer may ask: an editable list. Textboxes "Question 1", "Question 2", ...
import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { MAX_QUESTIONS } from '../../shared/improve'
import classes from './improve.module.css'

export interface QuestionVariantsProps {
  readonly questions: readonly string[]
  onChange(questions: readonly string[]): void
}

export function QuestionVariants({ questions, onChange }: QuestionVariantsProps) {
  const fields = useRef<HTMLDivElement>(null)
  /** The field that gets the focus after the next drawing. */
  const next = useRef<number | null>(null)
  useEffect(() => {
    if (next.current === null) return
    fields.current?.querySelectorAll('textarea')[next.current]?.focus()
    next.current = null
  })
  const shown = questions.length === 0 ? [''] : questions
  const add = (after: number) => {
    if (shown.length >= MAX_QUESTIONS) return
    next.current = after + 1
    onChange([...shown.slice(0, after + 1), '', ...shown.slice(after + 1)])
  }
  const keys = (event: KeyboardEvent, index: number) => {
    // A question is one line: Enter begins the next.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      add(index)
    }
  }
  return (
    <div ref={fields} className={classes.questions}>
      <span className={classes.label}>Questions ({shown.filter((question) => question.trim() !== '').length})</span>
      {shown.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: variants have no identity but their place
        <div key={index} className={classes.question}>
          <Textarea
            aria-label={`Question ${index + 1}`}
            className={classes.questionField}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={10_000}
            value={question}
            onChange={(event) => {
              const text = event.currentTarget.value
              onChange(shown.map((other, at) => (at === index ? text : other)))
            }}
            onKeyDown={(event) => keys(event, index)}
          />
          <ActionIcon
            aria-label={`Remove question ${index + 1}`}
            disabled={shown.length === 1}
            onClick={() => onChange(shown.filter((_, at) => at !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        disabled={shown.length >= MAX_QUESTIONS}
        onClick={() => add(shown.length - 1)}
      >
        Add a question
      </Button>
    </div>
  )
}
