// Short messages in the corner of the window. An error is an alert whose first sentence says what happened.
import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { toErrorValue } from '../shared/errors'
import { Shown } from './shown-words'

/** Shows any thrown value. What a person cancelled is not an error. */
export function showError(thrown: unknown): void {
  const error = toErrorValue(thrown)
  if (error.code === 'cancelled') return
  notifications.show({
    // One message of a kind at a time: a failing list must not fill the screen.
    id: `error:${error.code}:${error.message}`,
    role: 'alert',
    color: 'red',
    message: <Shown text={error.message} />,
    autoClose: 12_000,
    withBorder: true
  })
}

/** Shows a sentence about something that went well. */
export function showMessage(message: string): void {
  notifications.show({ role: 'status', message: <Shown text={message} />, autoClose: 5_000, withBorder: true })
}

/** Shows a sentence about something that was done, with a way back, or on. */
export function showUndo(message: string, undo: () => void, action = 'Undo'): void {
  const id = notifications.show({
    role: 'status',
    autoClose: 10_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Shown text={message} />
        <Button
          size="compact-xs"
          flex="none"
          variant="light"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          {action}
        </Button>
      </Group>
    )
  })
}
