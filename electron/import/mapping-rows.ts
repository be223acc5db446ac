// One row of a table as the raw values of a message, a pair or a conversation, by the mapping of its columns.
import type { Mapping, MappingTarget } from '../../shared/import-plan'
import { citationsOf } from '../ingest/citations'
import { unpacked } from '../ingest/json-values'
import type { RawCitation, RawConversation, RawFeedback, RawMessage } from '../ingest/raw'
import { readTime } from '../ingest/timestamps'
import { parseTranscript } from './mapping-transcript'

export type Cells = Readonly<Record<string, string>>

/** What a row says of its conversation as a whole. */
export type ConversationHead = Pick<
  RawConversation,
  | 'id'
  | 'agent'
  | 'title'
  | 'channel'
  | 'status'
  | 'sentiment'
  | 'topic'
  | 'language'
  | 'country'
  | 'url'
  | 'summary'
  | 'startedAt'
  | 'updatedAt'
  | 'customer'
  | 'confidence'
  | 'feedback'
  | 'citations'
>

/** A text that begins with a tag and ends with one is HTML, as help desks export it. */
const HTML = /^\s*<(?:p|div|span|br|ul|ol|b|strong|em|i|a|h[1-6]|table|blockquote|html)\b[^>]*>[\s\S]*>\s*$/i
/** Longer pieces are text, not a title with an address. */
const LONGEST_CITATION = 2_000
const DAY = /^\s*(\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:[T\s,]+[\d:.]+\s*(?:[ap]m)?)?\s*$/i

/** Reads the rows of one file by one mapping. */
export class RowReader {
  readonly #columns = new Map<MappingTarget, string>()
  readonly #headColumns: readonly string[]
  readonly #mapping: Mapping

  constructor(mapping: Mapping) {
    this.#mapping = mapping
    for (const [name, target] of Object.entries(mapping.columns))
      if (target !== 'ignore' && !this.#columns.has(target)) this.#columns.set(target, name)
    this.#headColumns = [...this.#columns].flatMap(([target, name]) =>
      /^(?:message|pair)\./.test(target) ? [] : [name]
    )
  }

