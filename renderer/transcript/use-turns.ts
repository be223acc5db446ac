// Ways through a transcript by key: turn by turn, from weak answer to weak answer, from citation to citation.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { type BandLimits, bandOf, type Message } from '../../shared/domain'
import { useCommand } from '../commands'
import { showError, showMessage } from '../notify'
import { useSettings } from '../use-settings'
import type { Target } from './MessageList'
import { messagePage, PAGE } from './use-messages'

/** An answer worth a second look: low confidence, a thumb down, or no citation where its source gives citations. */
export function isWeakAnswer(message: Message, limits: BandLimits): boolean {
  if (message.role !== 'agent') return false
  return (
    bandOf(message.confidence, limits) === 'low' ||
    message.feedback.some(({ thumb }) => thumb === 'down') ||
    (message.citationsKnown && message.citations.length === 0)
  )
}

/** Registers the commands; `onTop` is to be told the first message on the screen. Positions are 0-based. */
export function useTurns(conversationId: number, count: number, go: (target: Target) => void) {
  const top = useRef(0)
  const client = useQueryClient()
  const { settings } = useSettings()
  const onTop = useCallback((index: number) => {
    top.current = index
  }, [])
  const turn = (by: 1 | -1) => {
    const index = (focusedTurn() ?? (by === 1 ? top.current - 1 : top.current)) + by
    if (index >= 0 && index < count) go({ index, hit: false, focus: true })
  }
  const signal = async (by: 1 | -1) => {
    const from = focusedTurn() ?? (by === 1 ? top.current - 1 : top.current)
    for (let index = from + by; index >= 0 && index < count; index += by) {
      const page = await client.ensureQueryData(messagePage(conversationId, Math.floor(index / PAGE)))
      const message = page[index % PAGE]
      if (message && isWeakAnswer(message, settings.bands)) return go({ index, hit: false, focus: true })
    }
    showMessage(by === 1 ? 'No weak answer after this one.' : 'No weak answer before this one.')
  }
  useCommand('transcript.nextTurn', () => turn(1))
  useCommand('transcript.previousTurn', () => turn(-1))
  useCommand('transcript.nextSignal', () => void signal(1).catch(showError))
  useCommand('transcript.previousSignal', () => void signal(-1).catch(showError))
  useCommand('transcript.citations', focusNextCitation)
  return { onTop }
}

/** The message that has the focus, 0-based; null when none has. */
function focusedTurn(): number | null {
  const row = document.activeElement?.closest('[data-index]')
  return row instanceof HTMLElement && row.dataset['index'] !== undefined ? Number(row.dataset['index']) : null
}

/** From the focused message or citation to the next citation; from anywhere else to the first that is drawn on the screen. */
function focusNextCitation(): void {
  const all = [...document.querySelectorAll<HTMLElement>('[aria-label="Transcript"] [data-index] [data-citation]')]
  const focused = document.activeElement?.closest('[data-index]') ? document.activeElement : null
  const next = focused
    ? all.find((one) => focused.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
    : all.find((one) => one.getBoundingClientRect().top > 0)
  next?.focus()
}
