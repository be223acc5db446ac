// What stands in place of rows when there are none: nothing imported yet, nothing found, or an answer that failed.
import { Button, Stack, Text, Title } from '@mantine/core'
import type { AppError } from '../../shared/errors'
import { useCurrentQuery } from '../current-query'
import { useNavigation } from '../navigation'
import classes from './EmptyList.module.css'

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

/** The query matches nothing. */
export function NothingFound() {
  const { setText } = useCurrentQuery()
  return (
    <Message title="No conversation matches">
      <Button variant="default" onClick={() => setText('', false)}>
        Clear the search and all filters
      </Button>
    </Message>
  )
}

export function ListFailed({ error, onRetry }: { readonly error: AppError; onRetry(): void }) {
  return (
    <Message title="The list could not be read">
      <Text size="sm" role="alert">
        {error.message}
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
