// What an answer was grounded in: one line each, opened in place for its excerpt and its address. List "Citations".
import { useState } from 'react'
import type { Citation } from '../../shared/domain'
import groundClasses from './grounds.module.css'
import { Highlighted } from './Highlighted'
import type { FindHits } from './markdown-plugins'
import { isWebAddress, SafeLink } from './SafeLink'
import classes from './transcript.module.css'
import { score } from './words'

/** More than these are folded until asked for. */
const SHOWN = 5

export function Citations({
  citations,
  find
}: {
  readonly citations: readonly Citation[]
  readonly find: FindHits | null
}) {
  const [all, setAll] = useState(false)
  if (citations.length === 0) return null
  const holdsLateHit = citations.slice(SHOWN).some((citation) => holdsHit(citation, find))
  const shown = all || holdsLateHit ? citations : citations.slice(0, SHOWN)
  return (
    <div className={groundClasses.citations}>
      <ul aria-label="Citations">
        {shown.map((citation, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: citations have no identity and keep their order
          <CitationItem key={index} citation={citation} number={index + 1} find={find} />
        ))}
      </ul>
      {shown.length < citations.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          Show all {citations.length} citations
        </button>
      )}
    </div>
  )
}

function CitationItem({
  citation,
  number,
  find
}: {
  readonly citation: Citation
  readonly number: number
  readonly find: FindHits | null
}) {
  const [chosen, setChosen] = useState<boolean | null>(null)
  const open = chosen ?? holdsHit(citation, find)
  const { title, url, excerpt } = citation
  return (
    <li>
      <details open={open} onToggle={(event) => setChosen(event.currentTarget.open)}>
        <summary data-citation>
          <span className={groundClasses.citationNumber}>{number}</span>
          <bdi className={groundClasses.citationTitle}>
            <Highlighted text={title ?? url ?? 'Untitled source'} find={find} />
          </bdi>
          {citation.score !== null && (
            <span className={classes.muted} title="Relevance score of this source">
              {score(citation.score)}
            </span>
          )}
        </summary>
        <div className={groundClasses.citationBody}>
          {excerpt !== null && excerpt !== '' ? (
            <div className={groundClasses.excerpt} dir="auto">
              <Highlighted text={excerpt} find={find} />
            </div>
          ) : (
            <div className={classes.muted}>The source gives no excerpt.</div>
          )}
          {url !== null && (
            <div className={groundClasses.address}>
              <SafeLink url={url}>{isWebAddress(url) ? url : `${url} (not a web address)`}</SafeLink>
            </div>
          )}
        </div>
      </details>
    </li>
  )
}

const holdsHit = ({ title, excerpt }: Citation, find: FindHits | null): boolean =>
  find !== null && (find(title ?? '').length > 0 || find(excerpt ?? '').length > 0)
