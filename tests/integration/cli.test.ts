// The command line: what it prints, for people and for machines, and how it fails; in this process, and once for real.
// long because: one test a command, over one workspace.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { listImports } from '../../electron/database/imports'
import { lockWorkspace } from '../../electron/database/lock'
import { openReadable, openWritable } from '../../electron/database/open'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'
import type { ImportSummary } from '../../shared/domain'
import { type Bundle, bundle } from '../support/bundle'
import { runCommand } from '../support/run-command'
import { tempFolder } from '../support/temp-workspace'

const CONVERSATIONS = 60

/** An export of made-up conversations in `folder`. */
function writeExport(folder: string, name = 'export.json', conversations = CONVERSATIONS): string {
  const format = SAMPLE_FORMATS['platform']!
  const options = { seed: 7, conversations, days: 90, until: Date.UTC(2026, 2, 31), meanMessages: 6 }
  const file = path.join(folder, name)
  writeFileSync(file, [...sampleText(options, format)].join(''))
  return file
}

const run = (folder: string, ...argv: string[]) => runCommand(folder, argv)

/** A folder with a workspace `w` that holds the export. */
async function imported(): Promise<string> {
  const folder = tempFolder()
  writeExport(folder)
  expect(await run(folder, 'import', 'export.json', '--workspace', 'w')).toMatchObject({ code: 0, err: '' })
  return folder
}

/** One sentence, and nothing a person cannot read. */
const oneSentence = /^[^\n]+\n$/

describe('import', () => {
  it('makes the workspace, says what came in, and changes nothing the second time', async () => {
    const folder = tempFolder()
    writeExport(folder)
    const first = await run(folder, 'import', 'export.json', '--workspace', 'w')
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(
      /^export\.json .*: done, 60 added, 0 updated, 0 unchanged, 0 skipped, 0 rejected, \d+ messages\n$/
    )
    const second = await run(folder, 'import', 'export.json', '--workspace', 'w', '--json')
    const [summary] = JSON.parse(second.out) as ImportSummary[]
    expect(summary).toMatchObject({ state: 'done', added: 0, updated: 0, unchanged: CONVERSATIONS })
    expect(existsSync(path.join(folder, 'w-wal'))).toBe(false)
  })

  it('gives the conversations to the agent that was named', async () => {
    const folder = tempFolder()
    writeExport(folder)
    await run(folder, 'import', 'export.json', '--workspace', 'w', '--agent', 'Shop bot')
    const { out } = await run(folder, 'info', '--workspace', 'w', '--json')
    expect(JSON.parse(out)).toMatchObject({ agents: [{ name: 'Shop bot', conversations: CONVERSATIONS }] })
  })

  it('imports the good files, names the bad one, and fails', async () => {
    const folder = tempFolder()
    writeExport(folder)
    writeFileSync(path.join(folder, 'notes.pdf'), '%PDF-1.7\nnothing')
    const { code, out, err } = await run(folder, 'import', 'notes.pdf', 'export.json', '--workspace', 'w')
    expect(code).toBe(1)
    expect(out).toContain('60 added')
    expect(err).toMatch(oneSentence)
    expect(err).toContain('notes.pdf')
  })

  it('tells what a person should know of a file that came in, apart from the counts', async () => {
    const folder = tempFolder()
    writeFileSync(path.join(folder, 'a.csv'), 'conversation id,role,text,time\nc1,user,Hello there?,2026-01-05 10:00\n')
    const { code, out, err } = await run(folder, 'import', 'a.csv', '--workspace', 'w')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('done, 1 added') as string })
    expect(err).toMatch(/^a\.csv: The times in the file have no time zone and were read as UTC/)
    expect(await run(folder, 'import', 'a.csv', '--workspace', 'v', '--time-zone', 'Asia/Tokyo')).toMatchObject({
      err: ''
    })
  })

  it('saves the rows that could not be read', async () => {
    const folder = tempFolder()
    const lines = SAMPLE_FORMATS['platform-lines']!
    const options = { seed: 7, conversations: 20, days: 90, until: Date.UTC(2026, 2, 31), meanMessages: 6 }
    writeFileSync(path.join(folder, 'a.jsonl'), `${[...sampleText(options, lines)].join('')}{"id": "broken\n`)
    const { code } = await run(folder, 'import', 'a.jsonl', '--workspace', 'w', '--report', 'rejected.jsonl')
    expect(code).toBe(0)
    const rows = readFileSync(path.join(folder, 'rejected.jsonl'), 'utf8').trim().split('\n')
    expect(rows.map((row) => JSON.parse(row) as object)).toEqual([
      expect.objectContaining({ file: 'a.jsonl', row: 21, raw: expect.stringContaining('broken') as string })
    ])
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('says what is wrong with a mapping, a missing file, and a missing name', async () => {
    const folder = tempFolder()
    writeExport(folder)
    writeFileSync(path.join(folder, 'm.json'), '{"version": 3}')
    const wrong = await run(folder, 'import', 'export.json', '--workspace', 'w', '--mapping', 'm.json')
    expect(wrong).toMatchObject({ code: 1, out: '', err: expect.stringMatching(oneSentence) as string })
    expect(wrong.err).toContain('not a mapping')
    expect(await run(folder, 'import', 'nowhere.json', '--workspace', 'w')).toMatchObject({ code: 1 })
    expect(await run(folder, 'import', '--workspace', 'w')).toMatchObject({ code: 2 })
    expect(await run(folder, 'import', 'export.json')).toMatchObject({ code: 2 })
  })

  it('does not touch a workspace that another program has open', async () => {
    const folder = await imported()
    const lock = lockWorkspace(path.join(folder, 'w'))
    const { code, err } = await run(folder, 'import', 'export.json', '--workspace', 'w')
    lock.release()
    expect(code).toBe(1)
    expect(err).toMatch(/is open in another window or program/)
  })
})

