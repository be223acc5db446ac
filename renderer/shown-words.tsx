// Words that the window holds as they are (names, queries, settings, what is typed) as they may be shown: masked by the reader while
// personal data is hidden. What the reader answers otherwise is masked before it comes here (`electron/review/mask-answers.ts`).
import { type FocusEvent, useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { call, listen } from './api'
import { useSettings } from './use-settings'

/** Shown until it is known what to show: never the words themselves. */
const NOT_YET = '…'
/** As many as one call takes. */
const IN_ONE_CALL = 2_000
/** More than a screen full of anything; the memory of a long day begins anew. */
const MOST_KEPT = 200_000

interface Asked {
  readonly text: string
  readonly conversationId: number | null
}

const known = new Map<string, string>()
/** Asked for since the data changed last: what is known of the others is shown until it is asked again. */
const fresh = new Set<string>()
let waiting: Asked[] = []
const watchers = new Set<() => void>()
let version = 0
let listening = false

const keyOf = ({ text, conversationId }: Asked) => `${conversationId ?? ''} ${text}`

function changed(): void {
  version++
  for (const watcher of watchers) watcher()
}

/** Whose names are known changes with the conversations. */
function listenOnce(): void {
  if (listening) return
  listening = true
  listen('data.changed', ({ tables }) => {
    if (!tables.some((table) => table === 'conversation' || table === 'settings')) return
    fresh.clear()
    changed()
  })
  listen('workspace.changed', () => {
    known.clear()
    fresh.clear()
    changed()
  })
}

function watch(watcher: () => void): () => void {
  listenOnce()
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

const watchNothing = () => () => undefined

function look(asked: Asked): string {
  if (!/[\p{L}\p{N}]/u.test(asked.text)) return asked.text
  const key = keyOf(asked)
  if (!fresh.has(key)) {
    fresh.add(key)
    if (waiting.length === 0) queueMicrotask(() => void ask())
    waiting.push(asked)
  }
  return known.get(key) ?? NOT_YET
}

async function ask(): Promise<void> {
  const all = waiting
  waiting = []
  if (known.size > MOST_KEPT) known.clear()
  try {
    const about = [...new Set(all.map(({ conversationId }) => conversationId))]
    await Promise.all(
      about.map(async (conversationId) => {
        const group = all.filter((one) => one.conversationId === conversationId)
        const texts = group.map(({ text }) => text)
        const words = await shownWords(texts, conversationId)
        for (const [at, one] of group.entries()) known.set(keyOf(one), words[at] ?? NOT_YET)
      })
    )
  } catch (error) {
    // They stay hidden, and are asked for again with the next change.
    console.warn('words could not be masked', error)
    for (const one of all) fresh.delete(keyOf(one))
    return
  }
  changed()
}

/** The texts as they are shown while personal data is hidden, each at its place: for files and the clipboard. */
export async function shownWords(
  texts: readonly string[],
  conversationId: number | null = null
): Promise<readonly string[]> {
  const words: string[] = []
  for (let at = 0; at < texts.length; at += IN_ONE_CALL)
    words.push(...(await call('masked.words', { texts: texts.slice(at, at + IN_ONE_CALL), conversationId })))
  return words
}

export type ShownWords = (text: string) => string

/** Gives a text as it may be shown. `conversationId`: whose people are known besides those with a full name. */
export function useShown(conversationId: number | null = null): ShownWords {
  const { settings } = useSettings()
  const { masked } = settings
  const now = useSyncExternalStore(masked ? watch : watchNothing, () => (masked ? version : -1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version gives other words
  return useCallback((text) => (masked ? look({ text, conversationId }) : text), [masked, conversationId, now])
}

/** A text as it may be shown, where no hook can be: in messages and dialogs. */
export function Shown({ text }: { readonly text: string }) {
  return useShown()(text)
}

type Field = HTMLInputElement | HTMLTextAreaElement

const isAllSelected = ({ value, selectionStart, selectionEnd }: Field) =>
  value !== '' && selectionStart === 0 && selectionEnd === value.length

/** What a field shows: its words as they are while one types in it, otherwise as they may be shown. */
export function useFieldWords(text: string, conversationId: number | null = null) {
  const shown = useShown(conversationId)
  const [isTyping, setTyping] = useState(false)
  const whole = useRef<Field | null>(null)
  const onFocus = ({ currentTarget: field }: FocusEvent<Field>) => {
    // Whoever had all of it selected has all of it selected when it stands there as it is; some select before, some after the focus.
    const note = () => {
      whole.current = isAllSelected(field) ? field : null
    }
    note()
    queueMicrotask(note)
    setTyping(true)
  }
  useLayoutEffect(() => {
    if (isTyping) whole.current?.select()
  }, [isTyping])
  return { value: isTyping ? text : shown(text), onFocus, onBlur: () => setTyping(false) }
}
