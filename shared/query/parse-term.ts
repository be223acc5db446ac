// One clause of query text: a key with its value, or text to find. What it cannot read it reports; it drops nothing.
import { checkCondition } from './check-condition'
import { nearest } from './did-you-mean'
import { type Field, type FieldName, fieldOf, fieldOfKey, KEYS } from './fields'
import { LISTED_TYPES, OPERATOR_LABELS, OPERATORS_OF, type OperatorName } from './operators'
import type { Condition, Filter } from './query'
import { type Atom, atEnd, isSpace, peek, readAtom, type Scanner, skipSpace, take } from './scanner'

/** What is wrong with a piece of the text, for people. A query with problems is not run. */
export interface Problem {
  /** UTF-16 offsets into the text, half open. */
  readonly start: number
  readonly end: number
  readonly message: string
  /** What to write instead of that piece, where the app has a guess. */
  readonly suggestion?: string
}

export interface TermState {
  readonly scanner: Scanner
  readonly problems: Problem[]
  /** The person is still typing: the last word may be the start of one. */
  readonly typing: boolean
}

const KEY = /([A-Za-z_]+)(?:\.("(?:[^"\\]|\\.)*"|[^\s:<>=()"]+))?(:(?:>=|<=|=|~|>|<)?|>=|<=|>|<)/y
const BY_SIGN: Readonly<Record<string, OperatorName>> = {
  '=': 'exact',
  '~': 'substring',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte'
}
const RANGED: ReadonlySet<Field['type']> = new Set(['number', 'score', 'rating', 'date', 'duration', 'hour', 'weekday'])

/** A key that stands here, with its operator; null where no known key stands. A near miss is a problem, and read as text. */
export function readKey(
  state: TermState
): { field: FieldName | 'sort'; name?: string; sign: string; start: number } | null {
  const { scanner, problems } = state
  const start = scanner.at
  const match = take(scanner, KEY)
  if (!match) return null
  const [, key = '', name, operator = ''] = match
  const field = key.toLowerCase() === 'sort' ? 'sort' : fieldOfKey(key)
  const sign = operator.startsWith(':') ? operator.slice(1) : operator
  if (field && (name === undefined || field === 'score')) {
    return { field, sign, start, ...(name === undefined ? {} : { name: unquoted(name) }) }
  }
  scanner.at = start
  const near = name === undefined ? nearest(key, KEYS) : undefined
  if (near) {
    const end = start + key.length
    problems.push({
      start,
      end,
      message: `There is no “${key}:”. Did you mean “${near}:”? To search for the text itself, put it in quotation marks.`,
      suggestion: near
    })
  } else if (key === 'within' && operator === ':') {
    problems.push({
      start,
      end: start + match[0].length,
      message: '“within:” stands behind two messages in order: msg(...) then msg(...) within:2.'
    })
  }
  return null
}

/** Text without a key: a word, a word*, a "phrase", a /regular expression/. */
export function readText(state: TermState): Filter | null {
  const atom = readAtom(state.scanner)
  return atom && asFilter(state, 'text', undefined, '', [[atom]], atom.start)
}

/** The value behind `key:`. Null, with a problem, where there is none. */
export function readValue(
  state: TermState,
  field: FieldName,
  name: string | undefined,
  sign: string,
  start: number
): Filter | null {
  const { scanner, problems } = state
  const { type } = fieldOf(field)
  if (atEnd(scanner) || isSpace(peek(scanner)) || peek(scanner) === ')') {
    const typed = scanner.text.slice(start, scanner.at)
    problems.push({
      start,
      end: scanner.at,
      message: `Write a value directly behind “${typed}”. To search for the text itself, put it in quotation marks.`
    })
    return null
  }
  const ranges = sign === '' && RANGED.has(type)
  const items: Atom[][] = []
  if (peek(scanner) === '(') readGroup(state, ranges, items)
  else {
    const listed = LISTED_TYPES.has(type) && ['', '=', '~'].includes(sign)
    do items.push(readItem(state, listed ? ',' : '', ranges))
    while (listed && peek(scanner) === ',' && ++scanner.at)
  }
  return asFilter(state, field, name, sign, items, start)
}

