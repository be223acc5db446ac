// What all adapters of JSON formats share: an adapter only says how it knows its format and what a record means.
import type { ImportQuestion } from '../../../shared/import-plan'
import type { RawConversation, RawRecord, Rejection } from '../../ingest/raw'
import { dateEvidence } from '../../ingest/timestamps'
import { dateQuestions } from '../date-questions'
import { type JsonRecord, readJsonRecords } from '../json-records'
import { isObject, type JsonObject } from '../json-text'
import type { FileHead, KnownHead, Recognition, SourceAdapter } from '../source-adapter'
import type { TurnEnd } from '../turns'
import { unreadKeys } from '../unread-keys'

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
  read(record: JsonObject, head: KnownHead): Conversation | readonly Conversation[] | string | null
  /**
   * Records are messages, not conversations: each is a piece of the conversation whose id it gives.
   */
  readonly rowsAreMessages?: boolean
}

/** Looked at to know how a file writes its times. */
const MOST_TIMES = 1_000

export function jsonAdapter(format: JsonFormat): SourceAdapter {
  return {
    id: format.id,
    label: format.label,
    recognise: (head) => recogniseRecords(format, head),
    questions: (head) => openTimes(format, head),
    ignored: (head) => unreadKeys(head.records, (record) => attempt(format, record, head)),
    read: (file, options) => readRecords<never>(format, readJsonRecords(file, options), options.head),
    ...(format.rowsAreMessages
      ? {}
      : { readTurns: (file, options) => readRecords(format, readJsonRecords(file, options), options.head) })
  }
}

function recogniseRecords(format: JsonFormat, head: FileHead): Recognition | null {
  if (head.kind !== 'json' && head.kind !== 'json-lines') return null
  const told = head.records.map(asObject)
  // What is no object or holds no messages says nothing for or against a format that has both.
  const telling = told.filter((record) => record && !isEmptyList(record['messages']))
  const records = telling.length > 0 ? telling : told
  if (records.length === 0) return null
  const share = records.filter((record) => record && format.matches(record, head)).length / records.length
  if (share === 1) return { certainty: format.certainty, reason: `Every record has ${format.because}.` }
  // A line of another kind (a header, a broken record) among many is no reason to doubt.
  if (share >= 0.75) return { certainty: format.certainty - 0.02, reason: `Nearly every record has ${format.because}.` }
  return share >= 0.4 ? { certainty: 0.6, reason: `Some of the records have ${format.because}.` } : null
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** What the times in the head of the file leave open. Numbers are instants. */
function openTimes(format: JsonFormat, head: FileHead): readonly ImportQuestion[] {
  const conversations = head.records.flatMap((record) => {
    const read = attempt(format, record, head)
    return read === null || typeof read === 'string' ? [] : read
  })
  const values = conversations
    .flatMap(({ startedAt, updatedAt, messages }) => [startedAt, updatedAt, ...messages.map(({ sentAt }) => sentAt)])
    .filter((value) => typeof value === 'string')
    .slice(0, MOST_TIMES)
  return dateQuestions([{ name: null, values, dates: dateEvidence(values) }]).questions
}

/** A bare list of messages is read as a conversation of them. */
function asObject(value: unknown): JsonObject | null {
  if (Array.isArray(value)) return { messages: value }
  return isObject(value) ? value : null
}

async function* readRecords<T extends TurnEnd>(
  format: JsonFormat,
  records: AsyncIterable<JsonRecord | Rejection | T>,
  head: KnownHead
): AsyncGenerator<RawRecord | T> {
  for await (const record of records) {
    if (record.kind === 'record') for (const one of fromRecord(format, record, head)) yield one
    else yield record
  }
}

function* fromRecord(format: JsonFormat, record: JsonRecord, head: KnownHead): Generator<RawRecord> {
  const place = { row: record.row, bytesRead: record.bytesRead }
  const read = attempt(format, record.value, head)
  if (typeof read === 'string') yield { kind: 'skip', ...place, code: 'no-conversation', reason: read }
  else if (read === null) {
    const reason = `Record ${record.row} is not what “${format.label}” looks like.`
    yield { kind: 'rejection', ...place, code: 'other-shape', reason, raw: record.text }
  } else {
    const more = format.rowsAreMessages ? { isPartial: true } : {}
    for (const conversation of read)
      yield { ...conversation, kind: 'conversation', ...place, raw: record.text, ...more }
  }
}

/** Formats read hostile data: whatever one of them trips over is this record's problem only. */
function attempt(format: JsonFormat, value: unknown, head: KnownHead): readonly Conversation[] | string | null {
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
