// Rows of the agent platforms' API v2: what its connector reads of each in more than one place.
import type { JsonObject } from '../../shared/json'
import { notJson } from './json-items'

export const agentPath = (agentId: string) => `/agents/${encodeURIComponent(agentId)}`
export const textOf = (row: JsonObject) => JSON.stringify(row)
export const isoTime = (at: number | null) => new Date(at ?? 0).toISOString()

export function idOf({ id }: JsonObject): string {
  if (typeof id === 'string' || typeof id === 'number') return String(id)
  throw notJson()
}

/** Milliseconds; a row that does not say counts as new, so that it is read. */
export function updatedAt({ updatedAt: value }: JsonObject): number {
  if (typeof value === 'number') return value > 1e11 ? value : value * 1_000
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at
}
