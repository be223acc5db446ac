// A table whose rows are not sorted by conversation, through the whole import.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { importFiles } from '../../electron/import/import-files'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const call = { signal: new AbortController().signal, progress: () => undefined }

it('conversations whose rows stand far apart are whole, and importing them again changes nothing', async () => {
  const rows = ['conversation_id,message_id,role,text,created_at,status']
  const time = (second: number) => new Date(Date.UTC(2026, 0, 5, 10, 0, second)).toISOString()
  // Each conversation has its first row in the first round and its second row 600 rows later.
  for (const [round, role] of [
    ['first', 'user'],
    ['second', 'assistant']
  ] as const)
    for (let index = 0; index < 600; index++)
      rows.push(
        `c${index},m${index}-${round},${role},${round} ${index},${time(index + (round === 'first' ? 0 : 600))},${round === 'first' ? 'open' : 'ended'}`
      )
  const file = path.join(tempFolder(), 'scattered.csv')
  writeFileSync(file, `${rows.join('\n')}\n`)

  const { database } = tempWorkspace()
  const [first] = await importFiles(database, { files: [{ path: file }] }, call)
  expect(first).toMatchObject({ state: 'done', added: 600, updated: 0, unchanged: 0, messages: 1_200, rejected: 0 })
  const found = storedConversations(database)
  expect(found).toHaveLength(600)
  for (const { id, messages, status } of found) {
    const number = String(id).slice(1)
    expect(Array.isArray(messages) ? messages.map(({ text }) => text) : []).toEqual([
      `first ${number}`,
      `second ${number}`
    ])
    expect(status).toBe('ended')
  }

  const [second] = await importFiles(database, { files: [{ path: file }] }, call)
  expect(second).toMatchObject({ state: 'done', added: 0, updated: 0, unchanged: 600 })
  expect(storedConversations(database)).toEqual(found)
})
