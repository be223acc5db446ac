// Values of JSON text, with ids beyond 2^53 exact.
export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The value of a JSON text in which whole numbers that a JavaScript number cannot hold are kept as text, digit for digit.
 * Throws SyntaxError. `mayHaveLongNumbers` false saves the look (the caller has seen every byte already).
 */
export function parseJson(text: string, mayHaveLongNumbers = true): unknown {
  return JSON.parse(mayHaveLongNumbers ? quoteLongNumbers(text) : text)
}

const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y

/** Puts whole numbers beyond 2^53 in quotes. Numbers inside strings are left alone. */
export function quoteLongNumbers(text: string): string {
  if (!/\d{16}/.test(text)) return text
  let result = ''
  let copied = 0
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 0x22) at = endOfString(text, at)
    else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      NUMBER.lastIndex = at
      const match = NUMBER.exec(text)
      const token = match?.[0] ?? '-'
      const isWhole = match !== null && match[1] === undefined && match[2] === undefined
      if (isWhole && token.length >= 16 && !Number.isSafeInteger(Number(token))) {
        result += `${text.slice(copied, at)}"${token}"`
        copied = at + token.length
      }
      at += token.length
    } else at++
  }
  return result + text.slice(copied)
}

/** The index after the closing quote of the string that begins at `start`; the text's length when it has none. */
export function endOfString(text: string, start: number): number {
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return text.length
    let before = quote - 1
    while (text.charCodeAt(before) === 0x5c) before--
    if ((quote - before) % 2 === 1) return quote + 1
    at = quote + 1
  }
}
