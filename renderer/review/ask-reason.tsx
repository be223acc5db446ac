// Asks why a conversation is declined: a reason is part of it, so that declined is not the same as done.
import { Button, Chip, Group, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'

const DIALOG = 'decline-reason'
const COMMON = [
  'Not a real conversation',
  'Not my language',
  'Cannot be judged from the text',
  'Already known'
] as const

/** null when the person changed their mind. */
export function askReason(): Promise<string | null> {
  return new Promise((resolve) => {
    let answer: string | null = null
    modals.open({
      modalId: DIALOG,
      title: 'Decline this conversation',
      onClose: () => resolve(answer),
      children: (
        <ReasonForm
          onReason={(reason) => {
            answer = reason
            modals.close(DIALOG)
          }}
        />
      )
    })
  })
}

function ReasonForm({ onReason }: { onReason(reason: string): void }) {
  const [reason, setReason] = useState('')
  const given = reason.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (given !== '') onReason(given)
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Reason"
        data-autofocus
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap={6} mt="xs">
        {COMMON.map((words) => (
          <Chip key={words} size="xs" checked={given === words} onChange={() => setReason(words)}>
            {words}
          </Chip>
        ))}
      </Group>
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={given === ''}>
          Decline
        </Button>
      </Group>
    </form>
  )
}
