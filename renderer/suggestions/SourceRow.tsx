// A cited source as a line of the table: what it is called, and its numbers, each opening the conversations it counts.
import type { ReactNode } from 'react'
import type { AnswersFrom, CitedSource, Found } from '../../shared/answers'
import { wilson } from '../../shared/wilson'
import { type Format, useFormat } from '../components/format'
import { numberFormat } from '../components/formatters'
import { useNavigation } from '../navigation'
import { useShowConversations } from '../show-conversations'
import { SafeLink } from '../transcript/SafeLink'
import classes from './sources-tab.module.css'
import page from './suggestions.module.css'

export function SourceRow({ source }: { readonly source: CitedSource }) {
  const format = useFormat()
  const { openConversation } = useNavigation()
  const { name, url, lastAt, lastIn } = source
  return (
    <tr>
      <td className={classes.name}>
        <bdi>{name || 'Untitled source'}</bdi>
        {url !== null && url !== name && (
          <div className={classes.address}>
            <SafeLink url={url}>{url}</SafeLink>
          </div>
        )}
      </td>
      <SourceNumbers of={source} name={name} />
      <td className={page.number}>
        {lastAt !== null && lastIn !== null ? (
          <button
            type="button"
            className={page.link}
            title={`${format.long(lastAt)}: read the conversation`}
            onClick={() => openConversation(lastIn)}
          >
            {format.day(lastAt)}
          </button>
        ) : (
          '–'
        )}
      </td>
    </tr>
  )
}

/** What became of the answers: conversations, each a way into them. */
export function SourceNumbers({ of, name }: { readonly of: AnswersFrom; readonly name: string }) {
  const format = useFormat()
  return (
    <>
      <td className={page.number}>
        <FoundLink found={of.all} words={`Conversations that rest on ${name}`} />
        <div className={page.sub}>
          {format.number(of.answers)} {of.answers === 1 ? 'answer' : 'answers'}
        </div>
      </td>
      <Part found={of.down} of={of.all} words={`Thumbs down on ${name}`} />
      <Part found={of.handedOff} of={of.all} words={`Handed off: ${name}`} />
      <Part found={of.wrong} of={of.all} words={`Judged wrong: ${name}`} />
    </>
  )
}

function Part({ found, of, words }: { readonly found: Found; readonly of: Found; readonly words: string }) {
  const format = useFormat()
  return (
    <td className={page.number}>
      <FoundLink found={found} words={words} />
      {found.count > 0 && (
        <div className={page.sub} title={intervalWords(found.count, of.count, format)}>
          {percent(found.count / of.count, format)}
        </div>
      )}
    </td>
  )
}

function intervalWords(hits: number, n: number, format: Format): string {
  const { low, high } = wilson(hits, n)
  return `${percent(low, format)} to ${percent(high, format)} at 95 % confidence, of ${format.number(n)} conversations`
}

function percent(share: number, { locale }: Format): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

function FoundLink({ found, words }: { readonly found: Found; readonly words: string }): ReactNode {
  const format = useFormat()
  const { filter } = useShowConversations()
  if (found.count === 0) return '–'
  return (
    <button
      type="button"
      className={page.link}
      aria-label={`${words}: ${format.number(found.count)}`}
      title="Show these conversations"
      onClick={() => filter(found.filter)}
    >
      {format.number(found.count)}
    </button>
  )
}
