// A small dialog that asks for the name of a view.
import { Button, Group, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState } from 'react'
import { useFieldWords } from '../shown-words'

/** Calls `onName` with a name that is not blank; not at all when the person gives up. */
export function askForName(title: string, name: string, onName: (name: string) => void): void {
  const id = modals.open({
    title,
    size: 'sm',
    children: (
      <NameForm
        name={name}
        onDone={(next) => {
          modals.close(id)
          if (next !== null) onName(next)
        }}
      />
    )
  })
}

interface NameFormProps {
  readonly name: string
  onDone(name: string | null): void
}

function NameForm({ name, onDone }: NameFormProps) {
  const [value, setValue] = useState(name)
  const trimmed = value.trim()
  const field = useFieldWords(value)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (trimmed) onDone(trimmed)
      }}
    >
      <TextInput
        data-autofocus
        label="Name"
        maxLength={200}
        {...field}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Group justify="end" mt="md" gap="xs">
        <Button variant="default" onClick={() => onDone(null)}>
          Cancel
        </Button>
        <Button type="submit" disabled={!trimmed}>
          Save
        </Button>
      </Group>
    </form>
  )
}
