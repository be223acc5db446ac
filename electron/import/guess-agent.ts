// The agent's name as a file gives it: in the object around the records, or the same in all of them.
import { isObject, type JsonObject } from './json-text'
import type { KnownHead } from './source-adapter'

const NAME_KEYS = [
  'agentName',
  'agent_name',
  'botName',
  'bot_name',
  'chatbotName',
  'chatbot_name',
  'app_name',
  'workspace',
  'assistant_name'
]

/** The name, or null when the file gives none or several. */
export function guessAgentName(head: KnownHead): string | null {
  const around = nameIn(head.envelope)
  if (around !== null) return around
  const names = new Set([...head.records.filter(isObject), ...head.rows].map(nameIn))
  const [only] = names
  return names.size === 1 && only ? only : null
}

function nameIn(record: JsonObject): string | null {
  for (const key of ['agent', 'bot', 'chatbot', 'app']) {
    const inner = record[key]
    if (isObject(inner) && typeof inner['name'] === 'string' && inner['name'].trim() !== '') return inner['name'].trim()
  }
  for (const key of NAME_KEYS) {
    const name = record[key]
    if (typeof name === 'string' && name.trim() !== '') return name.trim().slice(0, 200)
  }
  return null
}
