// The customers of a workspace by their full names: found in text that belongs to no single conversation, to be masked there too.
import type { ReadableDatabase } from '../database/open'
import { all, first, sql } from '../database/sql'

/** More names than this are not held in memory. */
const MOST_NAMES = 300_000
const WORD = /[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu

export interface KnownNames {
  /** A conversation of each customer whose full name stands in the text. */
  conversationsIn(text: string): readonly number[]
  /** Whether a word alone is part of a customer's name. */
  isPart(word: string): boolean
}

/** Reads the names once, and again when conversations have come. Names of one word only are words like any other: left out. */
export function knownNames(database: ReadableDatabase): () => KnownNames {
  let known: { readonly upTo: number; readonly names: KnownNames } | undefined
  return () => {
    const upTo = first<{ id: number | null }>(database, sql`SELECT max(id) AS id FROM conversation`)?.id ?? 0
    if (known?.upTo !== upTo) known = { upTo, names: readNames(database) }
    return known.names
  }
}

function readNames(database: ReadableDatabase): KnownNames {
  const rows = all<{ name: string; id: number }>(
    database,
    sql`SELECT customer AS name, min(id) AS id FROM conversation WHERE customer LIKE '_% _%' AND customer NOT LIKE '%@%'
        GROUP BY customer LIMIT ${MOST_NAMES}`
  )
  // By the first word, so that a text is read once whatever the number of names.
  const byFirst = new Map<string, { readonly name: string; readonly id: number }[]>()
  const parts = new Set<string>()
  for (const { name, id } of rows) {
    const words = lower(name).match(WORD) ?? []
    const [head] = words
    if (head === undefined || words.length < 2) continue
    for (const word of words) if (word.length > 2) parts.add(word)
    const others = byFirst.get(head)
    if (others) others.push({ name: lower(name), id })
    else byFirst.set(head, [{ name: lower(name), id }])
  }
  return {
    isPart: (word) => parts.has(lower(word)),
    conversationsIn(text) {
      if (byFirst.size === 0) return []
      const low = lower(text)
      const found = new Set<number>()
      for (const { 0: word, index } of low.matchAll(WORD)) {
        for (const { name, id } of byFirst.get(word) ?? []) if (low.startsWith(name, index)) found.add(id)
      }
      return [...found]
    }
  }
}

/** Accents in one form, case ignored. */
function lower(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
