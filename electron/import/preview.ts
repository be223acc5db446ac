// The first conversations of a file as they would come in, without writing anything.
import type { PreviewConversation } from '../../shared/import-plan'
import type { ConversationRecord } from '../database/conversation-record'
import { type NormalizedConversation, normalize } from '../ingest/normalize'
import { oneLine } from '../ingest/plain-text'
import type { RawConversation, RawRecord } from '../ingest/raw'
import type { Choice } from './choose-adapter'
import type { FileHead } from './source-adapter'

/** Conversations shown. */
const MOST = 10
/** Rows of mixed conversations are gathered so far. */
const MOST_RECORDS = 500
const MOST_TITLE = 120
/** A longer conversation is shown with its beginning. */
const MOST_MESSAGES = 50

export interface Preview {
  readonly conversations: readonly PreviewConversation[]
  readonly firstAt: number | null
  readonly lastAt: number | null
}

/** Reads from `file` until there is enough to show; a file that is cut off behind its beginning is fine. */
export async function previewOf(file: string, head: FileHead, choice: Choice, signal: AbortSignal): Promise<Preview> {
  const { adapter, mapping } = choice
  if (!adapter) return { conversations: [], firstAt: null, lastAt: null }
  const gathered = await gather(adapter.read(file, { mapping, head, signal }))
  const conversations = gathered.map((pieces) => shown(pieces, choice)).filter((one) => one !== null)
  const times = conversations
    .flatMap(({ startedAt, messages }) => [startedAt, messages.at(-1)?.sentAt ?? null])
    .filter((at) => at !== null)
  return {
    conversations,
    firstAt: times.length > 0 ? Math.min(...times) : null,
    lastAt: times.length > 0 ? Math.max(...times) : null
  }
}

async function gather(records: AsyncIterable<RawRecord>): Promise<readonly (readonly RawConversation[])[]> {
  const found = new Map<string, RawConversation[]>()
  let seen = 0
  let hasPieces = false
  for await (const record of records) {
    if (++seen > MOST_RECORDS) break
    if (record.kind !== 'conversation') continue
    hasPieces ||= record.isPartial === true
    const pieces = found.get(keyOf(record))
    if (pieces) pieces.push(record)
    else if (found.size < MOST) found.set(keyOf(record), [record])
    else if (!hasPieces) break
  }
  return [...found.values()]
}

/** Pieces without an id are told apart by their place. */
function keyOf(record: RawConversation): string {
  return record.isPartial && record.id !== undefined ? `id ${record.id}` : `row ${record.row} ${record.id ?? ''}`
}

function shown(pieces: readonly RawConversation[], { mapping, timeZone }: Choice): PreviewConversation | null {
  const records = pieces
    .map((piece) =>
      normalize(piece, {
        agentName: '',
        timeZone,
        dateOrder: mapping?.dateOrder,
        scoreScale: mapping?.scoreScale,
        roles: mapping?.roles
      })
    )
    .filter((result): result is NormalizedConversation => !('kind' in result))
    .map(({ record }) => record)
  const first = records[0]
  if (!first) return null
  const messages = records.flatMap((record) => record.messages)
  if (messages.every(({ sentAt, timeIsEstimated }) => sentAt !== null && !timeIsEstimated))
    messages.sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0))
  return {
    title: oneLine(first.title ?? opening(messages), MOST_TITLE),
    startedAt: first.startedAt ?? messages[0]?.sentAt ?? null,
    messages: messages
      .slice(0, MOST_MESSAGES)
      .map(({ role, text, sentAt }) => ({ role, text: text.slice(0, 2_000), sentAt }))
  }
}

function opening(messages: ConversationRecord['messages']): string {
  return (messages.find(({ role }) => role === 'customer') ?? messages[0])?.text ?? ''
}
