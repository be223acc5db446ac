// Tool calls, their results, files and unknown parts of a message: folded, opened by a click or because they hold a hit.
import { useState } from 'react'
import type { MessagePart } from '../../shared/domain'
import groundClasses from './grounds.module.css'
import { Highlighted } from './Highlighted'
import type { FindHits } from './markdown-plugins'

const KIND_WORDS = {
  'tool-call': 'Tool call',
  'tool-result': 'Tool result',
  file: 'File',
  other: 'Other part'
} as const satisfies Record<MessagePart['kind'], string>

/** Shown at most, in UTF-16 units; the whole is in the raw record. */
const BODY_LIMIT = 50_000

export function MessageParts({
  parts,
  find
}: {
  readonly parts: readonly MessagePart[]
  readonly find: FindHits | null
}) {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity and keep their order
  return parts.map((part, index) => <Part key={index} part={part} find={find} />)
}

function Part({ part, find }: { readonly part: MessagePart; readonly find: FindHits | null }) {
  const [chosen, setChosen] = useState<boolean | null>(null)
  const open = chosen ?? (find !== null && (find(part.body).length > 0 || find(part.name ?? '').length > 0))
  const body =
    part.body.length > BODY_LIMIT ? `${part.body.slice(0, BODY_LIMIT)}\n… (the rest is in the raw record)` : part.body
  return (
    <details className={groundClasses.part} open={open} onToggle={(event) => setChosen(event.currentTarget.open)}>
      <summary>
        {KIND_WORDS[part.kind]}
        {part.name && (
          <>
            {' '}
            <bdi className={groundClasses.partName}>
              <Highlighted text={part.name} find={find} />
            </bdi>
          </>
        )}
      </summary>
      {open && (
        <pre dir="auto">
          <Highlighted text={body} find={find} />
        </pre>
      )}
    </details>
  )
}
