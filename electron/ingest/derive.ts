// What follows from a conversation's messages: counts, lowest and mean confidence, preview, first and last time. Pure.
import {
  type ConversationRecord,
  type DerivedValues,
  type MessageRecord,
  thumbOf
} from '../database/conversation-record'
import { leastOf, withEstimatedTimes } from './merge'
import { oneLine } from './plain-text'

const PREVIEW_LENGTH = 200

/**
 * The record as it is stored, with what follows from it: start, estimated times and the source's figures filled in. Done again with what
 * was stored it changes nothing, so that content hashes can be compared.
 */
export function complete(record: ConversationRecord): {
  readonly record: ConversationRecord
  readonly derived: DerivedValues
} {
  const derived = derive(record)
  return {
    derived,
    record: {
      ...record,
      startedAt: derived.startedAt,
      confidence:
        derived.confidenceOrigin === 'source' ? { lowest: derived.confidence, mean: derived.confidenceMean } : null,
      messages: withEstimatedTimes(record.messages, derived.startedAt)
    }
  }
}

/** Confidence is the lowest and the mean of the answers' scores, or the source's own figures where it gives some. */
export function derive(record: ConversationRecord): DerivedValues {
  const { messages } = record
  const tally = tallyOf(messages)
  const conversationThumb = record.feedback.length === 0 ? null : thumbOf(record.feedback)
  const confidence = record.confidence?.lowest ?? record.confidence?.mean ?? tally.lowest
  // A conversation began with its first message at the latest.
  const startedAt = leastOf(record.startedAt, tally.firstAt) ?? record.updatedAt
  return {
    startedAt,
    lastAt: tally.lastAt ?? record.updatedAt ?? startedAt,
    timeIsEstimated: tally.firstAt === null && record.startedAt === null,
    preview: previewOf(messages),
    messageCount: messages.length,
    answerCount: tally.answers,
    unansweredCount: tally.answersThatTell === 0 ? null : tally.unanswered,
    citationCount: tally.citations + (record.citations?.length ?? 0),
    upCount: tally.up + Number(conversationThumb === 1),
    downCount: tally.down + Number(conversationThumb === -1),
    confidence,
    confidenceMean: record.confidence?.mean ?? (tally.scores > 0 ? tally.sum / tally.scores : confidence),
    confidenceOrigin: confidence === null ? null : hasOwnFigure(record) ? 'source' : 'computed',
    lastRole: messages.at(-1)?.role ?? null,
    hasHuman: tally.humans > 0
  }
}

function hasOwnFigure({ confidence }: ConversationRecord): boolean {
  return confidence !== null && (confidence.lowest !== null || confidence.mean !== null)
}

function tallyOf(messages: readonly MessageRecord[]) {
  let firstAt: number | null = null
  let lastAt: number | null = null
  let lowest: number | null = null
  const tally = {
    answers: 0,
    answersThatTell: 0,
    unanswered: 0,
    citations: 0,
    up: 0,
    down: 0,
    scores: 0,
    sum: 0,
    humans: 0
  }
  for (const message of messages) {
    if (message.sentAt !== null && !message.timeIsEstimated) {
      if (firstAt === null || message.sentAt < firstAt) firstAt = message.sentAt
      if (lastAt === null || message.sentAt > lastAt) lastAt = message.sentAt
    }
    if (message.citations !== null) tally.citations += message.citations.length
    if (message.feedback.length > 0) {
      const thumb = thumbOf(message.feedback)
      if (thumb === 1) tally.up++
      else if (thumb === -1) tally.down++
    }
    if (message.role === 'human') tally.humans++
    if (message.role !== 'agent') continue
    tally.answers++
    if (message.citations !== null) {
      tally.answersThatTell++
      if (message.citations.length === 0) tally.unanswered++
    }
    if (message.confidence !== null) {
      tally.scores++
      tally.sum += message.confidence
      if (lowest === null || message.confidence < lowest) lowest = message.confidence
    }
  }
  return { ...tally, firstAt, lastAt, lowest }
}

/** The opening customer message with words in it, else the first message with words; one line. */
function previewOf(messages: readonly MessageRecord[]): string {
  const opening =
    messages.find((m) => m.role === 'customer' && m.text !== '') ?? messages.find((m) => m.text !== '') ?? messages[0]
  return opening ? oneLine(opening.text, PREVIEW_LENGTH) : ''
}
