// The masked view: what the reader answers with everything personal replaced by consistent pseudonyms. The workspace keeps every word;
// nothing personal reaches the window, so that list, transcript, search, copies, print and screenshots are masked alike.
import type { ConversationDetail, ConversationRow, Message, Snippet, Span } from '../../shared/domain'
import { createPseudonymizer, type KnownPerson, type Pseudonymizer } from '../../shared/pseudonyms'
import type { Annotations } from '../../shared/review'
import type { ReviewItem } from '../../shared/review-set'
import type { ReadableDatabase } from '../database/open'
import { all, first, sql } from '../database/sql'
import { knownNames } from './known-names'

export interface MaskedView {
  rows(rows: readonly ConversationRow[]): ConversationRow[]
  detail(detail: ConversationDetail): ConversationDetail
  messages(conversationId: number, messages: readonly Message[]): Message[]
  items(items: readonly ReviewItem[]): ReviewItem[]
  annotations(conversationId: number, annotations: Annotations): Annotations
  /** Text of one conversation. */
  text(conversationId: number, text: string): string
  /** Texts of one conversation, or (null) of none. */
  words(texts: readonly string[], conversationId: number | null): string[]
  /** Every string in plain data that is not of one known conversation. `keys` that name things stay as they are. */
  anywhere<T>(data: T): T
  /** A word that customers used: an alias where it is part of a customer's name. */
  word(word: string): string
}

interface TextMask {
  text(text: string): string
}

/** `orderPattern`: what an order number looks like, as a regular expression; null looks for what shops commonly print. */
export function createMaskedView(database: ReadableDatabase, orderPattern: string | null): MaskedView {
  const pattern = orderPattern === null ? undefined : readPattern(orderPattern)
  const pseudonyms = createPseudonymizer(saltOf(database), pattern === undefined ? {} : { orderPattern: pattern })
  const names = knownNames(database)
  const anywhere: TextMask = {
    text: (text) => {
      const people = names()
        .conversationsIn(text)
        .flatMap((id) => peopleOf(database, id).slice(0, 1))
      return pseudonyms.replace(text, people)
    }
  }
  const ofConversation = (id: number) => new Mask(pseudonyms, peopleOf(database, id), anywhere)
  return {
    rows: (rows) => rows.map((row) => maskRow(row, ofConversation(row.id))),
    detail: (detail) => maskDetail(detail, ofConversation(detail.row.id)),
    messages: (conversationId, messages) => {
      const mask = ofConversation(conversationId)
      return messages.map((message) => maskMessage(message, mask))
    },
    items: (items) =>
      items.map((item) => {
        const mask = ofConversation(item.conversationId)
        return { ...item, preview: mask.text(item.preview), reason: mask.maybe(item.reason) }
      }),
    annotations: (conversationId, given) => {
      const mask = ofConversation(conversationId)
      // Tags and values are named by their words, and the comment of a verdict is given back with another value: masked here, they would
      // be lost. The window masks them where it shows them.
      return {
        ...given,
        notes: given.notes.map((note) => ({ ...note, body: mask.text(note.body) })),
        issues: given.issues.map((issue) => ({ ...issue, title: mask.text(issue.title) }))
      }
    },
    text: (conversationId, text) => ofConversation(conversationId).text(text),
    words: (texts, conversationId) => {
      const mask = conversationId === null ? anywhere : ofConversation(conversationId)
      return texts.map((text) => mask.text(text))
    },
    anywhere: (data) => deep(data, anywhere, ofConversation),
    word: (word) => (names().isPart(word) ? pseudonyms.person({ name: word }) : anywhere.text(word))
  }
}

/** The pattern a person typed; undefined when it cannot be read, so that the usual one is used. */
function readPattern(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'gu')
  } catch {
    return undefined
  }
}

/** The same as of exports with redaction, so that people have one alias in both; no two workspaces share it. */
function saltOf(database: ReadableDatabase): string {
  const batch = first<{ startedAt: number; fileName: string }>(
    database,
    sql`SELECT started_at AS startedAt, file_name AS fileName FROM import_batch ORDER BY id LIMIT 1`
  )
  return `${batch?.startedAt ?? 0} ${batch?.fileName ?? ''}`
}

class Mask {
  constructor(
    private readonly pseudonyms: Pseudonymizer,
    private readonly people: readonly KnownPerson[],
    /** Knows all customers by their full names: people write of others, too. */
    private readonly others: TextMask
  ) {}

  text(text: string): string {
    return this.others.text(this.pseudonyms.replace(text, this.people))
  }

  maybe(text: string | null): string | null {
    return text === null ? null : this.text(text)
  }

