// Which keys a command has for this person: the table's own, or those they chose. Conflicts are refused, never resolved silently.
import { type Command, type CommandId, KEYMAP } from './keymap'

/** Keys by command id, where a person chose others than the table's. An empty list: no key. */
export type KeyChoices = Readonly<Record<string, readonly string[]>>

export interface KeySettings {
  readonly keys: KeyChoices
  /** False: letters, digits and signs without a modifier are never commands (WCAG 2.1.4). */
  readonly singleKeys: boolean
}

/** The table with this person's keys. */
export function keymapFor({ keys, singleKeys }: KeySettings): readonly Command[] {
  return KEYMAP.map((command: Command) => {
    const chosen = Object.hasOwn(keys, command.id) ? (keys[command.id] ?? []) : command.keys
    return { ...command, keys: singleKeys ? chosen : chosen.filter((one) => !isSingle(one)) }
  })
}

/** A character by itself, or a sequence that begins with one. Enter, Space and the arrows are no characters. */
export function isSingle(keys: string): boolean {
  const [first = ''] = keys.split(' ')
  return [...first].length === 1
}

/** These move, remove or leave everywhere: no command may take them. */
const NEVER = new Set(['Backspace', 'Delete', 'Tab', 'Shift+Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta', 'Dead'])

/** Why a command cannot have these keys, as a sentence; null when it can. */
export function refusal(id: CommandId, keys: string, choices: KeyChoices): string | null {
  if (keys === '' || keys.split(' ').some((stroke) => NEVER.has(stroke.replace(/^(Mod\+|Alt\+|Shift\+)+/, ''))))
    return 'This key cannot be used for a command.'
  const other = keymapFor({ keys: choices, singleKeys: true }).find(
    (command) => command.id !== id && command.keys.some((taken) => clash(taken, keys))
  )
  return other ? `“${other.label}” has this key already.` : null
}

/** The same keys, or one the beginning of the other. */
function clash(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)
}
