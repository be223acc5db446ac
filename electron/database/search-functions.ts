// Functions that SQL may call on text, so that what a query means is the same in SQL, in JavaScript and in the highlights.
import { foldLetters, hasWords } from '../../shared/query/highlight'
import { fold } from '../../shared/search-text'
import type { SqlFunction, Value } from './open'
import { matcherOf } from './safe-pattern'
import { saidIn } from './said'

const isText = (value: Value | undefined): value is string => typeof value === 'string'

/**
 * `fold(text)`: lower case without diacritics. `text_has(text, words, isPrefix)`: folded words, one space between, next to each
 * other. `text_includes(text, letters)`: folded letters anywhere. `text_matches(text, '/pattern/flags')`.
 * `said(text, parts)`: what was said with its folded parts. Null in, null out.
 */
export const SEARCH_FUNCTIONS = {
  fold: (text: Value) => (isText(text) ? fold(text) : null),
  said: (text: Value, parts: Value) => (isText(text) ? saidIn(text, isText(parts) ? parts : null) : null),
  text_has: (text: Value, words: Value, isPrefix: Value) =>
    isText(text) && isText(words) ? Number(hasWords(text, words.split(' '), Number(isPrefix) === 1)) : null,
  text_includes: (text: Value, letters: Value) =>
    isText(text) && isText(letters) ? Number(foldLetters(text).includes(letters)) : null,
  text_matches: (text: Value, pattern: Value) =>
    isText(text) && isText(pattern) ? Number(matcherOf(pattern)(text)) : null
} satisfies Record<string, SqlFunction>