/** `(a OR b)` behind a key. */
function readGroup(state: TermState, ranges: boolean, items: Atom[][]): void {
  const { scanner, problems } = state
  const start = scanner.at++
  for (;;) {
    skipSpace(scanner)
    if (atEnd(scanner)) {
      problems.push({ start, end: scanner.at, message: 'The closing parenthesis is missing.' })
      return
    }
    if (peek(scanner) === ')') {
      scanner.at++
      if (items.length === 0)
        problems.push({ start, end: scanner.at, message: 'There is nothing between the parentheses.' })
      return
    }
    if (take(scanner, /OR(?=[\s)])/y)) continue
    const before = scanner.at
    items.push(readItem(state, '', ranges))
    const word = scanner.text.slice(before, scanner.at)
    skipSpace(scanner)
    if (
      word === 'AND' ||
      (peek(scanner) !== ')' && !atEnd(scanner) && !/^OR[\s)]/.test(scanner.text.slice(scanner.at, scanner.at + 3)))
    ) {
      const end = scanner.at
      problems.push({
        start: before,
        end,
        message:
          'Values in parentheses stand with OR between them: (a OR b). Put text of several words in quotation marks.'
      })
    }
  }
}

/** One value, or the two ends of a range. */
function readItem(state: TermState, stops: string, ranges: boolean): Atom[] {
  const { scanner } = state
  const from = scanner.at
  const first = readAtom(scanner, stops, ranges) ?? nothingAt(from)
  if (!ranges || !(peek(scanner) === '.' && peek(scanner, 1) === '.')) return [first]
  scanner.at += 2
  return [first, readAtom(scanner, stops) ?? nothingAt(scanner.at)]
}

function nothingAt(at: number): Atom {
  return { kind: 'plain', text: '', star: false, start: at, end: at, closed: true }
}

function asFilter(
  state: TermState,
  field: FieldName,
  name: string | undefined,
  sign: string,
  items: readonly (readonly Atom[])[],
  start: number
): Filter | null {
  const conditions: Condition[] = []
  for (const atoms of items) {
    const { op, values } = readMeaning(state, fieldOf(field), sign, atoms)
    const last = conditions.at(-1)
    const condition: Condition = { kind: 'condition', field, op, values, ...(name === undefined ? {} : { name }) }
    report(state, condition, atoms, start)
    if (last?.op === op && OPERATORS_THAT_LIST.has(op))
      conditions[conditions.length - 1] = { ...last, values: [...last.values, ...values] }
    else conditions.push(condition)
  }
  const [only] = conditions
  if (!only) return null
  return conditions.length === 1 ? only : { kind: 'any', of: conditions }
}

const OPERATORS_THAT_LIST: ReadonlySet<OperatorName> = new Set([
  'is',
  'contains',
  'starts',
  'substring',
  'exact',
  'matches'
])

/** Operator and values of one value as typed. */
function readMeaning(
  state: TermState,
  field: Field,
  sign: string,
  atoms: readonly Atom[]
): { readonly op: OperatorName; readonly values: readonly string[] } {
  const [atom, to] = atoms
  if (atom && to) return { op: 'between', values: [atom.text, to.text] }
  if (!atom) return { op: 'exists', values: [] }
  const given = BY_SIGN[sign]
  if (given)
    return { op: given === 'exact' && !OPERATORS_OF[field.type].includes('exact') ? 'is' : given, values: [atom.text] }
  if (atom.kind === 'regex') return { op: 'matches', values: [atom.text] }
  if (atom.kind === 'quoted') return { op: atom.star ? 'starts' : OPERATORS_OF[field.type][0], values: [atom.text] }
  if (atom.text === '*') return { op: 'exists', values: [] }
  if (/^\*[^*]+\*$/.test(atom.text)) return { op: 'substring', values: [atom.text.slice(1, -1)] }
  if (/^[^*]+\*$/.test(atom.text)) return { op: 'starts', values: [atom.text.slice(0, -1)] }
  const isLastWord = state.typing && field.type === 'text' && atom.end === state.scanner.text.length
  return { op: isLastWord ? 'starts' : OPERATORS_OF[field.type][0], values: [atom.text] }
}

function report(state: TermState, condition: Condition, atoms: readonly Atom[], start: number): void {
  const end = atoms.at(-1)?.end ?? start
  const add = (message: string, suggestion?: string) =>
    state.problems.push({
      start: atoms[0]?.start ?? start,
      end,
      message,
      ...(suggestion === undefined ? {} : { suggestion })
    })
  const unclosed = atoms.find((atom) => !atom.closed)
  if (unclosed) add('The closing quotation mark is missing.')
  else if (
    atoms.some(
      (atom) =>
        atom.kind === 'plain' &&
        atom.text.startsWith('*') &&
        condition.op !== 'between' &&
        condition.values.length > 0 &&
        condition.op !== 'substring'
    )
  ) {
    add('A star stands at the end of a word (refu*) or at both ends (*efun*).')
  } else if (!OPERATORS_OF[fieldOf(condition.field).type].includes(condition.op)) {
    add(`“${fieldOf(condition.field).label}” cannot be asked with “${OPERATOR_LABELS[condition.op]}”.`)
  } else {
    const problem = checkCondition(condition)
    if (problem) add(problem.message, problem.suggestion)
  }
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name
}