describe('query', () => {
  it('counts what the list would show', async () => {
    const folder = await imported()
    expect(await run(folder, 'query', '', '--workspace', 'w', '--count')).toMatchObject({ code: 0, out: '60\n' })
    const database = openReadable(path.join(folder, 'w'))
    const low = database
      .prepare('SELECT count(*) AS n FROM conversation WHERE confidence < 0.5')
      .get<{ n: number }>()?.n
    database.close()
    expect(low).toBeGreaterThan(0)
    expect(await run(folder, 'query', 'confidence:low', '--workspace', 'w', '--count')).toMatchObject({
      out: `${low}\n`
    })
    const not = await run(folder, 'query', '-confidence:low', '--workspace', 'w', '--count', '--json')
    expect(JSON.parse(not.out)).toEqual({ total: CONVERSATIONS - (low ?? 0), of: CONVERSATIONS })
  })

  it('gives the same rows in every format, in the order of the list', async () => {
    const folder = await imported()
    const rows = async (...more: string[]) =>
      (await run(folder, 'query', '', '--workspace', 'w', '--columns', 'id,started', ...more)).out
    const json = JSON.parse(await rows('--format', 'json')) as { id: number; started: string }[]
    expect(json).toHaveLength(CONVERSATIONS)
    expect(json).toEqual(json.toSorted((a, b) => b.started.localeCompare(a.started)))
    const lines = (await rows('--format', 'jsonl')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(json)
    const csv = (await rows('--format', 'csv')).trim().split('\r\n')
    expect(csv).toEqual(['id,started', ...json.map(({ id, started }) => `${id},${started}`)])
    const table = (await rows()).trim().split('\n')
    expect(table).toHaveLength(CONVERSATIONS + 1)
    expect((await rows('--limit', '5', '--format', 'jsonl')).trim().split('\n')).toEqual(lines.slice(0, 5))
    expect(JSON.parse(await rows('--limit', '0', '--json'))).toEqual([])
  })

  it('writes cells that a spreadsheet would calculate as text, and control characters as spaces', async () => {
    const folder = await imported()
    const database = openWritable(path.join(folder, 'w'))
    database
      .prepare("UPDATE conversation SET preview = '=1+1' || char(27) || '[31mred', started_at = 9e12 WHERE id = 1")
      .run()
    database.close()
    const one = ['--workspace', 'w', '--columns', 'preview', '--limit', '1']
    expect((await run(folder, 'query', '', ...one, '--format', 'csv')).out).toContain("'=1+1")
    expect((await run(folder, 'query', '', ...one)).out).toBe('preview\n=1+1 [31mred\n')
  })

  it('refuses what it does not understand, in one sentence', async () => {
    const folder = await imported()
    const cases: [string[], number][] = [
      [['query', 'confidnce:low', '--workspace', 'w'], 1],
      [['query', '', '--workspace', 'w', '--columns', 'colour'], 2],
      [['query', '', '--workspace', 'w', '--format', 'xml'], 2],
      [['query', '', '--workspace', 'w', '--limit', 'many'], 2],
      [['query', '', '--workspace', 'w', '--colour'], 2],
      [['query', '', '--workspace', 'elsewhere'], 1],
      [['frobnicate'], 2]
    ]
    for (const [argv, code] of cases) {
      const answer = await run(folder, ...argv)
      expect([argv, answer.code]).toEqual([argv, code])
      expect(answer.out).toBe('')
      expect(answer.err).toMatch(oneSentence)
    }
  })
})

describe('info and check', () => {
  it('tell what is there, and that it is whole', async () => {
    const folder = await imported()
    const info = JSON.parse((await run(folder, 'info', '--workspace', 'w', '--json')).out) as { messages: number }
    expect(info).toMatchObject({ conversations: CONVERSATIONS, sources: [{ name: 'export.json' }] })
    const check = await run(folder, 'check', '--workspace', 'w', '--json')
    expect(check.code).toBe(0)
    expect(JSON.parse(check.out)).toMatchObject({ ok: true, conversations: CONVERSATIONS, messages: info.messages })
    expect((await run(folder, 'info', '--workspace', 'w')).out).toContain(`Messages: ${info.messages}\n`)
  })

  it.each([
    ['a message that is gone', 'DELETE FROM message WHERE id = (SELECT max(id) FROM message)', 'message counts'],
    [
      'an index without a message',
      'DELETE FROM message_fts WHERE rowid = (SELECT min(id) FROM message)',
      'indexed messages'
    ],
    [
      'a reference to nothing',
      'PRAGMA foreign_keys = OFF; UPDATE conversation SET source_id = 99 WHERE id = 1',
      'references'
    ]
  ])('finds %s', async (_what, damage, where) => {
    const folder = await imported()
    const database = openWritable(path.join(folder, 'w'))
    database.exec(damage)
    database.close()
    const { code, out, err } = await run(folder, 'check', '--workspace', 'w', '--json')
    expect(code).toBe(1)
    expect(err).toMatch(oneSentence)
    const { checks } = JSON.parse(out) as { checks: { name: string; problems: string[] }[] }
    expect(checks.filter(({ problems }) => problems.length > 0).map(({ name }) => name)).toContain(where)
  })

  it('checks beside an app that has the workspace open, and says what that leaves out', async () => {
    const folder = await imported()
    const lock = lockWorkspace(path.join(folder, 'w'))
    const { code, out } = await run(folder, 'check', '--workspace', 'w')
    lock.release()
    expect(code).toBe(0)
    expect(out).toContain('the workspace is open in the app')
  })

  it('refuse a file that is no workspace and leave it as it is', async () => {
    const folder = tempFolder()
    const file = path.join(folder, 'report.pdf')
    writeFileSync(file, `%PDF-1.7\n${'x'.repeat(5_000)}`)
    const before = readFileSync(file)
    for (const command of ['info', 'check']) {
      const { code, err } = await run(folder, command, '--workspace', 'report.pdf')
      expect(code).toBe(1)
      expect(err).toMatch(/is not a workspace/)
    }
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['report.pdf'])
  })
})

