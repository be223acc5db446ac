// A whole conversation in one cell: JSON, or lines that say who spoke ("User: ...", "[10:00] Customer: ...", "Q: / A:").
import type { Role } from '../../shared/domain'
import type { RawMessage } from '../ingest/raw'
import { looseMessage } from './adapters/loose-message'
import { isObject, type JsonObject, parseJson } from './json-text'
import { isBotName, speakerRole } from './mapping-speakers'

// Blanks are bounded everywhere: a cell of a million of them must not cost a million squared.
const STAMP = String.raw`[\[(]?\s{0,3}((?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})?[T,\s]{0,3}\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:\s?[ap]\.?m\.?)?(?:Z|\s?UTC|[+-]\d\d:?\d\d)?)\s{0,3}[\])]?`
/** `[10:00] Customer: text`, `10:00 - Customer: text`, `2026-01-05 10:00:00 Customer: text`. */
const STAMPED = new RegExp(String.raw`^${STAMP}[\s,;|–—-]{0,5}([^:\n\[\]]{1,60}?)\s{0,3}[:>]([\s\S]*)$`, 'i')
/** `Customer (10:00): text`, `Customer [2026-01-05 10:00]:` */
const STAMP_BEHIND = new RegExp(
  String.raw`^(?:\*\*)?([^:\n\[\](]{1,60}?)\s{0,3}(?=[\[(])${STAMP}\s{0,3}:(?:\*\*)?([\s\S]*)$`,
  'i'
)
/** `Customer: text`, `**Customer:** text`, `- Customer: text`. */
const LABELLED =
  /^(?:[-*•>]\s{1,3})?(?:\*\*|__)?([\p{L}\p{N}][^:\n]{0,59}?)\s{0,3}(?::(?:\*\*|__)|(?:\*\*|__):|:(?!\/\/))([\s\S]*)$/u
/** Speakers of one conversation; more labels than this are no labels. */
const MOST_SPEAKERS = 12

interface Line {
  readonly label: string
  readonly time: string | null
  readonly text: string
}

/**
 * The messages of a transcript in a cell, oldest first as written; null where the text is none. Roles are words that every
 * import knows where the speaker is known, else the speaker's name. `day` (as found, `2026-01-05` or `05.01.2026`) completes
 * times that are a clock only; without it such times are left out.
 */
export function parseTranscript(cell: string, day: string | null = null): readonly RawMessage[] | null {
  const text = cell.trim()
  if (text === '') return null
  if (text.startsWith('[') || text.startsWith('{')) {
    const fromJson = parseJsonTranscript(text)
    if (fromJson) return fromJson
  }
  const lines = text.includes('\n') || text.includes('\r') ? text.split(/\r\n|\r|\n/) : splitOneLine(text)
  return parseLines(lines, day)
}

/** A list of messages, an object around one, or a list of question-answer objects. */
function parseJsonTranscript(text: string): readonly RawMessage[] | null {
  let value: unknown
  try {
    value = parseJson(text)
  } catch {
    return null
  }
  const list = Array.isArray(value) ? value : isObject(value) ? firstList(value) : null
  if (!list) return null
  const objects = list.filter(isObject)
  if (objects.length === 0 || objects.length < list.length / 2) return null
  const messages = objects.flatMap((object) => pairOf(object) ?? [looseMessage(object)])
  return messages.some((message) => message.text !== '') ? messages : null
}

function firstList(value: JsonObject): readonly unknown[] | null {
  for (const key of ['messages', 'history', 'transcript', 'turns', 'data', 'conversation', 'chat']) {
    const inner = value[key]
    if (Array.isArray(inner)) return inner
    if (isObject(inner) && Array.isArray(inner['messages'])) return inner['messages']
  }
  return null
}

const PAIRS = [
  ['question', 'answer'],
  ['prompt', 'response'],
  ['query', 'answer'],
  ['query', 'response'],
  ['user', 'bot'],
  ['user', 'assistant'],
  ['human', 'ai'],
  ['userMessage', 'botMessage'],
  ['input', 'output']
] as const

function pairOf(object: JsonObject): RawMessage[] | null {
  for (const [question, answer] of PAIRS) {
    const asked = object[question]
    const said = object[answer]
    if (typeof asked !== 'string' && typeof said !== 'string') continue
    const { sentAt } = looseMessage(object)
    return [
      ...(typeof asked === 'string' && asked !== '' ? [{ role: 'customer', text: asked, sentAt }] : []),
      ...(typeof said === 'string' && said !== '' ? [{ role: 'agent', text: said, sentAt }] : [])
    ]
  }
  return null
}

/** Exports that put spaces for line ends: cut before every speaker word that is known, when the text begins with one. */
function splitOneLine(text: string): readonly string[] {
  const byBar = text.split(/\|\|?|\\n|<br\s?\/?>/i)
  if (byBar.length > 1 && knownLabel(byBar[0] ?? '') && byBar.slice(1).some(knownLabel)) return byBar
  if (!knownLabel(text)) return [text]
  const pieces: string[] = []
  let start = 0
  for (const match of text.matchAll(/\s(?=([\p{L}][\p{L} -]{0,24}):\s)/gu)) {
    if (match[1] === undefined || speakerRole(match[1]) === null) continue
    // The word behind a time in brackets is the label of this very turn.
    if (/^\[[^\]]*\]$/.test(text.slice(start, match.index).trim())) continue
    pieces.push(text.slice(start, match.index))
    start = match.index + 1
  }
  return [...pieces, text.slice(start)]
}

