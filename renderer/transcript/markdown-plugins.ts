// What is done to an answer's Markdown before it is shown: HTML stays visible as text, pictures become links, hits are marked.
// Each is a rehype plugin: a function over the HTML tree that react-markdown renders.
import type { Element, ElementContent, Root, RootContent, Text } from 'hast'
import { defaultSchema, type Options } from 'rehype-sanitize'
import type { Span } from '../../shared/domain'

type Parent = Root | Element
type Child = ElementContent | RootContent

/** UTF-16 units; some thousand words. */
const LENGTH_LIMIT = 12_000
/** Characters that begin or end something in Markdown. */
const SIGNS_LIMIT = 1_000
/** Twelve quotes or lists inside each other, at the beginning of a line. */
const DEEP = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){12}/m

/**
 * False for texts that are no answer but an attack on the parser, whose time grows with the square of what it has to pair and
 * to nest (thousands of open brackets take seconds). They are shown as they were written.
 */
export function isOrdinaryMarkdown(text: string): boolean {
  if (text.length > LENGTH_LIMIT || DEEP.test(text)) return false
  let signs = 0
  for (const _ of text.matchAll(/[*_~[\]`<|!]/g)) if (++signs > SIGNS_LIMIT) return false
  return true
}

/** Finds the places to mark in a text. */
export type FindHits = (text: string) => readonly Span[]

/**
 * Only what Markdown itself makes. No pictures, no forms, no ids or names (messages share one page), no attributes but these.
 * `mark` is not in it: it is added afterwards by us alone, so an answer cannot fake a hit.
 */
export const SANITIZE: Options = {
  tagNames: [
    ...['a', 'p', 'br', 'hr', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'sup', 'span'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td']
  ],
  attributes: { a: ['href', 'title'], ol: ['start'], th: ['align'], td: ['align'], code: [] },
  protocols: { href: ['http', 'https'] },
  ancestors: defaultSchema.ancestors ?? {},
  // Nothing is dropped in silence: what is not an element of this list leaves its text.
  strip: []
}

/** HTML in Markdown, which the sanitizer would drop, becomes the text that was written. */
export function rehypeHtmlAsText() {
  return (tree: Root): void =>
    rewrite(tree, (node) => (node.type === 'raw' ? [{ type: 'text', value: node.value }] : null))
}

/** A picture becomes a link to it, named by its alternative text, so that nothing is ever fetched to show a message. */
export function rehypePicturesAsLinks() {
  return (tree: Root): void =>
    rewrite(tree, (node, insideLink) => {
      if (node.type !== 'element') return null
      if (node.tagName === 'input') return [text(node.properties['checked'] === true ? '☑ ' : '☐ ')]
      if (node.tagName !== 'img') return null
      const alt = String(node.properties['alt'] ?? '').trim()
      const label = text(alt === '' ? 'Picture' : `Picture: ${alt}`)
      const href = String(node.properties['src'] ?? '')
      return insideLink
        ? [label]
        : [{ type: 'element', tagName: 'a', properties: { href, title: href }, children: [label] }]
    })
}

/** Wraps each hit in `mark`, also where it runs across bold text or a link. Blocks are searched as if a line lay between them. */
export function rehypeMarkHits(find: FindHits) {
  return () =>
    (tree: Root): void =>
      wrapHits(tree, find, (value) => ({ type: 'element', tagName: 'mark', properties: {}, children: [text(value)] }))
}

/** Shades what stands in no cited source: numbers, prices and dates where `find` finds them, links by where they lead. */
export function rehypeShade({ find, isKnownAddress }: Shade) {
  return () =>
    (tree: Root): void => {
      wrapHits(tree, find, (value) => shaded([text(value)]))
      rewrite(tree, (node) => {
        if (node.type !== 'element' || node.tagName !== 'a') return null
        const href = String(node.properties['href'] ?? '')
        return href === '' || isKnownAddress(href) ? [node] : [{ ...node, children: [shaded(node.children)] }]
      })
    }
}

/** What of an answer is shaded. */
export interface Shade {
  /** Everything but web addresses, which links are judged by. */
  readonly find: FindHits
  /** With web addresses, for text without links. */
  readonly findAll: FindHits
  readonly isKnownAddress: (url: string) => boolean
}

export const SHADE_WORDS = 'In none of the cited excerpts'

function shaded(children: ElementContent[]): Element {
  return { type: 'element', tagName: 'span', properties: { title: SHADE_WORDS, dataUngrounded: '' }, children }
}

function wrapHits(tree: Root, find: FindHits, wrap: (value: string) => Element): void {
  const texts: { readonly node: Text; readonly start: number }[] = []
  let whole = ''
  const collect = (parent: Parent) => {
    for (const child of parent.children) {
      if (child.type === 'text') {
        texts.push({ node: child, start: whole.length })
        whole += child.value
      } else if (child.type === 'element') {
        if (!INLINE.has(child.tagName)) whole += '\n'
        collect(child)
        if (!INLINE.has(child.tagName)) whole += '\n'
      }
    }
  }
  collect(tree)
  const hits = find(whole)
  if (hits.length === 0) return
  const starts = new Map(texts.map(({ node, start }) => [node, start]))
  rewrite(tree, (node) => {
    const start = node.type === 'text' ? starts.get(node) : undefined
    return node.type === 'text' && start !== undefined ? marked(node.value, start, hits, wrap) : null
  })
}

const INLINE = new Set(['a', 'strong', 'em', 'del', 'code', 'sup', 'span'])

/** The pieces of a text that begins at `start` of the searched text: plain ones and marked ones; null when nothing is hit. */
function marked(
  value: string,
  start: number,
  hits: readonly Span[],
  wrap: (value: string) => Element
): ElementContent[] | null {
  const pieces = cut(
    value,
    hits.map((hit) => ({ start: hit.start - start, end: hit.end - start }))
  )
  if (!pieces.some((piece) => piece.isHit)) return null
  return pieces.map((piece) => (piece.isHit ? wrap(piece.text) : text(piece.text)))
}

/** A text cut at its hits (ascending spans; parts of them outside the text are left out). Joined, the pieces are the text. */
export function cut(value: string, hits: readonly Span[]): { readonly text: string; readonly isHit: boolean }[] {
  const pieces: { text: string; isHit: boolean }[] = []
  let at = 0
  for (const hit of hits) {
    const start = Math.max(hit.start, at)
    const end = Math.min(hit.end, value.length)
    if (end <= start) continue
    if (start > at) pieces.push({ text: value.slice(at, start), isHit: false })
    pieces.push({ text: value.slice(start, end), isHit: true })
    at = end
  }
  if (at < value.length) pieces.push({ text: value.slice(at), isHit: false })
  return pieces
}

const text = (value: string): Text => ({ type: 'text', value })

/** Replaces nodes in place; `change` gives the new ones, or null to leave the node and go into it. */
function rewrite(parent: Parent, change: (node: Child, insideLink: boolean) => ElementContent[] | null): void {
  const visit = (node: Parent, insideLink: boolean) => {
    const children: Child[] = []
    for (const child of node.children) {
      const replaced = change(child, insideLink)
      if (replaced) {
        children.push(...replaced)
        continue
      }
      if (child.type === 'element') visit(child, insideLink || child.tagName === 'a')
      children.push(child)
    }
    node.children = children as typeof node.children
  }
  visit(parent, false)
}
