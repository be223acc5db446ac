// The file of an export appears whole or not at all: cancelled, on a full disk, where it cannot be written, and killed.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { WritableDatabase } from '../../electron/database/open'
import { connect } from '../../electron/rpc'
import { exportOptionsSchema } from '../../shared/export'
import { EVERYTHING } from '../../shared/query/query'
import { importMany } from '../support/annotated-workspace'
import { bundle } from '../support/bundle'
import { runExport } from '../support/call-of-export'
import { forkChild } from '../support/fork-child'
import { testCall } from '../support/import-call'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const read = (file: string) => readFileSync(file, 'utf8')

function count(database: WritableDatabase, table: string): number {
  return database.prepare(`SELECT count(*) AS n FROM ${table}`).get<{ n: number }>()!.n
}

it('leaves nothing of a cancelled export, and an older file as it was', async () => {
  const { database, file } = tempWorkspace()
  await importMany(database, 300)
  const folder = path.join(tempFolder(), 'out')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'export.file'), 'older')
  const controller = new AbortController()
  const call = { ...testCall(controller), progress: () => controller.abort() }
  await expect(runExport(file, 'json', { folder, call })).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(folder)).toEqual(['export.file'])
  expect(read(path.join(folder, 'export.file'))).toBe('older')
})

it.skipIf(!existsSync('/dev/full'))('says that the disk is full, and leaves nothing', async () => {
  const { database, file } = tempWorkspace()
  await importMany(database, 50)
  const folder = path.join(tempFolder(), 'out')
  mkdirSync(folder)
  symlinkSync('/dev/full', path.join(folder, '.export.file.0123abcd.part'))
  await expect(runExport(file, 'json', { folder })).rejects.toMatchObject({ code: 'disk-full' })
  expect(readdirSync(folder)).toEqual([])
  expect(existsSync('/dev/full')).toBe(true)
})

it('says where it cannot write', async () => {
  const { database, file } = tempWorkspace()
  await importMany(database, 1)
  const folder = path.join(tempFolder(), 'out')
  mkdirSync(path.join(folder, 'export.file'), { recursive: true })
  await expect(runExport(file, 'csv', { folder })).rejects.toMatchObject({ code: 'refused' })
  expect(readdirSync(folder)).toEqual(['export.file'])
})

it('puts nothing under the final name when its process is killed', async () => {
  const exporter = await bundle('electron/exporter.ts')
  onTestFinished(exporter.remove)
  const { database, file } = tempWorkspace()
  await importMany(database, 2_000)
  const folder = tempFolder()
  const context = { bands: { medium: 0.5, high: 0.8 }, reviewer: '', appVersion: '1' }
  for (let i = 1; i <= 5; i++) {
    const target = path.join(folder, `${i}.json`)
    const child = forkChild(exporter.file, [file, JSON.stringify(context)])
    const client = connect(child)
    const ended = new Promise<void>((resolve) => child.onExit(() => resolve()))
    await client.ready
    let told = 0
    const written = client.call(
      'export.write',
      {
        scope: { query: EVERYTHING, timeZone: 'UTC' },
        options: exportOptionsSchema.parse({ format: 'json' }),
        path: target,
        part: `${target}.part`
      },
      { onProgress: () => ++told >= i && child.kill() }
    )
    await Promise.race([written.catch(() => undefined), ended])
    child.kill()
    await ended
    if (existsSync(target)) expect(JSON.parse(read(target)).conversations.length).toBe(count(database, 'conversation'))
  }
}, 120_000)
