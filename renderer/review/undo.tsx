// Undo and redo of acts: by key from anywhere, and by the message that follows each act.
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { toErrorValue } from '../../shared/errors'
import type { HistoryEntry } from '../../shared/review'
import { call, refreshTables } from '../api'
import { useCommand } from '../commands'
import { showError } from '../notify'
import { Shown } from '../shown-words'
import classes from './undo.module.css'

const TOAST = 'last-act'
/** Long enough to read and to reach the button. */
const TOAST_MS = 8_000

export interface Undoing {
  /** Takes back the newest act, or that one and all after it. */
  undo(backTo?: number): Promise<void>
  redo(): Promise<void>
  /** Says what was done, with a button that takes it back. The message of the act before gives way. */
  offer(entry: HistoryEntry): void
}

export function useUndo(): Undoing {
  const client = useQueryClient()
  return useMemo(() => undoing(client), [client])
}

/** After it was said that the newest act cannot be taken back, the next undo passes over it. */
let wasTold = false

function undoing(client: QueryClient): Undoing {
  const undo = async (backTo?: number) => {
    const past = wasTold
    wasTold = false
    try {
      const undone = await call('history.undo', backTo === undefined ? { past } : { backTo })
      refreshReview(client)
      const [newest] = undone
      const words = undone.length === 1 && newest ? newest.label : `${undone.length.toLocaleString()} acts`
      toast(`Undone: ${words}`, 'Redo', () => void redo())
    } catch (error) {
      wasTold = toErrorValue(error).code === 'refused'
      showError(error)
    }
  }
  const redo = async () => {
    try {
      const entry = await call('history.redo', undefined)
      refreshReview(client)
      toast(`Done again: ${entry.label}`, 'Undo', () => void undo())
    } catch (error) {
      showError(error)
    }
  }
  return { undo, redo, offer: (entry) => toast(actWords(entry), 'Undo', () => void undo(entry.id)) }
}

/** What people added is asked for at once: the window must not show for a second what was just taken back. */
export function refreshReview(client: QueryClient): void {
  refreshTables(client, new Set(['review']))
}

function actWords({ label, conversations }: HistoryEntry): string {
  return conversations > 1 ? `${label} (${conversations.toLocaleString()} conversations)` : label
}

function toast(words: string, button: string, run: () => void): void {
  const shown = {
    id: TOAST,
    role: 'status',
    autoClose: TOAST_MS,
    withBorder: true,
    position: 'bottom-center' as const,
    closeButtonProps: { 'aria-label': 'Close this message' },
    message: (
      <span className={classes.toast}>
        <span className={classes.toastWords}>
          <Shown text={words} />
        </span>
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => {
            notifications.hide(TOAST)
            run()
          }}
        >
          {button}
        </Button>
      </span>
    )
  }
  // The same place for each: acts follow each other faster than messages go.
  if (notifications.show(shown) === TOAST) notifications.update(shown)
}

/** The keys and menu entries for undo and redo. In a text field they belong to the field. Mounted once, in App. */
export function UndoKeys() {
  const { undo, redo } = useUndo()
  useCommand('edit.undo', () => {
    if (!inField('undo')) void undo()
  })
  useCommand('edit.redo', () => {
    if (!inField('redo')) void redo()
  })
  return null
}

/** The menu's entry reaches the window while someone types, too. */
function inField(command: 'undo' | 'redo'): boolean {
  const isField = document.activeElement?.matches('input:not([type="checkbox"]):not([type="radio"]), textarea') ?? false
  // The only way to a field's own history from outside.
  if (isField) document.execCommand(command)
  return isField
}