  /** Whether two rows say the same of their conversation as a whole, as nearly all rows of one do. */
  hasSameHead(cells: Cells, others: Cells): boolean {
    for (const name of this.#headColumns) if (cells[name] !== others[name]) return false
    return true
  }

  has(target: MappingTarget): boolean {
    return this.#columns.has(target)
  }

  nameOf(target: MappingTarget): string | undefined {
    return this.#columns.get(target)
  }

  /** The cell of this meaning; undefined when it is blank or no column has it. */
  get(cells: Cells, target: MappingTarget): string | undefined {
    const name = this.#columns.get(target)
    const value = name === undefined ? undefined : cells[name]
    return value === undefined || value.trim() === '' ? undefined : value
  }

  /** Why the time of the message cannot be read; null when it can, or when there is none. */
  timeProblem(cells: Cells): { readonly code: string; readonly reason: string } | null {
    const value = this.get(cells, 'message.sentAt')
    if (value === undefined) return null
    const read = readTime(value, { timeZone: null, dateOrder: this.#mapping.dateOrder })
    if (typeof read === 'number' || read === 'none') return null
    const shown = `“${value.slice(0, 60)}”`
    if (read === 'ambiguous')
      return {
        code: 'ambiguous-date',
        reason: `${shown} can be read in two ways: say whether the day or the month comes first.`
      }
    return { code: 'bad-time', reason: `${shown} is not a date or time${read === 'impossible' ? ' that exists' : ''}.` }
  }

  head(cells: Cells): ConversationHead {
    const agent = this.get(cells, 'agent')
    const mean = this.get(cells, 'conversation.confidence')
    const citations = this.#mapping.rows === 'conversation' ? this.#citations(cells) : undefined
    return {
      id: this.get(cells, 'conversation.id')?.trim(),
      agent: agent === undefined ? undefined : { name: agent },
      title: this.get(cells, 'conversation.title'),
      channel: this.get(cells, 'conversation.channel'),
      status: this.get(cells, 'conversation.status'),
      sentiment: this.get(cells, 'conversation.sentiment'),
      topic: this.get(cells, 'conversation.topic'),
      language: this.get(cells, 'conversation.language'),
      country: this.get(cells, 'conversation.country'),
      url: this.get(cells, 'conversation.url'),
      summary: this.get(cells, 'conversation.summary'),
      startedAt: this.get(cells, 'conversation.startedAt'),
      updatedAt: this.get(cells, 'conversation.updatedAt'),
      customer: this.#customer(cells),
      confidence: mean === undefined ? undefined : { mean },
      feedback: this.#feedback(cells, 'conversation.feedback', 'conversation.feedbackComment'),
      citations
    }
  }

  /** The messages of a row: one, a question and its answer, or a transcript. Null: the transcript is none. */
  messages(cells: Cells): readonly RawMessage[] | null {
    switch (this.#mapping.rows) {
      case 'message':
        return this.#message(cells)
      case 'pair':
        return this.#pair(cells)
      case 'conversation':
        return this.#transcript(cells)
    }
  }

  #message(cells: Cells): readonly RawMessage[] {
    const text = this.get(cells, 'message.text')
    if (text === undefined) return []
    return [
      {
        id: this.get(cells, 'message.id'),
        role: this.get(cells, 'message.role'),
        author: this.get(cells, 'message.author'),
        sentAt: this.get(cells, 'message.sentAt'),
        text,
        format: text.includes('</') && HTML.test(text) ? 'html' : undefined,
        confidence: this.get(cells, 'message.confidence'),
        feedback: this.#feedback(cells, 'message.feedback', 'message.feedbackComment'),
        citations: this.#citations(cells)
      }
    ]
  }

  /** The ids of the two halves are the row's with `:q` and `:a`. Ratings and scores are the answer's. */
  #pair(cells: Cells): readonly RawMessage[] {
    const sentAt = this.get(cells, 'message.sentAt') ?? this.get(cells, 'conversation.startedAt')
    const id = this.get(cells, 'message.id')
    const question = this.get(cells, 'pair.question')
    const answer = this.get(cells, 'pair.answer')
    const messages: RawMessage[] = []
    if (question !== undefined)
      messages.push({ id: id === undefined ? undefined : `${id}:q`, role: 'customer', sentAt, text: question })
    if (answer !== undefined) {
      messages.push({
        id: id === undefined ? undefined : `${id}:a`,
        role: 'agent',
        author: this.get(cells, 'message.author'),
        sentAt,
        text: answer,
        confidence: this.get(cells, 'message.confidence'),
        feedback: this.#feedback(cells, 'message.feedback', 'message.feedbackComment'),
        citations: this.#citations(cells)
      })
    }
    return messages
  }

  #transcript(cells: Cells): readonly RawMessage[] | null {
    const cell = this.get(cells, 'conversation.transcript')
    if (cell !== undefined) {
      const started = this.get(cells, 'conversation.startedAt') ?? ''
      const messages = parseTranscript(cell, started.length > 60 ? null : (DAY.exec(started)?.[1] ?? null))
      return messages?.map((message) => this.#withRole(message)) ?? null
    }
    return this.#pair(cells)
  }

  /** Words of the mapping go before the words a transcript is read with: there the speaker's own label is the word. */
  #withRole(message: RawMessage): RawMessage {
    const roles = this.#mapping.roles
    const label = message.author ?? message.role
    const role = roles && label && Object.hasOwn(roles, label) ? roles[label] : undefined
    return role === undefined ? message : { ...message, role }
  }

  #feedback(cells: Cells, rating: MappingTarget, remark: MappingTarget): readonly RawFeedback[] | undefined {
    const value = this.get(cells, rating)
    const comment = this.get(cells, remark)
    return value === undefined && comment === undefined
      ? undefined
      : [{ value, comment, isStars: this.#mapping.feedbackIsStars }]
  }

  #customer(cells: Cells): RawConversation['customer'] {
    const id = this.get(cells, 'customer.id')
    const name = this.get(cells, 'customer.name')
    const email = this.get(cells, 'customer.email')
    const phone = this.get(cells, 'customer.phone')
    return (id ?? name ?? email ?? phone) === undefined ? undefined : { id, name, email, phone }
  }

  /** Undefined where no column has them: the file does not say. A blank cell says that there are none. */
  #citations(cells: Cells): readonly RawCitation[] | undefined {
    if (!this.has('message.citations')) return undefined
    const cell = this.get(cells, 'message.citations')
    return cell === undefined ? [] : parseCitations(cell)
  }
}

/** Citations in a cell: JSON, Markdown links, or titles and addresses one a line or with `;`, `|`, `,` between addresses. */
export function parseCitations(cell: string): readonly RawCitation[] {
  const value = unpacked(cell.trim())
  const fromJson = citationsOf(Array.isArray(value) ? value : typeof value === 'object' ? [value] : null)
  if (fromJson) return fromJson
  return cell
    .split(/[\r\n;|]+|,\s*(?=https?:\/\/)/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '' && !/^(?:none|null|n\/?a|-+|\[\])$/i.test(piece))
    .map((piece) => {
      if (piece.length > LONGEST_CITATION) return { title: piece }
      const link = /^\[?(.*?)\]?\s*[(<]?(https?:\/\/[^\s)>]+)[)>]?$/.exec(piece)
      return link ? { title: link[1]?.replace(/[\s:–-]+$/, '') || null, url: link[2] } : { title: piece }
    })
}
