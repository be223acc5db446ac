// Finds what a TypeScript file imports, without a compiler: a walk over the text that steps over comments and regular expressions,
// and looks at what stands before each string.

/** What a string's import is recognised by: the text just before it, comments and strings left out. */
const BEFORE_AN_IMPORT = /(?:\bfrom|\bimport|\b(?:import|require|glob)\s*(?:<[^>()]*>)?\s*\(\s*\[?(?:\s*,)*)\s*$/
/** After these a slash begins a regular expression, not a division. */
const BEFORE_A_REGEXP = /(?:^|[=(,:[!&|?{};+\-*~^<>%]|\breturn|\btypeof|\bcase)\s*$/

/**
 * Every module named in a file: import and export declarations (also of types), import(), require(), import.meta.glob().
 * @param {string} source
 * @returns {{ specifier: string, line: number }[]}
 */
export function importsOf(source) {
  const found = []
  let code = '' // what was read, with strings and comments as blanks
  let at = 0
  while (at < source.length) {
    const skipped = endOfText(source, at, code)
    if (!skipped) {
      code += source[at]
      at++
      continue
    }
    const text = source.slice(at, skipped)
    if (/^['"`]/.test(text) && BEFORE_AN_IMPORT.test(code.slice(-200))) {
      found.push({ specifier: text.slice(1, -1), line: source.slice(0, at).split('\n').length })
    }
    code += ' '
    at = skipped
  }
  return found
}

/**
 * Where the comment, string or regular expression that begins at `at` ends, or 0 when none begins there.
 * @param {string} source
 * @param {number} at
 * @param {string} before the code before it
 */
function endOfText(source, at, before) {
  const rest = source.slice(at, at + 2)
  if (rest === '//') return endOr(source.indexOf('\n', at), source.length)
  if (rest === '/*') return endOr(source.indexOf('*/', at) + 2, source.length, 1)
  const mark = rest[0]
  if (mark === "'" || mark === '"' || mark === '`') return stringEnd(source, at, mark)
  if (mark === '/' && BEFORE_A_REGEXP.test(before.slice(-50))) return regexpEnd(source, at)
  return 0
}

/**
 * @param {number} found
 * @param {number} otherwise
 * @param {number} [least] what counts as found
 */
const endOr = (found, otherwise, least = 0) => (found > least ? found : otherwise)

/**
 * A quote without its partner on the same line is an apostrophe in a page's text; only templates go over lines. The code inside a
 * template is read as text: nobody imports there.
 * @param {string} source
 * @param {number} at
 * @param {string} mark
 */
function stringEnd(source, at, mark) {
  for (let end = at + 1; end < source.length; end++) {
    if (source[end] === '\\') end++
    else if (source[end] === mark) return end + 1
    else if (source[end] === '\n' && mark !== '`') return 0
  }
  return 0
}

/**
 * @param {string} source
 * @param {number} at
 */
function regexpEnd(source, at) {
  let inClass = false
  for (let end = at + 1; end < source.length; end++) {
    const character = source[end]
    if (character === '\n') return 0
    if (character === '\\') end++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return end + 1
  }
  return 0
}
