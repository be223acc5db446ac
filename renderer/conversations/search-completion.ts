// What the search box offers to complete: the key or value under the caret, and the text with it put in.
import { FIELDS, type FieldName, fieldOf, fieldOfKey } from '../../shared/query/fields'

/** The piece of the text that is being written. Offsets are UTF-16, half open. */
export type Piece =
  | { readonly kind: 'key'; readonly start: number; readonly end: number; readonly typed: string }
  | {
      readonly kind: 'value'
      readonly field: FieldName
      readonly start: number
      readonly end: number
      readonly typed: string
    }

// A key stands at the beginning, after a space, or after an opening parenthesis; a minus before it excludes.
const VALUE = /(?:^|[\s(])-?([A-Za-z_]+):(?:[^\s",()]*,)*("?)([^\s",()]*)$/
const KEY = /(?:^|[\s(])-?([A-Za-z_]*)$/

/** What stands before the caret. Null inside a quoted phrase and wherever nothing can be completed. */
export function pieceAt(text: string, caret: number): Piece | null {
  const before = text.slice(0, caret)
  const value = VALUE.exec(before)
  if (value) {
    const [, key = '', quote = '', typed = ''] = value
    const field = fieldOfKey(key)
    if (!field) return null
    return { kind: 'value', field, start: caret - typed.length - quote.length, end: caret, typed }
  }
  if ((before.split('"').length - 1) % 2 === 1) return null
  const key = KEY.exec(before)
  if (!key) return null
  const typed = key[1] ?? ''
  return { kind: 'key', start: caret - typed.length, end: caret, typed }
}

/** Keys that begin with what was typed, by key or label; the product's order. */
export function keysFor(typed: string): readonly { readonly key: string; readonly label: string }[] {
  const start = typed.toLowerCase()
  return FIELDS.filter(
    (f) =>
      f.name !== 'text' &&
      [f.name, ...f.aliases, ...f.label.toLowerCase().split(' ')].some((word) => word.startsWith(start))
  ).map((f) => ({ key: f.name, label: f.label }))
}

/** Values that the product fixes for a field, beginning with what was typed. */
export function choicesFor(field: FieldName, typed: string): readonly string[] {
  const start = typed.toLowerCase()
  return (fieldOf(field).choices ?? []).filter((choice) => choice.toLowerCase().startsWith(start))
}

/** The text with a completion in place of the piece, and where the caret then stands. */
export function complete(
  text: string,
  piece: Piece,
  completion: string
): { readonly text: string; readonly caret: number } {
  const written = piece.kind === 'key' ? `${completion}:` : `${quoted(completion)} `
  const after = text.slice(piece.end)
  const joined = written.endsWith(' ') && after.startsWith(' ') ? after.slice(1) : after
  return { text: text.slice(0, piece.start) + written + joined, caret: piece.start + written.length }
}

function quoted(value: string): string {
  return /^[\p{L}\p{N}_.@-]+$/u.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
}
