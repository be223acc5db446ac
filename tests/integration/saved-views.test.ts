// Saved views: kept in order, renamed, removed and put back, and kept even where this version does not understand them.
import { expect, it } from 'vitest'
import {
  listViews,
  orderViews,
  removeView,
  renameView,
  restoreView,
  saveView
} from '../../electron/database/saved-views'
import { parseQuery } from '../../shared/query/parse-query'
import { BUILT_IN_VIEWS, viewBodySchema } from '../../shared/saved-view'
import { tempWorkspace } from '../support/temp-workspace'

const body = (text: string) => viewBodySchema.parse({ text })

it('keeps views in the order they are put in', () => {
  const { database } = tempWorkspace()
  const ids = ['a', 'b', 'c'].map((name) => saveView(database, { name, body: body(name) }).id)
  orderViews(database, [ids[2]!, ids[0]!])
  expect(listViews(database).map((view) => view.name)).toEqual(['c', 'a', 'b'])
  renameView(database, ids[0]!, 'first')
  const removed = removeView(database, ids[0]!)
  expect(listViews(database).map((view) => view.name)).toEqual(['c', 'b'])
  restoreView(database, removed)
  expect(listViews(database).map((view) => [view.id, view.name])).toEqual([
    [ids[2], 'c'],
    [ids[0], 'first'],
    [ids[1], 'b']
  ])
  expect(() => removeView(database, 99)).toThrow(expect.objectContaining({ code: 'not-found' }))
})

it('keeps what it does not know, and says what it cannot run', () => {
  const { database } = tempWorkspace()
  const add = (name: string, text: string) =>
    database.prepare('INSERT INTO saved_view (name, body, position, updated_at) VALUES (?, ?, 1, 0)').run(name, text)
      .lastInsertRowid
  const newer = add('newer', '{"version":2,"text":"channel:email","rail":"left"}')
  add('odd', '{"text":"statsu:open"}')
  add('broken', 'not json')
  expect(listViews(database).map((view) => [view.name, view.problems.length])).toEqual([
    ['newer', 1],
    ['odd', 1],
    ['broken', 1]
  ])
  saveView(database, { id: newer, name: 'newer', body: body('channel:phone') })
  expect(listViews(database)[0]!.body).toMatchObject({ text: 'channel:phone', rail: 'left' })
})

it('has built-in views that can be read', () => {
  for (const view of BUILT_IN_VIEWS) expect(parseQuery(view.text).problems).toEqual([])
})