it('helps', async () => {
  const folder = tempFolder()
  for (const argv of [[], ['help'], ['--help']]) {
    const { code, out } = await run(folder, ...argv)
    expect(code).toBe(0)
    for (const name of ['import', 'query', 'info', 'check']) expect(out).toContain(`  ${name} `)
  }
  expect(await run(folder, 'query', '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('--columns') as string
  })
})

describe('as a real process', () => {
  let cli: Bundle
  beforeAll(async () => {
    cli = await bundle('electron/cli.ts', ['electron/preparer.ts'])
  })
  afterAll(() => cli.remove())

  function start(folder: string, ...argv: string[]) {
    const child = spawn(process.execPath, [cli.file, ...argv], { cwd: folder })
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString()
    })
    const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, ...said }))
    )
    return { child, ended }
  }

  it('answers with text, exit code and sentence', async () => {
    const folder = tempFolder()
    writeExport(folder)
    expect(await start(folder, 'import', 'export.json', '--workspace', 'w').ended).toMatchObject({ code: 0, err: '' })
    expect(await start(folder, 'query', '', '--workspace', 'w', '--count').ended).toEqual({
      code: 0,
      out: '60\n',
      err: ''
    })
    const failed = await start(folder, 'info', '--workspace', 'none').ended
    expect(failed).toMatchObject({ code: 1, out: '', err: expect.stringMatching(oneSentence) as string })
  })

  it('stops an import cleanly at Ctrl+C: whole batches are in, the import says so, a second one completes it', async () => {
    const folder = tempFolder()
    const many = 4_000
    writeExport(folder, 'export.json', many)
    const { child, ended } = start(folder, 'import', 'export.json', '--workspace', 'w')
    await vi.waitFor(() => expect(added(folder)).toBeGreaterThan(0), { timeout: 30_000, interval: 5 })
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 130, err: 'Cancelled.\n' })

    const database = openReadable(path.join(folder, 'w'))
    expect(listImports(database)).toMatchObject([{ state: 'cancelled', added: added(folder) }])
    database.close()
    expect(added(folder)).toBeLessThan(many)
    expect(await run(folder, 'check', '--workspace', 'w')).toMatchObject({ code: 0 })

    expect(await run(folder, 'import', 'export.json', '--workspace', 'w')).toMatchObject({ code: 0 })
    expect((await run(folder, 'query', '', '--workspace', 'w', '--count')).out).toBe(`${many}\n`)
  })
})

/** Conversations that are in the workspace by now. */
function added(folder: string): number {
  const database = openReadable(path.join(folder, 'w'))
  try {
    return database.prepare('SELECT count(*) AS n FROM conversation').get<{ n: number }>()?.n ?? 0
  } finally {
    database.close()
  }
}
