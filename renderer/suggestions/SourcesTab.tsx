// Which sources the answers rest on and what became of those answers. Every number opens exactly the conversations it counts.
import { Alert, Button, Loader, TextInput } from '@mantine/core'
import { IconBooks } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { CitedSources } from '../../shared/answers'
import { fold } from '../../shared/search-text'
import { useContract } from '../api'
import { useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { useShowConversations } from '../show-conversations'
import { SourceNumbers, SourceRow } from './SourceRow'
import { type SourceSort, sortSources } from './source-order'
import classes from './sources-tab.module.css'
import page from './suggestions.module.css'

const STEP = 100

export function SourcesTab() {
  const { query } = useCurrentQuery()
  const { data, error, isFetching, refetch } = useContract(
    'answers.sources',
    { agentId: query.agentId },
    { keepPrevious: true, tables: ['conversation', 'import', 'review'] }
  )
  if (error)
    return (
      <Alert color="red" role="alert">
        {error.message}{' '}
        <Button size="compact-xs" variant="light" onClick={() => void refetch()}>
          Try again
        </Button>
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
                  <SourceNumbers of={sources.none} name="Answers without citations" />
                  <td />
                </tr>
              )}
              {rows.slice(0, shown).map((source) => (
                <SourceRow key={source.name} source={source} />
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
