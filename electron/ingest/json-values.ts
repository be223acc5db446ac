// Small, forgiving readers of JSON values: what is not of the wanted kind is absent, never an error.

import { isObject, type JsonObject } from '../../shared/json'
import type { RawTime } from './raw'

const NOTHING: JsonObject = {}

/** Text of a string, number or boolean; null for anything else and for an empty string. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** An id as text, whether the source writes it as text or as a number; undefined when there is none. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : (text(value) ?? undefined)
}

/** A time in any form, left as the source wrote it. */
export function time(value: unknown): RawTime {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined
}

export function number(value: unknown): number | string | null {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? value : null
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function objects(value: unknown): readonly JsonObject[] {
  return list(value).filter(isObject)
}

/** The object, or an empty one. */
export function object(value: unknown): JsonObject {
  return isObject(value) ? value : NOTHING
}

/** The first of these keys that holds something. */
export function first(record: JsonObject, ...keys: readonly string[]): unknown {
  for (const key of keys)
    if (record[key] !== undefined && record[key] !== null && record[key] !== '') return record[key]
  return undefined
}

export function has(record: JsonObject, ...keys: readonly string[]): boolean {
  return keys.every((key) => Object.hasOwn(record, key))
}

/** The value of a JSON text inside a cell; the value itself when it is no text or no JSON. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
