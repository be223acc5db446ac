// Which sources the answers rest on and what became of those answers. Every number opens exactly the conversations it counts.
import { Alert, Loader, TextInput } from '@mantine/core'
import { IconBooks } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { AnswersFrom, CitedSource, CitedSources, Found } from '../../shared/answers'
import { fold } from '../../shared/search-text'
import { wilson } from '../../shared/wilson'
import { useContract } from '../api'
import { type Format, useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { useNavigation } from '../navigation'
import { useShowConversations } from '../show-conversations'
import { SafeLink } from '../transcript/SafeLink'
import { type SourceSort, sortSources } from './source-order'
import classes from './sources-tab.module.css'
import page from './suggestions.module.css'

const STEP = 100

export function SourcesTab() {
  const { query } = useCurrentQuery()
  const { data, error, isFetching } = useContract(
    'answers.sources',
    { agentId: query.agentId },
    { keepPrevious: true, tables: ['conversation', 'import', 'review'] }
  )
  if (error)
    return (
      <Alert color="red" role="alert">
        {error.message}
      </Alert>
    )
  if (!data) return <Loader size="sm" m="md" aria-label="Reading citations" />
  return <Sources sources={data} isReading={isFetching} />
}

function Sources({ sources, isReading }: { readonly sources: CitedSources; readonly isReading: boolean }) {
  const format = useFormat()
  const [text, setText] = useState('')
  const [sort, setSort] = useState<SourceSort>({ by: 'all', descending: true })
  const [shown, setShown] = useState(STEP)
  const rows = useMemo(() => {
    const words = fold(text).split(/\s+/).filter(Boolean)
    const found = sources.sources.filter(({ name, url }) =>
      words.every((word) => fold(`${name} ${url ?? ''}`).includes(word))
    )
    return sortSources(found, sort)
  }, [sources, text, sort])
  return (
    <>
      <header className={page.head}>
        <p className={page.summary} role="status" aria-label="Sources summary">
          {sources.total === 1 ? '1 source is' : `${format.number(sources.total)} sources are`} cited in{' '}
          {format.number(sources.conversations)} conversations.
          {sources.total > sources.sources.length &&
            ` The ${format.number(sources.sources.length)} cited most are shown.`}
        </p>
        <TextInput
          type="search"
          className={page.search}
          aria-label="Search sources"
          placeholder="Search titles and addresses"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </header>
      <Uncited sources={sources} />
      {sources.sources.length === 0 && sources.none.answers === 0 ? (
        <Nothing />
      ) : (
        <div className={classes.scroll} aria-busy={isReading}>
          <table className={page.table} aria-label="Cited sources">
            <thead>
              <tr>
                <Head by="name" sort={sort} onSort={setSort} words="Source" />
                <Head by="all" sort={sort} onSort={setSort} words="Conversations" />
                <Head by="down" sort={sort} onSort={setSort} words="Thumbs down" />
                <Head by="handedOff" sort={sort} onSort={setSort} words="Handed off" />
                <Head by="wrong" sort={sort} onSort={setSort} words="Judged wrong" />
                <Head by="lastAt" sort={sort} onSort={setSort} words="Last cited" />
              </tr>
            </thead>
            <tbody>
              {sources.none.answers > 0 && (
                <tr className={classes.none}>
                  <td className={classes.name}>Answers without citations</td>
                  <Numbers of={sources.none} name="Answers without citations" />
                  <td />
                </tr>
              )}
              {rows.slice(0, shown).map((source) => (
                <Row key={source.name} source={source} />
              ))}
            </tbody>
          </table>
          {shown < rows.length && (
            <button type="button" className={page.more} onClick={() => setShown(shown + STEP)}>
              Show more ({(rows.length - shown).toLocaleString()} left)
            </button>
          )}
        </div>
      )}
    </>
  )
}

function Uncited({ sources: { uncited } }: { readonly sources: CitedSources }) {
  const { filter } = useShowConversations()
  const format = useFormat()
  if (uncited.length === 0) return null
  return (
    <Alert color="gray" className={classes.uncited}>
      {uncited.map(({ name, silent }) => (
        <div key={name}>
          <bdi>{name}</bdi> carries no citations: nothing is known of what its{' '}
          <button type="button" className={page.link} onClick={() => filter(silent.filter)}>
            {format.number(silent.count)} {silent.count === 1 ? 'conversation' : 'conversations'}
          </button>{' '}
          rest on.
        </div>
      ))}
    </Alert>
  )
}

function Head({
  by,
  sort,
  onSort,
  words
}: {
  readonly by: SourceSort['by']
  readonly sort: SourceSort
  onSort(sort: SourceSort): void
  readonly words: string
}) {
  const isSorted = sort.by === by
  return (
    <th
      className={by === 'name' ? undefined : page.number}
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort({ by, descending: isSorted ? !sort.descending : by !== 'name' })}
      >
        {words}
        {isSorted && <span aria-hidden>{sort.descending ? ' ↓' : ' ↑'}</span>}
      </button>
    </th>
  )
}

function Row({ source }: { readonly source: CitedSource }) {
  const format = useFormat()
  const { openConversation } = useNavigation()
  const { name, url, lastAt, lastIn } = source
  return (
    <tr>
      <td className={classes.name}>
        <bdi>{name}</bdi>
        {url !== null && url !== name && (
          <div className={classes.address}>
            <SafeLink url={url}>{url}</SafeLink>
          </div>
        )}
      </td>
      <Numbers of={source} name={name} />
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

function Numbers({ of, name }: { readonly of: AnswersFrom; readonly name: string }) {
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
  return share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 })
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

function Nothing() {
  return (
    <div className={page.empty}>
      <IconBooks size={30} stroke={1.3} aria-hidden />
      <p>No citations yet.</p>
      <p className="muted">
        Nothing that was imported says what its answers rest on. Exports and connections that carry citations show them
        here.
      </p>
    </div>
  )
}
