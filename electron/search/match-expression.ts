// Builds what FTS5 is asked: only quoted words of our own tokenizer, so that nothing a person types can be an FTS5 operator.
import type { Role } from '../../shared/domain'
import type { Needle } from '../../shared/query/highlight'
import { tokenize } from '../../shared/search-text'

/** Columns of the index: one a role, and what answers cited. */
export type TextColumn = Role | 'cited'

/** Columns that hold what was said. */
export const SPOKEN: readonly TextColumn[] = ['customer', 'agent', 'human', 'system']

/**
 * The MATCH expression that finds the words of `text` next to each other in one message; `isPrefix`: the last word is the start
 * of one. Null when the text holds no word at all (punctuation only), which the index cannot find.
 */
export function matchExpression(text: string, columns: readonly TextColumn[], isPrefix = false): string | null {
  const words = tokenize(text).map((token) => token.word)
  if (words.length === 0) return null
  return `{${columns.join(' ')}} : ${phrase(words)}${isPrefix ? '*' : ''}`
}

/** Any of the words looked for, each where it is looked for; null where the index can find none of them. */
export function wordsExpression(needles: readonly Needle[]): string | null {
  const parts = needles.flatMap((needle) => {
    const columns = needle.places.flatMap((place) =>
      place === 'note' ? [] : place === 'citation' ? ['cited'] : [place]
    )
    if (needle.kind !== 'words' || columns.length === 0) return []
    return [`({${columns.join(' ')}} : ${phrase(needle.words)}${needle.isPrefix ? '*' : ''})`]
  })
  return parts.length === 0 ? null : parts.join(' OR ')
}

/** A phrase of tokens. They are letters and digits already; doubling quotes is a second lock. */
function phrase(words: readonly string[]): string {
  return `"${words.join(' ').replaceAll('"', '""')}"`
}
