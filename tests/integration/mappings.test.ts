import { expect, it } from 'vitest'
import { recallMapping, rememberMapping } from '../../electron/database/mappings'
import { shapeOf } from '../../electron/import/mapping'
import type { Mapping } from '../../shared/import-plan'
import { tempWorkspace } from '../support/temp-workspace'

const mapping: Mapping = {
  version: 1,
  rows: 'pair',
  columns: { Frage: 'pair.question', Antwort: 'pair.answer' },
  dateOrder: 'dmy'
}

it('a mapping is remembered for files of the same columns, the latest one', () => {
  const { database } = tempWorkspace()
  const shape = shapeOf(['Frage', 'Antwort'])
  expect(recallMapping(database, shape)).toBeNull()
  rememberMapping(database, shape, { ...mapping, dateOrder: 'mdy' })
  rememberMapping(database, shape, mapping)
  expect(recallMapping(database, shapeOf(['Antwort', 'Frage']))).toEqual(mapping)
  expect(recallMapping(database, shapeOf(['Frage']))).toBeNull()
})

it('a remembered mapping that cannot be read is none', () => {
  const { database } = tempWorkspace()
  database.prepare('INSERT INTO remembered_mapping VALUES (?, ?, ?)').run('old', '{"version":0}', 1)
  database.prepare('INSERT INTO remembered_mapping VALUES (?, ?, ?)').run('broken', '{', 1)
  expect(recallMapping(database, 'old')).toBeNull()
  expect(recallMapping(database, 'broken')).toBeNull()
})
