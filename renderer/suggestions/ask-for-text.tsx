// A small dialog that asks for one line: a name, a reason.
import { Button, Group, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'

export interface TextQuestion {
  readonly title: string
  readonly label: string
  /** What stands there at first. */
  readonly text: string
  readonly button: string
  readonly mayBeEmpty?: boolean
}

/** Calls `onText` with what was given; not at all when the person gives up. */
export function askForText(question: TextQuestion, onText: (text: string) => unknown): void {
  const id = modals.open({
    title: question.title,
    size: 'md',
    children: (
      <TextForm
        question={question}
        onText={(text) => {
          modals.close(id)
          onText(text)
        }}
      />
    )
  })
}

function TextForm({ question, onText }: { readonly question: TextQuestion; onText(text: string): void }) {
  const [text, setText] = useState(question.text)
  const given = text.trim()
  const isEnough = given !== '' || question.mayBeEmpty === true
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isEnough) onText(given)
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label={question.label}
        data-autofocus
        maxLength={400}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={!isEnough}>
          {question.button}
        </Button>
      </Group>
    </form>
  )
}
