// A mapping as a file of its own: saved in the window, given to the command line or to a colleague.
import { AppError } from './errors'
import { type Mapping, mappingSchema } from './import-plan'

/** The text of a mapping's file; `parseMapping` reads it back. */
export function mappingText(mapping: Mapping): string {
  return `${JSON.stringify(mapping, null, 2)}\n`
}

/** Throws `unreadable-file` with a sentence where the text is no JSON or no mapping. `name`: of the file, for people. */
export function parseMapping(text: string, name: string): Mapping {
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (thrown) {
    throw new AppError('unreadable-file', `The mapping “${name}” cannot be read as JSON.`, String(thrown))
  }
  const mapping = mappingSchema.safeParse(content)
  if (mapping.success) return mapping.data
  const [issue] = mapping.error.issues
  const place = issue && issue.path.length > 0 ? ` (${issue.path.join('.')})` : ''
  throw new AppError('unreadable-file', `“${name}” is not a mapping: ${issue?.message ?? 'unknown'}${place}`)
}