  /** The customer as the list and the transcript's head show them. */
  customer(shown: string | null): string | null {
    const [customer] = this.people
    return shown === null ? null : this.pseudonyms.person(customer ?? { name: shown })
  }

  person(name: string): string {
    const known = this.people.find((person) => person.name === name)
    return this.pseudonyms.person(known ?? { name })
  }
}

/** The customer first, then the teammates who wrote. */
function peopleOf(database: ReadableDatabase, conversationId: number): readonly KnownPerson[] {
  const row = first<{ customer: string | null; fields: string | null }>(
    database,
    sql`SELECT customer, customer_fields AS fields FROM conversation WHERE id = ${conversationId}`
  )
  const fields: Readonly<Record<string, unknown>> = row?.fields ? JSON.parse(row.fields) : {}
  const field = (name: string) => {
    const value = fields[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const customer: KnownPerson = {
    id: field('id'),
    name: field('name') ?? row?.customer ?? null,
    email: field('email'),
    phone: field('phone')
  }
  const from = conversationId * 2 ** 20
  const authors = all<{ author: string }>(
    database,
    sql`SELECT DISTINCT author FROM message WHERE id BETWEEN ${from} AND ${from + 2 ** 20 - 1}
        AND author IS NOT NULL AND role <> 'agent' LIMIT 20`
  )
  return [customer, ...authors.flatMap(({ author }) => (author === customer.name ? [] : [{ name: author }]))]
}

function maskRow(row: ConversationRow, mask: Mask): ConversationRow {
  return {
    ...row,
    customer: mask.customer(row.customer),
    preview: mask.text(row.preview),
    title: mask.maybe(row.title),
    topic: mask.maybe(row.topic),
    agent: mask.text(row.agent),
    channelRaw: mask.maybe(row.channelRaw),
    statusRaw: mask.maybe(row.statusRaw),
    tags: row.tags.map((tag) => mask.text(tag)),
    source: mask.text(row.source),
    snippet: row.snippet && maskSnippet(row.snippet, mask)
  }
}

/** Hits that are still there are marked again; what was replaced has none. */
function maskSnippet(snippet: Snippet, mask: Mask): Snippet {
  const text = mask.text(snippet.text)
  const hits: Span[] = []
  let at = 0
  for (const { start, end } of snippet.hits) {
    const word = snippet.text.slice(start, end)
    const found = text.indexOf(word, at)
    if (word === '' || found < 0) continue
    at = found + word.length
    hits.push({ start: found, end: at })
  }
  return { ...snippet, text, hits }
}

function maskDetail(detail: ConversationDetail, mask: Mask): ConversationDetail {
  return {
    ...detail,
    row: maskRow(detail.row, mask),
    externalId: mask.text(detail.externalId),
    url: mask.maybe(detail.url),
    summary: mask.maybe(detail.summary),
    customerFields: Object.fromEntries(
      Object.entries(detail.customerFields).map(([name, value]) => [name, maskField(name, value, mask)])
    ),
    citations: deep(detail.citations, mask)
  }
}

/** What names a person is an alias, also where no pattern would know it. */
const NAMING = new Set(['id', 'name', 'email', 'phone'])

function maskField(name: string, value: string, mask: Mask): string {
  const masked = mask.text(value)
  return masked === value && NAMING.has(name) ? (mask.customer(value) ?? '') : masked
}

function maskMessage(message: Message, mask: Mask): Message {
  return {
    ...message,
    author: message.author === null || message.role === 'agent' ? message.author : mask.person(message.author),
    text: mask.text(message.text),
    feedback: message.feedback.map((one) => ({ ...one, comment: mask.maybe(one.comment) })),
    citations: deep(message.citations, mask),
    parts: message.parts.map((part) => ({ ...part, body: mask.text(part.body) }))
  }
}

/** Names of fields whose text names something of the app: masked, it would no longer be found. */
const NAMES = /^(?:id|.*Id|key|.*Key|list|kind|state|color|query|filters?|path|code|reviewer|at|.*At)$/

/** Objects that tell their conversation (`conversationId`) are masked with the people of it. */
function deep<T>(data: T, mask: TextMask, ofConversation?: (id: number) => TextMask): T {
  return masked(data, mask, ofConversation) as T
}

function masked(data: unknown, mask: TextMask, ofConversation?: (id: number) => TextMask): unknown {
  if (typeof data === 'string') return mask.text(data)
  if (Array.isArray(data)) return data.map((one: unknown) => masked(one, mask, ofConversation))
  if (typeof data !== 'object' || data === null) return data
  const own =
    'conversationId' in data && typeof data.conversationId === 'number'
      ? ofConversation?.(data.conversationId)
      : undefined
  const both = own ?? mask
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, NAMES.test(key) ? value : masked(value, both, ofConversation)])
  )
}