function knownLabel(line: string): boolean {
  const found = readLine(line)
  return found !== null && speakerRole(plainLabel(found.label)) !== null
}

function readLine(raw: string): Line | null {
  const line = raw.trimStart()
  const stamped = STAMPED.exec(line)
  if (stamped?.[2] !== undefined) return lineOf(stamped[2], stamped[1], stamped[3])
  const behind = STAMP_BEHIND.exec(line)
  if (behind?.[1] !== undefined) return lineOf(behind[1], behind[2], behind[3])
  const labelled = LABELLED.exec(line)
  return labelled?.[1] === undefined ? null : lineOf(labelled[1], undefined, labelled[2])
}

function lineOf(label: string, time: string | undefined, text: string | undefined): Line {
  return { label, time: time?.trim() ?? null, text: (text ?? '').trim() }
}

/** "Customer (Ann)" and "Ann - Customer" are called by the known word in them. */
function plainLabel(label: string): string {
  const whole = label.replace(/[*_#]/g, '').trim()
  if (speakerRole(whole) !== null) return whole
  const parts = whole.split(/[()/|,–—]|\s-\s/).map((part) => part.trim())
  return parts.find((part) => part !== '' && speakerRole(part) !== null) ?? whole
}

function parseLines(lines: readonly string[], day: string | null): readonly RawMessage[] | null {
  const read = lines.map(readLine)
  const speakers = speakersOf(lines, read)
  if (!speakers) return null
  const turns: { label: string; time: string | null; text: string[] }[] = []
  for (const [index, line] of lines.entries()) {
    const found = read[index]
    if (found && speakers.has(plainLabel(found.label)))
      turns.push({ label: plainLabel(found.label), time: found.time, text: found.text === '' ? [] : [found.text] })
    else turns.at(-1)?.text.push(line)
  }
  const clock = completeClock(day)
  return turns.map(({ label, time, text }) => {
    const role = speakers.get(label) ?? null
    return {
      role: role ?? label,
      author: role === null ? label : null,
      sentAt: clock(time),
      text: text.join('\n').trim()
    }
  })
}

/** Who speaks here: labels that are known words, that stand behind a time, or that begin the text and come again. */
function speakersOf(lines: readonly string[], read: readonly (Line | null)[]): ReadonlyMap<string, Role | null> | null {
  const firstText = lines.findIndex((line) => line.trim() !== '')
  const opening = read[firstText]
  if (!opening) return null
  const times = new Map<string, number>()
  const speakers = new Map<string, Role | null>()
  for (const line of read) {
    if (!line) continue
    const label = plainLabel(line.label)
    times.set(label, (times.get(label) ?? 0) + 1)
    const role = speakerRole(label)
    const isBot = isBotName(label)
    if (role !== null || isBot || line.time !== null) speakers.set(label, role ?? (isBot ? 'agent' : null))
  }
  const openingLabel = plainLabel(opening.label)
  if (!speakers.has(openingLabel)) {
    if ((times.get(openingLabel) ?? 0) < 2 && speakers.size === 0) return null
    for (const [label, count] of times)
      if (count > 1 || label === openingLabel)
        if (!speakers.has(label)) speakers.set(label, isBotName(label) ? 'agent' : null)
  }
  if (speakers.size < 1 || speakers.size > MOST_SPEAKERS) return null
  return withOneCustomer(speakers)
}

/** Where the AI agent is known and only one other speaks, that is the customer. "A" without "Q" is a name. */
function withOneCustomer(speakers: ReadonlyMap<string, Role | null>): ReadonlyMap<string, Role | null> {
  const people = [...speakers].filter(([label, role]) => role === 'customer' && !/^human$/i.test(label))
  // "Human" is the customer beside "AI" alone, and a teammate where the customer is there as well.
  if (people.length > 0 && people.length < speakers.size)
    return new Map([...speakers].map(([label, role]) => [label, /^human$/i.test(label) ? 'human' : role]))
  const unknown = [...speakers].filter(([, role]) => role === null)
  const known = new Set(speakers.values())
  if (unknown.length !== 1 || !known.has('agent') || known.has('customer') || known.has('human')) return speakers
  return new Map([...speakers].map(([label, role]) => [label, role ?? 'customer']))
}

/** Adds the day to times that are a clock only; past midnight it is the next day, which a text cannot say: those are left out. */
function completeClock(day: string | null): (time: string | null) => string | null {
  let last = ''
  return (time) => {
    if (time === null) return null
    const isClock = !/\d{4}|[./]/.test(time.replace(/\.\d+\s*$|a\.m\.|p\.m\./i, ''))
    if (!isClock) return time
    if (day === null) return null
    const sortable = time.padStart(8, '0')
    if (/[ap]/i.test(time) || sortable >= last) {
      last = sortable
      return `${day} ${time}`
    }
    return null
  }
}
