// Query text -> Query: the grammar of the search box. Reads everything, reports what it cannot read, drops nothing.

import { fieldOf } from './fields'
import { readSort } from './parse-sort'
import { type Problem, readKey, readText, readValue, type TermState } from './parse-term'
import type { Filter, Query, Sort } from './query'
import { atEnd, peek, skipSpace, take } from './scanner'

/** Where a clause stands in the text. */
export interface ClauseSpan {
  /** UTF-16 offsets, half open. */
  readonly start: number
  readonly end: number
  /** The clause in `query.filter`: the index to take at each group on the way down (0 inside not and msg). Null for `sort:`. */
  readonly path: readonly number[] | null
}

export interface ParsedQuery {
  /** What could be read. Only to be run when there are no problems. */
  readonly query: Query
  readonly problems: readonly Problem[]
  /** Every clause, groups before what they hold. */
  readonly spans: readonly ClauseSpan[]
}

export interface ParseOptions {
  /** The person is still typing: the last word may be the start of one. */
  readonly typing?: boolean
  /** Only this agent; text cannot say it. */
  readonly agentId?: number | null
}

interface State extends TermState {
  readonly sorts: Sort[]
  readonly sortSpans: ClauseSpan[]
  readonly places: Map<Filter, { readonly start: number; readonly end: number }>
  depth: number
  /** Inside a group, sort: has no meaning. */
  nesting: number
}

