// A workspace file: made, migrated, refused when it is not ours or from the future, locked while open.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { lockWorkspace } from '../../electron/database/lock'
import { checkVersion, MIGRATIONS, migrate, SCHEMA_VERSION } from '../../electron/database/migrate'
import { openReadable, openWritable } from '../../electron/database/open'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const code = (work: () => unknown) => {
  try {
    work()
  } catch (e) {
    return (e as { code: string }).code
  }
  return 'no error'
}

it('numbers its migrations upwards, each once', () => {
  const versions = MIGRATIONS.map((m) => m.version)
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  expect(versions[0]).toBe(1)
})

it('migrates version by version, keeping a backup of a file that held data', () => {
  const file = path.join(tempFolder(), 'a.chatlogdesk')
  const database = openWritable(file)
  expect(migrate(database, 1)).toBe(0)
  database.prepare("INSERT INTO agent (name) VALUES ('Ada')").run()
  expect(migrate(database)).toBe(1)
  expect(checkVersion(database)).toBe(SCHEMA_VERSION)
  expect(migrate(database)).toBeNull()
  expect(database.prepare('SELECT name FROM agent').get()).toEqual({ name: 'Ada' })
  expect(existsSync(`${file}.backup-v1`)).toBe(true)
  database.close()
})

it('makes the backup whole: also where one was cut off, and while another program reads the workspace', () => {
  for (const isRead of [false, true]) {
    const file = path.join(tempFolder(), 'a.chatlogdesk')
    const database = openWritable(file)
    migrate(database, 1)
    const add = database.prepare('INSERT INTO agent (name) VALUES (?)')
    for (let n = 0; n < 499; n++) add.run(`Agent ${n} ${'x'.repeat(200)}`)
    const reading = isRead ? openReadable(file) : null
    reading?.prepare('SELECT name FROM agent').iterate()[Symbol.iterator]().next()
    add.run('The last one')
    // What a start that was killed in the middle of it left.
    writeFileSync(`${file}.backup-v1.part`, 'half')
    expect(migrate(database)).toBe(1)
    reading?.close()
    database.close()
    expect(existsSync(`${file}.backup-v1.part`)).toBe(false)
    const backup = openReadable(`${file}.backup-v1`)
    expect(checkVersion(backup)).toBe(1)
    expect(backup.prepare('SELECT count(*) AS n FROM agent').get()).toEqual({ n: 500 })
    expect(backup.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    backup.close()
  }
})

it('refuses a newer file, another program’s database and a file that is no database, and changes none of them', () => {
  const folder = tempFolder()
  const { database, file } = tempWorkspace()
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`)
  expect(code(() => migrate(database))).toBe('workspace-too-new')
  expect(file).toBe(database.path)

  const foreign = path.join(folder, 'foreign.db')
  const other = openWritable(foreign)
  other.exec('CREATE TABLE t (a)')
  expect(code(() => migrate(other))).toBe('workspace-damaged')
  other.close()

  const pdf = path.join(folder, 'report.chatlogdesk')
  writeFileSync(pdf, `%PDF-1.7\n${'x'.repeat(5000)}`)
  const before = readFileSync(pdf)
  expect(code(() => openWritable(pdf))).toBe('workspace-damaged')
  expect(readFileSync(pdf).equals(before)).toBe(true)
  expect(code(() => openReadable(path.join(folder, 'missing.chatlogdesk')))).toBe('workspace-missing')
})

it('lets one program at a time write a workspace', () => {
  const { file } = tempWorkspace()
  const lock = lockWorkspace(file)
  expect(code(() => lockWorkspace(file))).toBe('workspace-in-use')
  lock.release()
  lockWorkspace(file).release()
})

it('does not let a reading connection write', () => {
  const { database, file } = tempWorkspace()
  database.prepare("INSERT INTO agent (name) VALUES ('Ada')").run()
  const reader = openReadable(file)
  expect(() => reader.prepare("INSERT INTO agent (name) VALUES ('Eve')").run()).toThrow(/readonly|read-only/)
  reader.close()
})

it('rolls a failed transaction back', () => {
  const { database } = tempWorkspace()
  expect(() =>
    database.transaction(() => {
      database.prepare("INSERT INTO agent (name) VALUES ('Ada')").run()
      throw new Error('stop')
    })
  ).toThrow('stop')
  expect(database.prepare('SELECT count(*) AS n FROM agent').get()).toEqual({ n: 0 })
})
