// Bookbag's older read of one conversation: the only one with citations. No document gives its envelope, so that several are taken.
import { isObject, type JsonObject } from '../../shared/json'
import type { Connector } from './connector'
import type { Http } from './http'
import { notJson } from './json-items'
import { isKind } from './platform-error'

export function transcriptReader(http: Http): NonNullable<Connector['grounds']> {
  return async (conversationId, signal) => {
    try {
      const path = `/conversations/${encodeURIComponent(conversationId)}`
      const messages = messagesIn(await http.json(path, { version: 'v1' }, signal))
      if (messages === null) throw notJson()
      return messages
    } catch (thrown) {
      if (isKind(thrown, 'not-found')) return null
      throw thrown
    }
  }
}

/** `{data: {messages}}`, `{data: {conversation: {messages}}}`, `{conversation, messages}`, `{messages}`, or `{data: [message, …]}`. */
function messagesIn(body: unknown): readonly JsonObject[] | null {
  if (!isObject(body)) return null
  const { data, messages, conversation } = body
  const list = [messages, data].find(Array.isArray)
  if (list) return list.filter(isObject)
  return messagesIn(data) ?? messagesIn(conversation)
}
