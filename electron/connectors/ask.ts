// Puts a question to an agent, once, and reads what the new conversation tells about the answer.
import { ASKING_USER } from '../../shared/ask-again'
import { isObject } from '../../shared/json'
import type { AgentReply, Asking } from './connector'
import type { Http } from './http'
import { notJson } from './json-items'
import type { Pager } from './pages'

const PAGE = 100

/** `chat` of the agent platforms' API v2: not streamed, always a new conversation, under a user that statistics leave out. */
export function createAsking(http: Http, pages: Pager): Asking {
  const at = (agentId: string) => `/agents/${encodeURIComponent(agentId)}`
  return {
    async put(agentId, question, signal): Promise<AgentReply> {
      const body = { message: question, stream: false, userId: ASKING_USER }
      const asked = { method: 'POST', body, repeatsWhenNotDone: true } as const
      const answer = await http.json(`${at(agentId)}/chat`, asked, signal)
      const data = isObject(answer) ? answer['data'] : null
      if (!isObject(data) || !Array.isArray(data['parts'])) throw notJson()
      const metadata = isObject(data['metadata']) ? data['metadata'] : {}
      const usage = isObject(metadata['usage']) ? metadata['usage'] : {}
      return {
        record: JSON.stringify(data),
        conversationId: idOf(metadata['conversationId']),
        messageId: idOf(data['id']),
        credits: typeof usage['credits'] === 'number' ? usage['credits'] : null
      }
    },
    async messages(agentId, conversationId, signal) {
      const path = `${at(agentId)}/conversations/${encodeURIComponent(conversationId)}/messages`
      const records: string[] = []
      for await (const { rows } of pages(path, { limit: PAGE }, null, signal))
        for (const row of rows) records.push(JSON.stringify(row))
      return records
    }
  }
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
