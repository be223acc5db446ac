// Notes that were begun and not saved: kept when one leaves the conversation, closes the window, or the app dies.
import { useEffect, useState } from 'react'
import { toErrorValue } from '../../shared/errors'
import { call, useContract } from '../api'

/** A text that survives. Returns the text, how to change it, and how to forget it. */
export function useDraft(name: string): readonly [string, (text: string) => void] {
  const info = useContract('workspace.info', undefined, { tables: ['import'] })
  // Conversations of another workspace may have the same number.
  const key = `draft:${info.data?.path ?? ''}:${name}`
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '')
  useEffect(() => setText(localStorage.getItem(key) ?? ''), [key])
  const change = (next: string) => {
    setText(next)
    if (next === '') localStorage.removeItem(key)
    else localStorage.setItem(key, next)
  }
  return [text, change]
}

/** After conversations were wiped: what was begun about them goes, too. */
export async function forgetDraftsOfGone(): Promise<void> {
  const { path } = await call('workspace.info', undefined)
  const prefix = `draft:${path}:note:`
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
    const conversationId = Number.parseInt(key.slice(prefix.length), 10)
    try {
      await call('transcript.open', { conversationId })
    } catch (error) {
      if (toErrorValue(error).code === 'not-found') localStorage.removeItem(key)
    }
  }
}
