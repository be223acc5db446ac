// Text that can be stored, searched and shown whatever came in: well-formed Unicode without NUL.

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const NEEDS_CARE = /[\u0000\ud800-\udfff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is replaced
const NUL_OR_LONE_SURROGATE = /\u0000|\p{Surrogate}/gu

/** The same text, with the replacement character for each NUL and each half of a surrogate pair that stands alone. */
export function wellFormed(text: string): string {
  return NEEDS_CARE.test(text) ? text.replace(NUL_OR_LONE_SURROGATE, '\ufffd') : text
}

/** A value of a text field: well-formed and trimmed; null where nothing is said. Numbers and booleans are read as their text. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return wellFormed(value.trim()) || null
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  try {
    // Of a function or a symbol there is no JSON.
    const json: string | undefined = JSON.stringify(value)
    return wellFormed(json ?? '') || null
  } catch {
    // A cycle or a deeper nesting than the stack: no text.
    return null
  }
}

/** The first `most` UTF-16 units on one line, never half a surrogate pair; an ellipsis tells that more follows. */
export function oneLine(text: string, most: number): string {
  // Twice the length is looked at, so that a text of a megabyte costs nothing.
  const line = text
    .slice(0, most * 2)
    .replace(/\s+/g, ' ')
    .trim()
  const more = line.length > most || text.length > most * 2
  if (!more) return line
  const cut = line.slice(0, most - 1)
  const last = cut.charCodeAt(cut.length - 1)
  return `${(last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut).trimEnd()}…`
}
