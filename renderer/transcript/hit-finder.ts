// From the query on screen to the places to mark: in what each role said, and in citations.
import type { Role } from '../../shared/domain'
import { hits, type Needle, needlesAt, needlesOf } from '../../shared/query/highlight'
import type { Query } from '../../shared/query/query'
import type { FindHits } from './markdown-plugins'

/** What finds hits at each place; null where the query looks for nothing. */
export type Finders = Readonly<Record<Role | 'citation', FindHits | null>>

/** Longer texts are not searched for marks by pattern: that would hold up the window. UTF-16 units. */
const PATTERN_LIMIT = 20_000

/** null when the query has nothing to mark anywhere. Make it once for a query: messages are drawn anew for another one. */
export function hitFinders(query: Query): Finders | null {
  const needles = needlesOf(query.filter)
  if (needles.length === 0) return null
  return {
    customer: finder(needlesAt(needles, 'customer')),
    agent: finder(needlesAt(needles, 'agent')),
    human: finder(needlesAt(needles, 'human')),
    system: finder(needlesAt(needles, 'system')),
    citation: finder(needlesAt(needles, 'citation'))
  }
}

function finder(wanted: readonly Needle[]): FindHits | null {
  const needles = wanted.filter((needle) => needle.kind !== 'pattern' || isQuick(needle.source))
  if (needles.length === 0) return null
  const quick = needles.filter((needle) => needle.kind !== 'pattern')
  return (text) => hits(text, text.length > PATTERN_LIMIT ? quick : needles)
}

/**
 * False for patterns that may backtrack for longer than a person waits: a repeated group that repeats something itself, or many
 * open repetitions. The reader still finds their messages, under its own time limit; only the marks are left out.
 */
export function isQuick(source: string): boolean {
  const plain = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')
  const hasNested = /\([^()]*(?:[*+|]|\{\d+,)[^()]*\)(?:[*+]|\{)/.test(plain) || /\)[*+{].*\)[*+{]/.test(plain)
  return !hasNested && (plain.match(/[*+]|\{\d+,\}/g) ?? []).length <= 3
}
