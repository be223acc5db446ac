// What the bytes of JSON mean outside of strings, as a table for the readers that look at every byte.

export const PLAIN = 0
export const QUOTE = 1
export const OPEN = 2
export const CLOSE = 3
export const COMMA = 4
export const SPACE = 5
export const DIGIT = 6
/** Meaning by byte. */
export const MEANING = new Uint8Array(256)
MEANING[0x22] = QUOTE
for (const byte of Buffer.from('{[')) MEANING[byte] = OPEN
for (const byte of Buffer.from('}]')) MEANING[byte] = CLOSE
MEANING[0x2c] = COMMA
for (const byte of Buffer.from(' \t\r\n')) MEANING[byte] = SPACE
for (const byte of Buffer.from('0123456789')) MEANING[byte] = DIGIT

export const QUOTE_BYTE = 0x22
export const BACKSLASH = 0x5c
export const COLON = 0x3a
export const NEWLINE = 0x0a
export const OPEN_BRACE = 0x7b
export const OPEN_BRACKET = 0x5b
export const CLOSE_BRACE = 0x7d
