// Plain text with its hits marked. Never Markdown, never HTML: what a customer wrote is shown letter by letter.
import { Fragment } from 'react'
import { cut, type FindHits } from './markdown-plugins'

export function Highlighted({ text, find }: { readonly text: string; readonly find: FindHits | null }) {
  const hits = find?.(text) ?? []
  if (hits.length === 0) return text
  let at = 0
  return cut(text, hits).map((piece) => {
    const key = at
    at += piece.text.length
    return piece.isHit ? <mark key={key}>{piece.text}</mark> : <Fragment key={key}>{piece.text}</Fragment>
  })
}
