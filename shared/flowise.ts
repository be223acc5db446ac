// How Flowise tells conversations apart.
import type { JsonObject } from './json'

/** Of a message row: its chat, or chat, kind of memory and session together where it has them. */
export function flowiseConversationId({ chatId, memoryType, sessionId }: JsonObject): string | undefined {
  const chat = typeof chatId === 'string' || typeof chatId === 'number' ? String(chatId) : undefined
  if (!isText(memoryType) || !isText(sessionId)) return chat
  return `${chat ?? ''}_${memoryType}_${sessionId}`
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
