// Commands at work: parts of the window say what a command does while they are on screen; keys, menu, palette and buttons run it.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { keymapFor } from '../shared/key-choices'
import { type Command, type CommandId, commandOf, isCommandId, KEYMAP, keysLabel, strokeName } from '../shared/keymap'
import { useEventListener } from './api'
import { useSettings } from './use-settings'

export const IS_MAC = /Mac/.test(navigator.platform)

/** How long the first stroke of a sequence (`* a`) waits for the second, in milliseconds. */
const SEQUENCE_MS = 1_500

type Handler = () => void

interface Commands {
  /** Runs the command; false when nothing on screen answers to it. */
  run(id: CommandId): boolean
  /** Ids that do something now. */
  available(): readonly CommandId[]
  register(id: CommandId, handler: Handler): () => void
}

const Context = createContext<Commands | null>(null)

function useCommandsContext(): Commands {
  const value = useContext(Context)
  if (!value) throw new Error('commands used outside CommandsProvider')
  return value
}

/** Says what a command does while the calling component is mounted; the newest handler is used, the last mounted wins. */
export function useCommand(id: CommandId, handler: Handler, enabled = true): void {
  const commands = useCommandsContext()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => (enabled ? commands.register(id, () => latest.current()) : undefined), [commands, id, enabled])
}

/** The same for several commands that differ in a number: `handler` gets the place in `ids`, which must always be the same list. */
export function useCommandSeries(ids: readonly CommandId[], handler: (index: number) => void, enabled = true): void {
  const commands = useCommandsContext()
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    if (!enabled) return
    const stops = ids.map((id, index) => commands.register(id, () => latest.current(index)))
    return () => {
      for (const stop of stops) stop()
    }
  }, [commands, ids, enabled])
}

/** Runs commands and tells which can be run. */
export function useCommands(): Pick<Commands, 'run' | 'available'> {
  return useCommandsContext()
}

/** The table with the keys this person chose; the settings are one for the whole window. */
let keymap: readonly Command[] = KEYMAP

/** A command with the keys it has now. */
export function currentCommand(id: CommandId): Command {
  return keymap.find((command) => command.id === id) ?? commandOf(id)
}

/** The command's words with its first key, for tooltips: `Search conversations (/)`. */
export function commandHint(id: CommandId): string {
  const { label, keys } = currentCommand(id)
  return keys[0] ? `${label} (${keysLabel(keys[0], IS_MAC)})` : label
}

export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const [commands] = useState(createCommands)
  const { settings } = useSettings()
  const { keys, singleKeys } = settings
  useMemo(() => {
    keymap = keymapFor({ keys, singleKeys })
  }, [keys, singleKeys])
  useEventListener('command.run', ({ id }) => {
    if (isCommandId(id)) commands.run(id)
  })
  useEffect(() => {
    const listener = createKeyListener((id) => commands.run(id))
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [commands])
  return <Context.Provider value={commands}>{children}</Context.Provider>
}

function createCommands(): Commands {
  const handlers = new Map<CommandId, Handler[]>()
  return {
    run(id) {
      const handler = handlers.get(id)?.at(-1)
      handler?.()
      return handler !== undefined
    },
    available: () => KEYMAP.map((c) => c.id).filter((id) => (handlers.get(id)?.length ?? 0) > 0),
    register(id, handler) {
      handlers.set(id, [...(handlers.get(id) ?? []), handler])
      return () =>
        handlers.set(
          id,
          (handlers.get(id) ?? []).filter((h) => h !== handler)
        )
    }
  }
}

/** Keys that every control has a use for: they are commands only where such a part of the window has the focus. */
const KEYS_OF_CONTROLS: ReadonlyMap<string, string> = new Map([
  ...['Enter', 'Space', 'Home', 'End', 'Shift+ArrowUp', 'Shift+ArrowDown'].map(
    (key) => [key, '[data-keys="list"]'] as const
  ),
  ...['ArrowUp', 'ArrowDown'].map((key) => [key, '[data-keys="scorecard"]'] as const),
  ...['ArrowLeft', 'ArrowRight'].map((key) => [key, '[data-keys="scorecard"], [data-review-focus]'] as const)
])
/** In a text field these belong to its own history. */
const KEYS_OF_TYPING = new Set(['Mod+Z', 'Mod+Shift+Z', 'Mod+Y'])
/** Held down, these go on; no other command repeats. */
const REPEATS = new Set<CommandId>([
  'list.next',
  'list.previous',
  'list.extendDown',
  'list.extendUp',
  'transcript.nextHit',
  'transcript.previousHit',
  'transcript.nextTurn',
  'transcript.previousTurn'
])

/**
 * Finds the command of a key event and runs it. No key without Mod or Alt while typing, in a dialog or an open menu, while an
 * input method composes, or after another handler took the key.
 */
export function createKeyListener(run: (id: CommandId) => boolean): (event: KeyboardEvent) => void {
  let first = ''
  let firstAt = 0
  return (event) => {
    if (event.defaultPrevented || event.isComposing || event.key === 'Process') return
    const name = strokeName(event, IS_MAC)
    const target = event.target instanceof Element ? event.target : null
    const bare = !/^(Mod|Alt)\+/.test(name)
    if (!name || isInDialog(target) || ((bare || KEYS_OF_TYPING.has(name)) && isTyping(target))) return
    const only = KEYS_OF_CONTROLS.get(name)
    if (only && !target?.closest(only) && !isReviewWithoutFocus(only, target)) return
    const strokes = first && event.timeStamp - firstAt < SEQUENCE_MS ? [`${first} ${name}`, name] : [name]
    const command = keymap.find((c) => strokes.some((s) => c.keys.some((k) => k === s)))
    const startsSequence = keymap.some((c) => c.keys.some((k) => k.startsWith(`${name} `)))
    first = !command && startsSequence ? name : ''
    firstAt = event.timeStamp
    if (!command || !isCommandId(command.id) || (event.repeat && !REPEATS.has(command.id))) return
    if (run(command.id)) event.preventDefault()
  }
}

/** In a review the focus may rest nowhere for a moment, while one item makes room for the next: its arrows work all the same. */
function isReviewWithoutFocus(only: string, target: Element | null): boolean {
  return (
    target === document.body && only.includes('scorecard') && document.querySelector('[data-review-focus]') !== null
  )
}

function isTyping(target: Element | null): boolean {
  return (
    target?.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]') !==
      null && target !== null
  )
}

/** A dialog or menu that is open has the keys to itself, wherever the focus is. */
function isInDialog(target: Element | null): boolean {
  if (target?.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return true
  return document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null
}
