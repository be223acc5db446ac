// Citations under the names that sources use for them.

import { isObject, type JsonObject } from '../../shared/json'
import { first, idOf, number, object, text } from './json-values'
import type { RawCitation } from './raw'

/**
 * Citations of a list in any of the usual shapes: title|name, url|link, excerpt|snippet|content|text, score|similarity; a bare
 * text is a title or an address, a bare number an id. Undefined when the value is no list: the source does not say.
 */
export function citationsOf(value: unknown): readonly RawCitation[] | undefined {
  return Array.isArray(value) ? value.map(citationOf) : undefined
}

function citationOf(value: unknown): RawCitation {
  if (isObject(value)) return fromObject(value)
  const word = text(value)
  if (typeof value === 'number') return { id: word }
  return /^https?:\/\//i.test(word ?? '') ? { url: word } : { title: word }
}

function fromObject(value: JsonObject): RawCitation {
  const more = object(value['metadata'])
  return {
    title: text(first(value, 'title', 'name', 'document_name', 'docName')) ?? text(first(more, 'title', 'name')),
    url: text(first(value, 'url', 'link', 'href')) ?? text(first(more, 'url', 'source', 'link')),
    excerpt: text(first(value, 'excerpt', 'snippet', 'content', 'text', 'pageContent')),
    score: number(first(value, 'score', 'similarity', 'relevance')),
    id: idOf(first(value, 'sourceId', 'source_id', 'segment_id', 'id')) ?? null,
    kind: text(first(value, 'sourceType', 'type', 'content_type', 'kind'))
  }
}
