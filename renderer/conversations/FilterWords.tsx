// The filter in words, for whoever does not read its syntax.

import { Text } from '@mantine/core'
import { memo } from 'react'
import { describeQuery } from '../../shared/query/describe-query'
import { useCurrentQuery } from '../current-query'
import { clausesOf } from '../filter-edit'
import { useShown } from '../shown-words'

export const FilterWords = memo(function FilterWords() {
  const { query } = useCurrentQuery()
  const shown = useShown()
  if (clausesOf(query.filter).length === 0) return null
  const words = shown(describeQuery(query))
  return (
    <Text size="xs" className="muted" truncate title={words}>
      {words}
    </Text>
  )
})
