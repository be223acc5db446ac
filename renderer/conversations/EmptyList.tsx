// What stands in place of rows when there are none: nothing imported yet, nothing found, or an answer that failed.
import { Button, Stack, Text, Title } from '@mantine/core'
import type { AppError } from '../../shared/errors'
import { EVERYTHING, type Filter } from '../../shared/query/query'
import { useContract } from '../api'
import { useCommands } from '../commands'
import { useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { removeClause, replaceClause } from '../filter-edit'
import { useNavigation } from '../navigation'
import { Shown, useShown } from '../shown-words'
import { useTimeZone } from '../use-settings'
import classes from './EmptyList.module.css'
import { guessableFields, valueGuesses } from './value-guesses'

/** No conversation at all. */
export function EmptyWorkspace() {
  const { openImport } = useNavigation()
  return (
    <Message title="No conversations yet">
      <Text size="sm" className="muted">
        Open an export of your agent’s conversations, or drop its files anywhere on this window.
      </Text>
      <Button onClick={() => openImport()}>Import files</Button>
    </Message>
  )
}

/** The query matches nothing: what each clause keeps away. */
export function NothingFound() {
  const { query, setText, editFilter } = useCurrentQuery()
  const format = useFormat()
  const timeZone = useTimeZone()
  const { data: drops = [] } = useContract('conversations.explainEmpty', { query, timeZone })
  const fields = guessableFields(query.filter)
  const { data: facets = [] } = useContract(
    'conversations.facets',
    { query: { ...EVERYTHING, agentId: query.agentId }, timeZone, fields: fields.map((field) => ({ field })) },
    { enabled: fields.length > 0 }
  )
  const guesses = valueGuesses(query.filter, facets)
  const { run } = useCommands()
  const shown = useShown()
  const edit = (change: (filter: Filter) => Filter) => {
    editFilter(change)
    // The button that had the focus goes with this message.
    run('search.focus')
  }
  return (
    <Message title="No conversation matches">
      {guesses.map(({ index, typed, value, clause }) => (
        <Text key={`${index} ${typed}`} size="sm">
          “{shown(typed)}” is not in the data.{' '}
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => edit((filter) => replaceClause(filter, index, [clause]))}
          >
            Use “{shown(value)}”
          </Button>
        </Text>
      ))}
      {drops.length > 0 && (
        <ul className={classes.drops} aria-label="What would be found">
          {drops.map(({ index, text, count }) => (
            <li key={index}>
              <Text size="sm" component="span" className="numbers">
                Without <code>{text}</code>: {format.number(count)}
              </Text>
              <Button
                size="compact-xs"
                variant="default"
                disabled={count === 0}
                aria-label={`Drop ${text}`}
                onClick={() => edit((filter) => removeClause(filter, index))}
              >
                Drop
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button
        variant="default"
        onClick={() => {
          setText('', false)
          run('search.focus')
        }}
      >
        Clear the search and all filters
      </Button>
    </Message>
  )
}

export function ListFailed({ error, onRetry }: { readonly error: AppError; onRetry(): void }) {
  return (
    <Message title="The list could not be read">
      <Text size="sm" role="alert">
        <Shown text={error.message} />
      </Text>
      <Button variant="default" onClick={onRetry}>
        Try again
      </Button>
    </Message>
  )
}

export function Message({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div className={classes.over}>
      <Stack align="center" gap="xs" maw={480} ta="center">
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </div>
  )
}
