// A regular expression in a query: its text `/pattern/flags` read, and refused with a sentence where it is not one.

export interface RegularExpression {
  readonly source: string
  readonly flags: string
}

const SHAPE = /^\/(.+)\/([a-z]*)$/s
/** i: any case. m: ^ and $ at lines. s: a dot is also a line's end. */
const FLAGS = 'ims'

/** The parts of `/pattern/flags`, or the sentence that says why it is none. */
export function readRegularExpression(value: string): RegularExpression | { readonly problem: string } {
  const match = SHAPE.exec(value)
  const source = match?.[1]
  if (source === undefined) return { problem: 'A regular expression stands between slashes: /order \\d+/.' }
  const typed = [...new Set(match?.[2] ?? '')]
  const unknown = typed.find((flag) => !FLAGS.includes(flag))
  if (unknown) return { problem: `There is no flag “${unknown}”. Use i (any case), m (lines) or s.` }
  const flags = `${typed.join('')}${/\\p\{|\\u\{/i.test(source) ? 'u' : ''}`
  try {
    new RegExp(source, flags)
  } catch (thrown) {
    const why =
      thrown instanceof Error ? thrown.message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '') : ''
    return { problem: `This regular expression cannot be read: ${why}.` }
  }
  return { source, flags }
}
