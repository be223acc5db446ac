// All that can be done with a record before the workspace is asked: reading its values, its identity, what follows from its messages, its
// content's hash. Pure but for the count of conversations without an id.
import type { ContentHash, ConversationRecord, DerivedValues, MessageRecord } from '../database/conversation-record'
import { MOST_MESSAGES } from '../database/conversation-record'
import type { StoredExtras } from '../database/restore-stored'
import { complete } from './derive'
import { contentHash, syntheticConversationId } from './identity'
import { mergeMessages, withKeys } from './merge'
import { type NormalizeOptions, normalize } from './normalize'
import type { RawConversation, RawRecord, Rejection, Skip } from './raw'

export interface PrepareOptions extends NormalizeOptions {
  /** The name a person gave to the agent is for all of the file, whatever its records call it. */
  readonly isAgentGiven?: boolean | undefined
}

/** A conversation as it will be stored. */
export interface Ready {
  readonly record: ConversationRecord
  readonly derived: DerivedValues
  readonly hash: ContentHash
}

/** A record that holds all of its conversation. */
export interface Snapshot extends Ready {
  readonly isPartial: false
  /** How many messages beyond the most a conversation can hold were left out. */
  readonly tooMany: number
  /** What our own export tells besides. */
  readonly extras?: StoredExtras | undefined
}

/** Some rows of a conversation whose other rows may stand elsewhere. Messages without a key have ''. */
export interface Piece {
  readonly isPartial: true
  readonly record: ConversationRecord
}

export type Arrival = Snapshot | Piece

/** A row for the report of what did not come in. */
export interface NotImported {
  readonly kind: 'rejected' | 'skipped'
  readonly row: number
  readonly code: string
  readonly reason: string
  readonly raw: string
}

/** What some records came to, each list in the order of the file. */
export interface Prepared {
  readonly arrivals: readonly Arrival[]
  readonly notImported: readonly NotImported[]
  /** Role words that no rule knows; their messages came in as a human's. */
  readonly unknownRoles: readonly string[]
}

const NOTHING = { arrivals: [], notImported: [], unknownRoles: [] } as const satisfies Prepared

/** Prepares the records of one import, in their order: conversations without an id are counted. */
export function createPreparation(options: PrepareOptions): (record: RawRecord) => Prepared {
  const seenIds = new Map<string, number>()

  function conversation(given: RawConversation): Prepared {
    if (given.stored) return { ...NOTHING, arrivals: [storedBefore(given.stored)] }
    const raw = options.isAgentGiven && given.agent ? { ...given, agent: undefined } : given
    const normalized = normalize(raw, options)
    if ('kind' in normalized) return { ...NOTHING, notImported: [rejected(normalized)] }
    const { externalId, agent, startedAt, messages } = normalized.record
    const isSynthetic = externalId === null
    const id = externalId ?? syntheticConversationId(agent.name, startedAt, messages, seenIds)
    const record = { ...normalized.record, externalId: id, externalIdIsSynthetic: isSynthetic }
    return {
      arrivals: [raw.isPartial === true && !isSynthetic ? { isPartial: true, record } : snapshot(record)],
      notImported: normalized.rejections.map(rejected),
      unknownRoles: normalized.unknownRoles
    }
  }

  /** Nothing of it is read again. */
  function storedBefore({ record, extras }: NonNullable<RawConversation['stored']>): Snapshot {
    const agent = options.isAgentGiven ? { name: options.agentName, externalId: null } : record.agent
    return { ...snapshot({ ...record, agent }), extras }
  }

  return (record) =>
    record.kind === 'conversation'
      ? conversation(record)
      : { ...NOTHING, notImported: [record.kind === 'skip' ? skipped(record) : rejected(record)] }
}

function snapshot(record: ConversationRecord): Snapshot {
  const messages: readonly MessageRecord[] =
    record.messages.length > MOST_MESSAGES ? record.messages.slice(0, MOST_MESSAGES) : record.messages
  return {
    ...readied({ ...record, messages: withKeys(messages) }),
    isPartial: false,
    tooMany: record.messages.length - messages.length
  }
}

/** A piece as it will be stored where nothing of its conversation is known yet. */
export function asIfNew({ record }: Piece): Ready {
  return readied({ ...record, messages: mergeMessages([], record.messages, new Map()).slice(0, MOST_MESSAGES) })
}

/** Completes a record whose messages have their keys. */
export function readied(record: ConversationRecord): Ready {
  const completed = complete(record)
  return { ...completed, hash: contentHash(completed.record) }
}

function rejected({ row, code, reason, raw }: Rejection): NotImported {
  return { kind: 'rejected', row, code, reason, raw }
}

function skipped({ row, code, reason }: Skip): NotImported {
  return { kind: 'skipped', row, code, reason, raw: '' }
}
