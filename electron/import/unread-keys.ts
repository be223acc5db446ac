// Which keys of a record a reader never looks at: told to the person before an import, so that nothing is left out in silence.
import { isObject } from './json-text'

/** Deeper keys belong to a value that is kept whole. */
const MAX_DEPTH = 4

/**
 * Paths (`a.b`, `messages[].x`) that are in the records and that `read` did not ask for. A value that was asked for and not looked
 * into counts as read, since it is kept as it is.
 */
export function unreadKeys(records: readonly unknown[], read: (record: unknown) => unknown): readonly string[] {
  const asked = new Set<string>()
  const present = new Set<string>()
  for (const record of records) {
    read(watched(record, '', asked))
    list(record, '', 0, present)
  }
  const lookedInto = new Set([...asked].map(parentOf))
  return [...present].filter((path) => !asked.has(path) && (lookedInto.has(parentOf(path)) || parentOf(path) === ''))
}

function watched(value: unknown, path: string, asked: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key, receiver) {
      const inner: unknown = Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return inner
      const here = Array.isArray(target) ? `${path}[]` : join(path, key)
      if (!Array.isArray(target)) asked.add(here)
      return watched(inner, here, asked)
    }
  })
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')))
}

function list(value: unknown, path: string, depth: number, found: Set<string>): void {
  if (depth > MAX_DEPTH) return
  if (Array.isArray(value)) for (const item of value.slice(0, 50)) list(item, `${path}[]`, depth, found)
  else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const here = join(path, key)
      if (inner !== null && inner !== '') found.add(here)
      list(inner, here, depth + 1, found)
    }
  }
}
