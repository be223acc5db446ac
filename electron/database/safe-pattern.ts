// Runs a person's regular expression over text that may be anything, without ever hanging: patterns that can run away, and any
// pattern over a long text, run under a watchdog.
import vm from 'node:vm'
import { AppError } from '../../shared/errors'
import { readRegularExpression } from '../../shared/query/regular-expression'

/** Longest a pattern may take over one text, by the wall clock: a busy machine must not make a harmless one fail. */
const LIMIT_MS = 1_500
/** Even a plain pattern takes the square of the length: from here on it is watched. The watch itself costs about 0.1 ms. */
const WATCHED_FROM = 20_000

const sandbox = vm.createContext({ pattern: null, text: '' })
const test = new vm.Script('pattern.test(text)')

/** Whether a text matches. Throws `invalid-query` for what is no pattern and for one that takes too long. */
export type Matcher = (text: string) => boolean

const matchers = new Map<string, Matcher>()

/** The matcher of `/pattern/flags`. */
export function matcherOf(value: string): Matcher {
  let matcher = matchers.get(value)
  if (!matcher) {
    if (matchers.size > 100) matchers.clear()
    matcher = createMatcher(value)
    matchers.set(value, matcher)
  }
  return matcher
}

function createMatcher(value: string): Matcher {
  const read = readRegularExpression(value)
  if ('problem' in read) throw new AppError('invalid-query', read.problem)
  const pattern = new RegExp(read.source, read.flags)
  const isTame = !canRunAway(read.source)
  return (text) => (isTame && text.length < WATCHED_FROM ? pattern.test(text) : watched(pattern, text, value))
}

function watched(pattern: RegExp, text: string, value: string): boolean {
  sandbox.pattern = pattern
  sandbox.text = text
  try {
    return test.runInContext(sandbox, { timeout: LIMIT_MS }) === true
  } catch (thrown) {
    throw new AppError(
      'invalid-query',
      `The regular expression ${value} takes too long on some messages. Make it simpler, or find words with it first.`,
      String(thrown)
    )
  } finally {
    sandbox.text = ''
  }
}

/**
 * Whether backtracking can grow faster than the square of a text's length: a repeated group that holds a repetition or a choice,
 * or a reference back. Says yes rather too often: that only costs the watch.
 */
export function canRunAway(source: string): boolean {
  if (/\\[1-9]|\\k</.test(source)) return true
  const groups: boolean[] = [false]
  let unbounded = 0
  for (let i = 0; i < source.length; i++) {
    const character = source[i]
    if (character === '\\') i++
    else if (character === '[') i = endOfClass(source, i)
    else if (character === '(') groups.push(false)
    else if (character === '|') groups[groups.length - 1] = true
    else if (character === ')') {
      const holdsChoice = groups.pop() ?? false
      const repeated = REPEAT.test(source.slice(i + 1, i + 12))
      if (holdsChoice && repeated) return true
      if ((holdsChoice || repeated) && groups.length > 0) groups[groups.length - 1] = true
    } else if (REPEAT.test(source.slice(i, i + 12))) {
      groups[groups.length - 1] = true
      if (++unbounded > 2) return true
    }
  }
  return false
}

const REPEAT = /^(?:[*+]|\{\d*,?\d*\})/

function endOfClass(source: string, start: number): number {
  for (let i = start + 1; i < source.length; i++) {
    if (source[i] === '\\') i++
    else if (source[i] === ']') return i
  }
  return source.length
}
