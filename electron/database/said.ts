// What was said in a message as search reads it: its text, then the names and bodies of its folded parts (tool calls, results, files).
import { z } from 'zod'

const partsSchema = z.array(z.object({ name: z.string().nullable(), body: z.string() }))

/** `parts` as the table has it: a JSON array of `MessagePart`, null for text alone. Parts that cannot be read say nothing. */
export function saidIn(text: string, parts: string | null): string {
  return parts === null ? text : [text, ...partTexts(parts)].join('\n')
}

/** Names and bodies of the parts, in order. */
export function partTexts(parts: string | null): string[] {
  if (parts === null) return []
  const read = partsSchema.safeParse(JSON.parse(parts))
  return read.success ? read.data.flatMap(({ name, body }) => (name === null ? [body] : [name, body])) : []
}
