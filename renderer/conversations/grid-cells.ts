// Cells that are more than text: badges with a mark of their own (never colour alone), thumbs, tags, the snippet with its hits.
import type { Band, ConversationRow, Snippet, Span } from '../../shared/domain'
import { BAND_WORDS, ROLE_WORDS } from '../components/words'

function element(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

function hidden(text: string): HTMLElement {
  const made = element('span', '', text)
  made.ariaHidden = 'true'
  return made
}

export function confidenceWords(row: ConversationRow): string {
  return row.confidence === null ? '' : `${BAND_WORDS[row.band]} ${row.confidence.toFixed(2)}`
}

/** The shape tells the band as the colour does: full, half, empty. */
const BAND_MARKS: Readonly<Record<Band, string>> = { high: '●', medium: '◐', low: '○', none: '' }

export function confidenceCell(row: ConversationRow): Node {
  if (row.confidence === null) return document.createTextNode('')
  return element(
    'span',
    `badge badge-${row.band}`,
    hidden(BAND_MARKS[row.band]),
    element('span', '', BAND_WORDS[row.band]),
    element('span', 'numbers', row.confidence.toFixed(2))
  )
}

export function feedbackWords(row: ConversationRow): string {
  const parts = []
  if (row.upCount) parts.push(`${row.upCount} up`)
  if (row.downCount) parts.push(`${row.downCount} down`)
  return parts.join(', ')
}

export function feedbackCell(row: ConversationRow): Node {
  const cell = element('span', 'thumbs')
  if (row.upCount) cell.append(element('span', 'thumb thumb-up', hidden('▲'), `${row.upCount}`, spoken(' up')))
  if (row.downCount) cell.append(element('span', 'thumb thumb-down', hidden('▼'), `${row.downCount}`, spoken(' down')))
  return cell
}

function spoken(text: string): HTMLElement {
  return element('span', 'only-spoken', text)
}

export function tagsCell(row: ConversationRow): Node {
  return element('span', 'tags', ...row.tags.map((tag) => element('span', 'tag', tag)))
}

/** The opening message; under a search, the place where it was found. */
export function previewCell(row: ConversationRow): Node {
  if (row.snippet) return snippetCell(row.snippet)
  return element('span', 'preview', row.preview || row.title || '')
}

const WHERE_FOUND: Readonly<Record<Snippet['role'], string>> = { ...ROLE_WORDS, citation: 'Citation', note: 'Note' }

function snippetCell(snippet: Snippet): Node {
  const cell = element('span', 'preview')
  if (snippet.role !== 'customer') cell.append(element('span', 'found-in', WHERE_FOUND[snippet.role]))
  cell.append(...withHits(snippet.text, snippet.hits))
  return cell
}

/** The text with its hits marked. Hits out of order or out of the text are left out. */
export function withHits(text: string, hits: readonly Span[]): (Node | string)[] {
  const parts: (Node | string)[] = []
  let at = 0
  for (const { start, end } of hits) {
    if (start < at || end > text.length || start >= end) continue
    parts.push(text.slice(at, start), element('mark', '', text.slice(start, end)))
    at = end
  }
  parts.push(text.slice(at))
  return parts
}
