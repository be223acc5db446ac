// The order of the list in words, with the orders that no column header offers: by relevance.

import { Button, Menu } from '@mantine/core'
import { IconArrowsSort, IconCheck } from '@tabler/icons-react'
import { memo } from 'react'
import type { SortName } from '../../shared/query/fields'
import type { Sort } from '../../shared/query/query'

const ORDERS: readonly { readonly label: string; readonly sort: readonly Sort[]; readonly needsText?: boolean }[] = [
  { label: 'Newest first', sort: [] },
  { label: 'Oldest first', sort: [{ field: 'date', direction: 'asc' }] },
  { label: 'Last activity first', sort: [{ field: 'last', direction: 'desc' }] },
  { label: 'Best match first', sort: [{ field: 'relevance', direction: 'desc' }], needsText: true },
  { label: 'Lowest confidence first', sort: [{ field: 'confidence', direction: 'asc' }] },
  { label: 'Longest first', sort: [{ field: 'messages', direction: 'desc' }] }
]

const FIELD_WORDS: Readonly<Record<SortName, string>> = {
  date: 'start',
  last: 'last activity',
  preview: 'preview',
  channel: 'channel',
  status: 'status',
  messages: 'messages',
  feedback: 'feedback',
  confidence: 'confidence',
  sentiment: 'sentiment',
  topic: 'topic',
  customer: 'customer',
  agent: 'agent',
  source: 'source',
  review: 'review state',
  relevance: 'relevance'
}

interface SortMenuProps {
  readonly sort: readonly Sort[]
  /** Whether there is text to be relevant to. */
  readonly hasText: boolean
  onSort(sort: readonly Sort[]): void
}

export const SortMenu = memo(function SortMenu({ sort, hasText, onSort }: SortMenuProps) {
  const key = JSON.stringify(sort)
  const current = ORDERS.find((order) => JSON.stringify(order.sort) === key)
  const label = current?.label ?? `By ${sort.map(wordsOf).join(', then ')}`
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px={8}
          maw={190}
          style={{ flex: 'none' }}
          leftSection={<IconArrowsSort size={14} />}
          aria-label={`Order: ${label}`}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ORDERS.map((order) => (
          <Menu.Item
            key={order.label}
            disabled={order.needsText === true && !hasText}
            leftSection={order === current ? <IconCheck size={14} /> : <span style={{ width: 14 }} />}
            onClick={() => onSort(order.sort)}
          >
            {order.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
})

function wordsOf({ field, direction }: Sort): string {
  return `${FIELD_WORDS[field]}${direction === 'desc' ? ' (descending)' : ''}`
}
