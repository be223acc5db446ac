// Whose notes and verdicts these are: the name in the settings, asked for once when there is none.
import { Button, Group, Text, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useCallback, useState } from 'react'
import { useSettings } from '../use-settings'

const DIALOG = 'reviewer-name'

export function useReviewer(): {
  /** Empty until it is known. */
  readonly name: string
  /** The name, after asking for it where there is none; null when the person gave none. */
  ask(): Promise<string | null>
} {
  const { settings, change } = useSettings()
  const name = settings.reviewer.trim()
  const ask = useCallback(() => {
    if (name !== '') return Promise.resolve(name)
    return askForName((given) => change({ reviewer: given }))
  }, [name, change])
  return { name, ask }
}

function askForName(keep: (name: string) => void): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null
    modals.open({
      modalId: DIALOG,
      title: 'Who is reviewing?',
      onClose: () => resolve(answer),
      children: (
        <NameForm
          onName={(given) => {
            answer = given
            keep(given)
            modals.close(DIALOG)
          }}
        />
      )
    })
  })
}

function NameForm({ onName }: { onName(name: string): void }) {
  const [name, setName] = useState('')
  const given = name.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (given !== '') onName(given)
  }
  return (
    <form onSubmit={submit}>
      <Text size="sm" mb="xs">
        Your name is kept with every verdict, note and tag, so that several reviewers stay apart. You can change it in
        Settings.
      </Text>
      <TextInput
        label="Your name"
        maxLength={80}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={given === ''}>
          Continue
        </Button>
      </Group>
    </form>
  )
}
