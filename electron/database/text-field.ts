// Text under a name of an object, of whatever JSON was.

/** Null where `value` is no object, has no such key of its own, or holds something else there. */
export function textField(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null
  const field: unknown = Reflect.get(value, name)
  return typeof field === 'string' ? field : null
}