/** Parentheses nested deeper than this are a mistake. */
const MAX_NESTING = 30
const OR = /OR(?=$|[\s()])/y
const AND = /AND(?=$|[\s()])/y
const NOT = /NOT(?=$|[\s(])/y
const GROUP = /(msg|off)\(/iy
const THEN = /\s*\b(?:then|THEN)\s+(?=msg\()/y
const WITHIN = /\s+within:(\d{1,7})(?=$|[\s)])/y

/** Reads query text. Never throws. */
export function parseQuery(text: string, options: ParseOptions = {}): ParsedQuery {
  const state: State = {
    scanner: { text, at: 0 },
    problems: [],
    typing: options.typing ?? false,
    sorts: [],
    sortSpans: [],
    places: new Map(),
    depth: 0,
    nesting: 0
  }
  const parts: Filter[] = []
  for (;;) {
    const part = parseOr(state)
    if (part) parts.push(part)
    if (atEnd(state.scanner)) break
    // Only a closing parenthesis stops the outermost level before the end.
    problem(
      state,
      state.scanner.at,
      state.scanner.at + 1,
      'This parenthesis closes nothing. To search for it, put the text in quotation marks.'
    )
    state.scanner.at++
  }
  const [only] = parts
  const filter: Filter = parts.length === 1 && only?.kind === 'all' && !only.off ? only : { kind: 'all', of: parts }
  return {
    query: { version: 1, filter, sort: state.sorts, agentId: options.agentId ?? null },
    problems: state.problems.sort((a, b) => a.start - b.start),
    spans: [...spansOf(filter, [], state), ...state.sortSpans]
  }
}

function parseOr(state: State): Filter | null {
  const { scanner } = state
  skipSpace(scanner)
  const start = scanner.at
  const parts: Filter[] = []
  for (;;) {
    const part = parseAnd(state)
    if (part) parts.push(part)
    const at = scanner.at
    if (!take(scanner, OR)) break
    if (!part)
      problem(state, at, scanner.at, '“OR” needs something before it. To search for the word itself, write "OR".')
    skipSpace(scanner)
    if (atEnd(scanner) || peek(scanner) === ')') {
      problem(state, at, at + 2, '“OR” needs something behind it. To search for the word itself, write "OR".')
      break
    }
  }
  return joined(state, 'any', parts, start)
}

function parseAnd(state: State): Filter | null {
  const { scanner } = state
  skipSpace(scanner)
  const start = scanner.at
  const parts: Filter[] = []
  for (;;) {
    skipSpace(scanner)
    if (atEnd(scanner) || peek(scanner) === ')' || followed(state, OR)) break
    const at = scanner.at
    if (take(scanner, AND)) {
      const isFirst = parts.length === 0
      skipSpace(scanner)
      const isLast = atEnd(scanner) || peek(scanner) === ')' || followed(state, OR)
      if (isFirst || isLast)
        problem(state, at, at + 3, '“AND” needs something on both sides. To search for the word itself, write "AND".')
      continue
    }
    const part = parseUnary(state)
    if (part) parts.push(part)
    // Whatever could not be read has been reported; one character further there is always progress.
    if (scanner.at === at) scanner.at++
  }
  return joined(state, 'all', parts, start)
}

function joined(state: State, kind: 'all' | 'any', parts: readonly Filter[], start: number): Filter | null {
  const [only] = parts
  if (!only) return null
  if (parts.length === 1) return only
  const last = parts.at(-1)
  const end = (last && state.places.get(last)?.end) ?? state.scanner.at
  return placed(state, { kind, of: parts }, start, end)
}

function parseUnary(state: State): Filter | null {
  const { scanner } = state
  const start = scanner.at
  const isMinus = peek(scanner) === '-' && /[^\s\-)]/.test(peek(scanner, 1))
  if (!isMinus && !take(scanner, NOT)) return parsePrimary(state)
  if (isMinus) scanner.at++
  skipSpace(scanner)
  if (atEnd(scanner) || peek(scanner) === ')' || followed(state, OR) || followed(state, AND)) {
    problem(state, start, scanner.at, '“NOT” needs something behind it. To search for the word itself, write "NOT".')
    return null
  }
  state.nesting++
  const of = parseUnary(state)
  state.nesting--
  return of && placed(state, { kind: 'not', of }, start, scanner.at)
}

function parsePrimary(state: State): Filter | null {
  const { scanner } = state
  const start = scanner.at
  if (peek(scanner) === '(') {
    scanner.at++
    return parseGroup(state, start)
  }
  const group = take(scanner, GROUP)
  if (group) {
    const of = parseGroup(state, start)
    if (!of) return null
    if (group[1]?.toLowerCase() === 'off') return placed(state, { ...of, off: true }, start, scanner.at)
    checkInsideMessage(state, of, start)
    return parseThen(state, of, start)
  }
  const key = readKey(state)
  if (!key) {
    const text = readText(state)
    return text && placed(state, text, start, scanner.at)
  }
  if (key.field === 'sort') {
    if (state.nesting > 0)
      problem(
        state,
        start,
        scanner.at,
        'Sorting holds for the whole list: put sort: outside parentheses, without a minus.'
      )
    state.sorts.push(...readSort(state, start))
    state.sortSpans.push({ start, end: scanner.at, path: null })
    return null
  }
  const value = readValue(state, key.field, key.name, key.sign, start)
  return value && placed(state, value, start, scanner.at)
}

/** Behind an opening parenthesis, up to the closing one. */
function parseGroup(state: State, start: number): Filter | null {
  const { scanner } = state
  if (state.depth >= MAX_NESTING) {
    problem(state, start, scanner.text.length, 'Parentheses are nested too deeply.')
    scanner.at = scanner.text.length
    return null
  }
  state.depth++
  state.nesting++
  const filter = parseOr(state)
  state.depth--
  state.nesting--
  skipSpace(scanner)
  if (atEnd(scanner)) problem(state, start, scanner.at, 'The closing parenthesis is missing.')
  else scanner.at++
  if (!filter) problem(state, start, scanner.at, 'There is nothing between the parentheses.')
  return filter
}

/** Behind msg(...): `then msg(...)`, any number of times, each with `within:N`. */
function parseThen(state: State, first: Filter, start: number): Filter {
  const { scanner } = state
  const of = [first]
  const within: (number | null)[] = []
  while (take(scanner, THEN)) {
    const at = scanner.at
    take(scanner, GROUP)
    const step = parseGroup(state, at)
    if (!step) break
    checkInsideMessage(state, step, at)
    of.push(step)
    const limit = take(scanner, WITHIN)
    within.push(limit ? Math.max(1, Number(limit[1])) : null)
  }
  const filter: Filter = of.length > 1 ? { kind: 'then', of, within } : { kind: 'msg', of: first }
  return placed(state, filter, start, scanner.at)
}

function checkInsideMessage(state: State, filter: Filter, start: number): void {
  for (const condition of conditionsOf(filter)) {
    const field = fieldOf(condition.field)
    const place = state.places.get(condition) ?? { start, end: state.scanner.at }
    if (!field.ofMessage)
      problem(
        state,
        place.start,
        place.end,
        `“${field.label}” is about the whole conversation: put it outside msg(...).`
      )
  }
}

function conditionsOf(filter: Filter): readonly (Filter & { readonly kind: 'condition' })[] {
  if (filter.kind === 'condition') return [filter]
  return filter.kind === 'not' || filter.kind === 'msg' ? conditionsOf(filter.of) : filter.of.flatMap(conditionsOf)
}

function followed(state: State, sticky: RegExp): boolean {
  sticky.lastIndex = state.scanner.at
  return sticky.test(state.scanner.text)
}

function placed(state: State, filter: Filter, start: number, end: number): Filter {
  state.places.set(filter, { start, end })
  return filter
}

function problem(state: State, start: number, end: number, message: string, suggestion?: string): void {
  state.problems.push({ start, end, message, ...(suggestion === undefined ? {} : { suggestion }) })
}

function spansOf(filter: Filter, path: readonly number[], state: State): ClauseSpan[] {
  const place = state.places.get(filter)
  const own = place && path.length > 0 ? [{ ...place, path }] : []
  if (filter.kind === 'condition') return own
  const children = filter.kind === 'not' || filter.kind === 'msg' ? [filter.of] : filter.of
  return [...own, ...children.flatMap((child, i) => spansOf(child, [...path, i], state))]
}
