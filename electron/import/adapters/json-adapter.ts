// What all adapters of JSON formats share: an adapter only says how it knows its format and what a record means.
import type { RawConversation, RawMessage, RawRecord, Rejection, Skip } from '../../ingest/raw'
import { readJsonRecords } from '../json-records'
import { isObject, type JsonObject } from '../json-text'
import type { FileHead, ReadOptions, Recognition, SourceAdapter } from '../source-adapter'

/** A conversation without its place in the file, which the helper adds. */
export type Conversation = Omit<RawConversation, 'kind' | 'row' | 'bytesRead' | 'raw'>

/** A message of a file whose records are single messages (or question and answer), with what it says of its conversation. */
export interface MessageRow extends Conversation {
  readonly id: string | undefined
}

export interface JsonFormat {
  readonly id: string
  readonly label: string
  /** 0..1 when every record looked at has the marks of the format. */
  readonly certainty: number
  /** For people: which marks. Follows "because". */
  readonly because: string
  /** Whether a record has the marks of the format. */
  matches(record: JsonObject, head: FileHead): boolean
  /** What a record says; a string is the reason why it is no conversation; null: it has not the shape of the format. */
  read(record: JsonObject, head: FileHead): Conversation | readonly Conversation[] | string | null
  /**
   * Records are messages, not conversations: neighbours of the same id become one, and what comes later in the file is added to
   * it. A row without id belongs to the conversation of the file.
   */
  readonly rowsAreMessages?: boolean
}

export function jsonAdapter(format: JsonFormat): SourceAdapter {
  return {
    id: format.id,
    label: format.label,
    recognise: (head) => recogniseRecords(format, head),
    read: (file, options) =>
      format.rowsAreMessages ? readRows(format, file, options) : readRecords(format, file, options)
  }
}

function recogniseRecords(format: JsonFormat, head: FileHead): Recognition | null {
  if (head.kind !== 'json' && head.kind !== 'json-lines') return null
  const records = head.records.map(asObject)
  if (records.length === 0) return null
  const share = records.filter((record) => record && format.matches(record, head)).length / records.length
  if (share === 1) return { certainty: format.certainty, reason: `Every record has ${format.because}.` }
  // A line of another kind (a header, a broken record) among many is no reason to doubt.
  if (share >= 0.75) return { certainty: format.certainty - 0.02, reason: `Nearly every record has ${format.because}.` }
  return share >= 0.4 ? { certainty: 0.6, reason: `Some of the records have ${format.because}.` } : null
}

/** A bare list of messages is read as a conversation of them. */
function asObject(value: unknown): JsonObject | null {
  if (Array.isArray(value)) return { messages: value }
  return isObject(value) ? value : null
}

type Place = Pick<RawConversation, 'row' | 'bytesRead'>
interface Found {
  readonly place: Place
  readonly text: string
  readonly conversation: Conversation
}

async function* readEach(
  format: JsonFormat,
  file: string,
  options: ReadOptions
): AsyncGenerator<Found | Rejection | Skip> {
  for await (const record of readJsonRecords(file, options)) {
    if (record.kind === 'rejection') {
      yield record
      continue
    }
    const place = { row: record.row, bytesRead: record.bytesRead }
    const read = attempt(format, record.value, options.head)
    if (typeof read === 'string') yield { kind: 'skip', ...place, code: 'no-conversation', reason: read }
    else if (read === null) {
      const reason = `Record ${record.row} is not what “${format.label}” looks like.`
      yield { kind: 'rejection', ...place, code: 'other-shape', reason, raw: record.text }
    } else for (const conversation of read) yield { place, text: record.text, conversation }
  }
}

/** Formats read hostile data: whatever one of them trips over is this record's problem only. */
function attempt(format: JsonFormat, value: unknown, head: FileHead): readonly Conversation[] | string | null {
  const record = asObject(value)
  if (!record) return null
  try {
    const read = format.read(record, head)
    if (read === null || typeof read === 'string') return read
    return isConversation(read) ? [read] : read
  } catch {
    return null
  }
}

function isConversation(read: Conversation | readonly Conversation[]): read is Conversation {
  return !Array.isArray(read)
}

async function* readRecords(format: JsonFormat, file: string, options: ReadOptions): AsyncGenerator<RawRecord> {
  for await (const found of readEach(format, file, options)) {
    if (!('conversation' in found)) yield found
    else yield { ...found.conversation, kind: 'conversation', ...found.place, raw: found.text }
  }
}

/** Neighbours are gathered up to so many rows; a longer conversation comes in parts. */
const MAX_GROUP = 1_000

async function* readRows(format: JsonFormat, file: string, options: ReadOptions): AsyncGenerator<RawRecord> {
  let group: Found[] = []
  for await (const found of readEach(format, file, options)) {
    if (!('conversation' in found)) {
      yield found
      continue
    }
    if (group.length > 0 && (group[0]?.conversation.id !== found.conversation.id || group.length >= MAX_GROUP)) {
      yield joined(group)
      group = []
    }
    group.push(found)
  }
  if (group.length > 0) yield joined(group)
}

/** One conversation of neighbouring rows; what a row leaves open is taken from a later one. */
function joined(group: readonly Found[]): RawConversation {
  const messages: RawMessage[] = []
  let merged: Partial<Conversation> = {}
  for (const { conversation } of group) {
    messages.push(...conversation.messages)
    merged = { ...conversation, ...withoutGaps(merged) }
  }
  const last = group[group.length - 1]
  const raw = group.length === 1 ? (last?.text ?? '') : `[${group.map(({ text }) => text).join(',\n')}]`
  const place = { row: group[0]?.place.row ?? 0, bytesRead: last?.place.bytesRead ?? 0 }
  return { ...merged, messages, kind: 'conversation', ...place, raw, isPartial: true }
}

function withoutGaps(value: Partial<Conversation>): Partial<Conversation> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null))
}
