// Conversations without personal data: everything people wrote and everything about who they are is replaced by consistent
// pseudonyms, then what would be written is looked at again. What cannot be replaced (ids, names of tags) must not hold any.
import type { Residue } from '../../shared/export'
import { findPersonalData } from '../../shared/personal-data'
import { createPseudonymizer, type KnownPerson, type Pseudonymizer } from '../../shared/pseudonyms'
import type { AnnotationRow, JsonValue } from '../database/annotation-tables'
import type { CitationRecord, FeedbackRecord, MessageRecord } from '../database/conversation-record'
import type { FullConversation } from '../database/full-conversations'

export interface Redactor {
  /** The conversation with pseudonyms; without its raw record, which nobody can go through. */
  redact(conversation: FullConversation): FullConversation
  /** Personal data that is still in it. */
  residue(redacted: FullConversation): readonly Residue[]
}

/** `salt`: the same one gives the same people the same pseudonyms in every export. `allowed` stays as it is, word for word. */
export function createRedactor(salt: string, allowed: readonly string[]): Redactor {
  const pseudonyms = createPseudonymizer(salt)
  const isAllowed = allowedPattern(allowed)
  return {
    redact: (conversation) => redacted(conversation, pseudonyms, isAllowed),
    residue: (conversation) => {
      const found: Residue[] = []
      for (const [place, text] of texts(conversation)) {
        const rest = isAllowed === null ? text : text.replace(isAllowed, ' ')
        const isId = ID_PLACES.some((id) => id === place)
        for (const { start, end, kind } of findPersonalData(rest))
          if (!isId || kind === 'email')
            found.push({ conversation: conversation.record.externalId, place, kind, text: rest.slice(start, end) })
      }
      return found
    }
  }
}

function allowedPattern(allowed: readonly string[]): RegExp | null {
  if (allowed.length === 0) return null
  const longestFirst = [...allowed].sort((a, b) => b.length - a.length)
  return new RegExp(longestFirst.map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'giu')
}

function redacted(conversation: FullConversation, pseudonyms: Pseudonymizer, allowed: RegExp | null): FullConversation {
  const { record, annotations } = conversation
  const customer = customerOf(conversation)
  const people: KnownPerson[] = [customer, ...authorsOf(record.messages)]
  const mask = (text: string): string => keep(text, allowed, (part) => pseudonyms.replace(part, people))
  const maybe = (text: string | null): string | null => (text === null ? null : mask(text))
  const alias = hasPerson(customer) ? pseudonyms.person(customer) : null
  const maskJson = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return mask(value)
    if (Array.isArray(value)) return value.map(maskJson)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskJson(inner)]))
  }
  const inJson = (text: string | null): string | null =>
    text === null ? null : JSON.stringify(maskJson(JSON.parse(text) as JsonValue))
  const citation = (one: CitationRecord): CitationRecord => ({
    ...one,
    title: maybe(one.title),
    url: maybe(one.url),
    excerpt: maybe(one.excerpt)
  })
  const feedback = (one: FeedbackRecord): FeedbackRecord => ({
    ...one,
    comment: maybe(one.comment),
    raw: maybe(one.raw)
  })
  const message = (one: MessageRecord): MessageRecord => ({
    ...one,
    author:
      one.author === null ? null : one.role === 'agent' ? mask(one.author) : pseudonyms.person({ name: one.author }),
    text: mask(one.text),
    citations: one.citations?.map(citation) ?? null,
    feedback: one.feedback.map(feedback),
    parts: inJson(one.parts)
  })
  const annotation = (row: AnnotationRow): AnnotationRow =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, WRITTEN.has(key) && value !== null ? maskJson(value) : value])
    )
  return {
    ...conversation,
    preview: mask(conversation.preview),
    raw: null,
    record: {
      ...record,
      title: maybe(record.title),
      url: maybe(record.url),
      summary: maybe(record.summary),
      customer: alias,
      customerFields: alias === null ? null : JSON.stringify({ name: alias }),
      branches: inJson(record.branches),
      feedback: record.feedback.map(feedback),
      citations: record.citations?.map(citation) ?? null,
      messages: record.messages.map(message)
    },
    annotations: {
      ...annotations,
      notes: annotations.notes.map(annotation),
      verdicts: annotations.verdicts.map(annotation),
      reviewItems: annotations.reviewItems.map(annotation),
      drafts: annotations.drafts.map(annotation)
    }
  }
}

/** Columns of annotations in which people write freely. */
const WRITTEN: ReadonlySet<string> = new Set(['body', 'comment', 'reason', 'answer', 'questions'])

/** Replaces what is between allowed texts. */
function keep(text: string, allowed: RegExp | null, replace: (part: string) => string): string {
  if (allowed === null) return replace(text)
  let out = ''
  let at = 0
  for (const match of text.matchAll(allowed)) {
    out += replace(text.slice(at, match.index)) + match[0]
    at = match.index + match[0].length
  }
  return out + replace(text.slice(at))
}

function customerOf({ record }: FullConversation): KnownPerson {
  const fields: unknown = record.customerFields === null ? {} : JSON.parse(record.customerFields)
  const field = (name: string): string | null => {
    const value: unknown = typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : null
    return typeof value === 'string' ? value : null
  }
  return { id: field('id'), name: field('name') ?? record.customer, email: field('email'), phone: field('phone') }
}

function hasPerson({ id, name, email, phone }: KnownPerson): boolean {
  return (id ?? name ?? email ?? phone ?? null) !== null
}

function authorsOf(messages: readonly MessageRecord[]): KnownPerson[] {
  const names = new Set(messages.flatMap(({ role, author }) => (author === null || role === 'agent' ? [] : [author])))
  return [...names].map((name) => ({ name }))
}

/** Every text that an export may write of a conversation, with its place in words. */
function* texts({ record, source, annotations, preview }: FullConversation): Generator<readonly [string, string]> {
  const { messages, externalId, agent, customerFields, branches, ...head } = record
  yield [ID_PLACES[0], externalId]
  yield* named('agent', agent.name)
  yield* named('source', source.name)
  yield* named('preview', preview)
  for (const [place, value] of Object.entries(head)) yield* named(place, value)
  yield* named('customer', parsed(customerFields))
  yield* named('branches', parsed(branches))
  for (const message of messages) {
    yield [ID_PLACES[1], message.key]
    yield* named('message', message.text)
    yield* named('author', message.author)
    yield* named('message parts', parsed(message.parts))
    yield* named('citations', message.citations)
    yield* named('feedback', message.feedback)
  }
  for (const [place, rows] of Object.entries(annotations)) yield* named(place, rows)
}

/** Ids are numbers and codes of all kinds: only an address in one tells of a person. */
const ID_PLACES = ['conversation id', 'message id'] as const

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}

/** The texts in a value; its numbers and times are nobody's. */
function* named(place: string, value: unknown): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [place, value]
  else if (Array.isArray(value)) for (const inner of value) yield* named(place, inner)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) if (!/At$|^id$|Key$/.test(key)) yield* named(place, inner)
}
