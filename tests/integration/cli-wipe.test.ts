// `wipe` on the command line: it tells first, deletes only when the name is given twice, and leaves others alone.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openWorkspace } from '../../electron/database/open-workspace'
import { conversation, importAll } from '../support/import-records'
import { runCommand } from '../support/run-command'
import { tempFolder } from '../support/temp-workspace'

async function setup() {
  const folder = tempFolder()
  const opened = openWorkspace(path.join(folder, 'w'), { create: true })
  const of = (id: string, name: string) =>
    conversation(id, ['Where is it?', 'On its way.'], { agent: { id: name, name } })
  await importAll(opened.database, [of('1', 'Ada Shop'), of('2', 'Ada Shop'), of('3', 'Bob')])
  opened.close()
  const run = (...argv: readonly string[]) => runCommand(folder, ['wipe', ...argv, '--workspace', 'w'])
  const count = async () => (await runCommand(folder, ['query', '', '--count', '--workspace', 'w'])).out.trim()
  return { folder, run, count }
}

test('tells what would go, and deletes nothing until the name is given again', async () => {
  const { run, count } = await setup()
  const told = await run('Ada Shop')
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(told.out).toContain('Would go: 2 conversations, 4 messages')
  expect(told.out).toContain('Nothing was deleted. To do it: --confirm "Ada Shop"')
  expect(await run('Ada Shop', '--confirm', 'Ada')).toMatchObject({ code: 2, out: '' })
  expect(await count()).toBe('3')
  expect(await run('Ada Shop', '--confirm', 'Ada Shop')).toEqual({
    code: 0,
    err: '',
    out: 'Wiped Ada Shop: 2 conversations, 4 messages, 0 drafts, 0 backups.\n'
  })
  expect(await count()).toBe('1')
})

test('refuses what it cannot do, in a sentence, and makes no workspace', async () => {
  const { folder, run, count } = await setup()
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('Which agent?') })
  expect(await run('Cleo')).toMatchObject({ code: 1, err: 'There is no agent “Cleo”. Agents: Ada Shop, Bob.\n' })
  const onPlatform = await run('Bob', '--confirm', 'Bob', '--on-platform')
  expect(onPlatform).toMatchObject({ code: 2, err: expect.stringContaining('Nothing was deleted.') })
  expect(await count()).toBe('3')
  expect(await runCommand(folder, ['wipe', 'Bob', '--workspace', 'none'])).toMatchObject({ code: 1, out: '' })
  expect(existsSync(path.join(folder, 'none'))).toBe(false)
})
