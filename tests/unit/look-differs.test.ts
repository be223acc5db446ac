import { expect, it } from 'vitest'
import { looksOtherwise } from '../../renderer/views/look-differs'

const column = (colId: string, more = {}) => ({ colId, width: 100, hide: false, pinned: null, flex: null, ...more })
const columns = [column('started'), column('preview', { flex: 1, width: 412 }), column('topic', { hide: true })]
const view = { columns, density: 'compact' as const }

it.each([
  ['nothing', { density: 'compact' as const, columns }, false],
  ['the height of the rows', { density: 'comfortable' as const, columns }, true],
  ['the order', { density: 'compact' as const, columns: columns.toReversed() }, true],
  [
    'a hidden column',
    { density: 'compact' as const, columns: [column('started', { hide: true }), ...columns.slice(1)] },
    true
  ],
  [
    'a pinned column',
    { density: 'compact' as const, columns: [column('started', { pinned: 'left' }), ...columns.slice(1)] },
    true
  ],
  ['a width', { density: 'compact' as const, columns: [column('started', { width: 140 }), ...columns.slice(1)] }, true],
  [
    'the room that the window gives, and the width of what is hidden',
    {
      density: 'compact' as const,
      columns: [columns[0]!, column('preview', { flex: 1, width: 700 }), column('topic', { hide: true, width: 5 })]
    },
    false
  ],
  ['a column of another version', { density: 'compact' as const, columns: [...columns, column('mood')] }, false],
  ['columns that were never touched', { density: 'compact' as const, columns: undefined }, false]
])('a saved view looks otherwise by %s: %s', (_what, shown, expected) => {
  expect(looksOtherwise(view, shown)).toBe(expected)
})

it('a view without a look differs from nothing', () => {
  expect(looksOtherwise({}, { density: 'comfortable', columns })).toBe(false)
})
