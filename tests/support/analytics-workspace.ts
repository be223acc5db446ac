// A workspace to count in, and who asks: a zone whose clocks change, a fixed now.
import { onTestFinished } from 'vitest'
import { openReadable, type ReadableDatabase } from '../../electron/database/open'
import { createSearch, type Search } from '../../electron/search/result-sets'
import { DEFAULT_BAND_LIMITS } from '../../shared/domain'
import { seedConversations } from './seed-workspace'
import { tempWorkspace } from './temp-workspace'
import { writeSeed } from './write-seed'

export const asker = {
  timeZone: 'Europe/Berlin',
  now: Date.UTC(2026, 4, 20, 11),
  reviewer: 'Ada',
  bands: DEFAULT_BAND_LIMITS
}

/** 250 made-up conversations, as the reader opens them. */
export function analyticsWorkspace(): { readonly database: ReadableDatabase; readonly search: Search } {
  const { database, file } = tempWorkspace()
  writeSeed(database, seedConversations(250, 11))
  const reader = openReadable(file)
  onTestFinished(() => reader.close())
  return { database: reader, search: createSearch(reader) }
}
