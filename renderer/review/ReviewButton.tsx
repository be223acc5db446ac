// Above the list: review exactly what it shows. Also the key for it.
import { IconChecklist } from '@tabler/icons-react'
import { useState } from 'react'
import type { ResultSet } from '../../shared/domain'
import type { Query } from '../../shared/query/query'
import { commandHint, useCommand } from '../commands'
import { ToolButton } from '../components/ToolButton'
import { StartReviewDialog } from './StartReviewDialog'

export function ReviewButton({
  query,
  resultSet,
  active
}: {
  readonly query: Query | null
  readonly resultSet: ResultSet | null
  readonly active: boolean
}) {
  const [asked, setAsked] = useState<{ readonly query: Query; readonly resultSet: ResultSet } | null>(null)
  const canStart = active && query !== null && resultSet !== null && resultSet.total > 0
  const ask = () => query && resultSet && setAsked({ query, resultSet })
  useCommand('review.start', ask, canStart)
  return (
    <>
      <ToolButton
        label="Review"
        icon={<IconChecklist size={14} />}
        title={commandHint('review.start')}
        disabled={!canStart}
        onClick={ask}
      />
      {asked && <StartReviewDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}
