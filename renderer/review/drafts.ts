// Notes that were begun and not saved: kept when one leaves the conversation, closes the window, or the app dies.
import { useEffect, useState } from 'react'
import { useContract } from '../api'

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
