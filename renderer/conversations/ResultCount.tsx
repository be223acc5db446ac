// "1,204 of 48,113 conversations": exact, and honest while it is not known. Status "Result count".
import { Text } from '@mantine/core'
import type { ResultSet } from '../../shared/domain'
import { useFormat } from '../components/format'
import type { Selection } from './list-grid'

interface ResultCountProps {
  readonly resultSet: ResultSet | null
  readonly slow: boolean
  /** The count is of an older query; the answer to the newest is on its way. */
  readonly stale: boolean
  /** The list could not be read; the reason stands in its place. */
  readonly failed: boolean
  /** The text in the search box cannot be run. */
  readonly blocked: boolean
  /** It is blocked because it is still being typed. */
  readonly unfinished: boolean
  readonly selection: Selection
}

export function ResultCount({ resultSet, slow, stale, failed, blocked, unfinished, selection }: ResultCountProps) {
  const format = useFormat()
  const selected = selection.all ? (resultSet?.total ?? 0) : selection.ids.length
  return (
    <Text
      size="xs"
      role="status"
      aria-label="Result count"
      aria-busy={stale}
      className="numbers"
      style={{ flex: 'none' }}
    >
      {words()}
      {/* One row is only the one that is being read. */}
      {selected > 1 && !slow && !blocked && <span className="muted"> · {format.number(selected)} selected</span>}
    </Text>
  )

  function words(): string {
    if (unfinished) return 'Type on: the last term is not complete'
    if (blocked) return 'Not searched: the text has a mistake'
    if (failed) return 'Not known'
    if (slow || !resultSet) return 'Searching…'
    return `${format.number(resultSet.total)} of ${format.number(resultSet.of)} conversations`
  }
}
