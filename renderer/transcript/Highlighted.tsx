// Plain text with its hits marked. Never Markdown, never HTML: what a customer wrote is shown letter by letter.
import { Fragment, type ReactNode } from 'react'
import { cut, type FindHits, SHADE_WORDS } from './markdown-plugins'

export interface HighlightedProps {
  readonly text: string
  readonly find: FindHits | null
  /** What is shaded, besides. */
  readonly shade?: FindHits | null
}

export function Highlighted({ text, find, shade = null }: HighlightedProps) {
  const hits = find?.(text) ?? []
  const shaded = shade?.(text) ?? []
  if (hits.length === 0 && shaded.length === 0) return text
  let at = 0
  const marked = (piece: string, from: number): ReactNode => {
    let place = from
    const own = hits.map(({ start, end }) => ({ start: start - from, end: end - from }))
    return cut(piece, own).map((one) => {
      const key = place
      place += one.text.length
      return one.isHit ? <mark key={key}>{one.text}</mark> : <Fragment key={key}>{one.text}</Fragment>
    })
  }
  return cut(text, shaded).map((piece) => {
    const key = at
    at += piece.text.length
    return piece.isHit ? (
      <span key={key} title={SHADE_WORDS} data-ungrounded="">
        {marked(piece.text, key)}
      </span>
    ) : (
      <Fragment key={key}>{marked(piece.text, key)}</Fragment>
    )
  })
}
