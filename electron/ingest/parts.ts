// Messages made of parts (`{type: "text", text}`, tool calls, files): the text of a message and what is shown folded beside it.

import { isObject, type JsonObject } from '../../shared/json'
import { text } from './json-values'
import type { RawPart } from './raw'

const TEXT_TYPES = new Set(['text', 'input_text', 'output_text', 'markdown'])
const CALL_TYPES = new Set(['tool-call', 'tool_call', 'tool_use', 'function_call'])
const RESULT_TYPES = new Set(['tool-result', 'tool_result', 'function_call_output'])
const FILE_TYPES = new Set(['file', 'image', 'image_url', 'input_image', 'audio', 'video', 'document'])

export interface Content {
  readonly text: string
  readonly parts: readonly RawPart[]
}

/** Reads a message's content: a string, one part, or a list of parts. Parts of kinds nobody knows are kept. */
export function contentOf(value: unknown): Content {
  const texts: string[] = []
  const parts: RawPart[] = []
  for (const part of Array.isArray(value) ? value : [value]) {
    if (!isObject(part)) {
      const own = text(part)
      if (own !== null) texts.push(own)
    } else if (isTextPart(part)) {
      const own = text(part['text']) ?? text(part['content'])
      if (own !== null) texts.push(own)
    } else parts.push(foldedPart(part))
  }
  return { text: texts.join('\n\n'), parts }
}

function isTextPart(part: JsonObject): boolean {
  const type = part['type']
  return typeof type === 'string' ? TEXT_TYPES.has(type) : text(part['text']) !== null
}

function foldedPart(part: JsonObject): RawPart {
  const type = text(part['type']) ?? ''
  const name = text(part['toolName']) ?? text(part['name'])
  if (CALL_TYPES.has(type))
    return { kind: 'tool-call', name, body: part['input'] ?? part['arguments'] ?? part['args'] ?? null }
  if (RESULT_TYPES.has(type))
    return { kind: 'tool-result', name, body: part['output'] ?? part['result'] ?? part['content'] ?? null }
  return { kind: FILE_TYPES.has(type) ? 'file' : 'other', name: name ?? (type || null), body: part }
}
