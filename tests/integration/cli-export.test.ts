// The export of the command line: what it writes, what it says, how it refuses.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { sampleText } from '../../scripts/generate-sample'
import { SAMPLE_FORMATS } from '../../scripts/sample/formats'
import { askParquet } from '../support/read-parquet'
import { runCommand } from '../support/run-command'
import { tempFolder } from '../support/temp-workspace'

const run = (folder: string, ...argv: string[]) => runCommand(folder, argv)

/** A folder with a workspace `w` of made-up conversations. */
async function imported(): Promise<string> {
  const folder = tempFolder()
  const options = { seed: 7, conversations: 40, days: 90, until: Date.UTC(2026, 2, 31), meanMessages: 6 }
  writeFileSync(path.join(folder, 'in.json'), [...sampleText(options, SAMPLE_FORMATS['platform']!)].join(''))
  expect((await run(folder, 'import', 'in.json', '--workspace', 'w')).code).toBe(0)
  return folder
}

it('writes what query counts, in the format that the file’s ending or --format says', async () => {
  const folder = await imported()
  const { out } = await run(folder, 'query', 'confidence:low', '--workspace', 'w', '--count')
  const total = Number(out)
  expect(total).toBeGreaterThan(0)
  const told = await run(folder, 'export', 'confidence:low', '--workspace', 'w', '--output', 'low.jsonl', '--json')
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(told.out)).toMatchObject({
    kind: 'done',
    conversations: total,
    path: path.join(folder, 'low.jsonl')
  })
  expect(readFileSync(path.join(folder, 'low.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(total)
  const ids = await run(folder, 'query', 'confidence:low', '--workspace', 'w', '--format', 'csv', '--columns', 'id')
  const numbers = readFileSync(path.join(folder, 'low.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).number)
  expect(numbers.map(String)).toEqual(ids.out.trim().split('\r\n').slice(1))
  await run(folder, 'export', '', '--workspace', 'w', '--output', 'page.txt', '--format', 'html', '--manifest')
  expect(readFileSync(path.join(folder, 'page.txt'), 'utf8')).toMatch(/^<!doctype html>/)
  expect(existsSync(path.join(folder, 'page.txt.manifest.json'))).toBe(true)
})

it('writes Parquet and Excel by the ending, and says that a PDF needs the window', async () => {
  const folder = await imported()
  for (const [name, magic] of [
    ['all.parquet', 'PAR1'],
    ['all.xlsx', 'PK\u0003\u0004']
  ] as const) {
    expect(await run(folder, 'export', '', '--workspace', 'w', '--output', name)).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(path.join(folder, name)).subarray(0, 4).toString('latin1')).toBe(magic)
  }
  const messages = ['export', '', '--workspace', 'w', '--output', 'm.parquet', '--format', 'parquet-messages']
  expect((await run(folder, ...messages)).code).toBe(0)
  const [{ n } = { n: 0 }] = await askParquet(path.join(folder, 'm.parquet'), 'SELECT count(*)::INT AS n FROM FILE')
  const counted = JSON.parse((await run(folder, 'info', '--workspace', 'w', '--json')).out)
  expect(n).toBe(counted.messages)
  for (const more of [
    ['--output', 'all.pdf'],
    ['--output', 'page', '--format', 'pdf']
  ]) {
    const { code, err } = await run(folder, 'export', '', '--workspace', 'w', ...more)
    expect(code).not.toBe(0)
    expect(err).toContain('PDF is made in the app’s window')
  }
  expect(readdirSync(folder).filter((name) => /pdf|page/.test(name))).toEqual([])
})

it('takes columns, separator and line ends', async () => {
  const folder = await imported()
  const more = ['--columns', 'Topic, Conversation ID', '--delimiter', 'tab', '--line-end', 'lf', '--no-bom']
  expect((await run(folder, 'export', '', '--workspace', 'w', '--output', 'o.csv', ...more)).code).toBe(0)
  expect(readFileSync(path.join(folder, 'o.csv'), 'utf8')).toMatch(/^Topic\tConversation ID\n/)
})

it('leaves personal data out, or says what would be left', async () => {
  const folder = await imported()
  expect((await run(folder, 'export', '', '--workspace', 'w', '--output', 'o.json', '--redact')).code).toBe(0)
  expect(readFileSync(path.join(folder, 'o.json'), 'utf8')).not.toContain('@example.test')
  const personal = [
    {
      id: 'a@b.example',
      createdAt: 1_770_000_000,
      updatedAt: 1_770_000_000,
      status: 'ended',
      messages: [{ id: 'x', role: 'user', parts: [{ type: 'text', text: 'Hello' }] }]
    }
  ]
  writeFileSync(path.join(folder, 'personal.json'), JSON.stringify(personal))
  await run(folder, 'import', 'personal.json', '--workspace', 'w')
  const refused = await run(folder, 'export', '', '--workspace', 'w', '--output', 'p.json', '--redact')
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('email “a@b.example” in conversation id')
  })
  expect(existsSync(path.join(folder, 'p.json'))).toBe(false)
  expect(
    (await run(folder, 'export', '', '--workspace', 'w', '--output', 'p.json', '--redact', '--allow', 'a@b.example'))
      .code
  ).toBe(0)
})

it('says in one sentence what it cannot do, and writes nothing', async () => {
  const folder = await imported()
  const before = readdirSync(folder).sort()
  const wrong: readonly (readonly [string[], number])[] = [
    [['export', '', '--workspace', 'w'], 2],
    [['export', '', '--workspace', 'w', '--output', 'o', '--format', 'xml'], 2],
    [['export', '', '--workspace', 'w', '--output', 'o', '--columns', 'Colour'], 2],
    [['export', 'confidnce:low', '--workspace', 'w', '--output', 'o'], 1],
    [['export', '', '--workspace', 'elsewhere', '--output', 'o'], 1],
    [['export', '', '--workspace', 'w', '--output', 'nowhere/o'], 1]
  ]
  for (const [argv, code] of wrong) {
    const said = await run(folder, ...argv)
    expect(said, argv.join(' ')).toMatchObject({ code, out: '' })
    expect(said.err).toMatch(/^[^\n]+\n$/)
  }
  // A reader leaves the workspace's own files.
  expect(
    readdirSync(folder)
      .filter((name) => !name.startsWith('w-'))
      .sort()
  ).toEqual(before.filter((name) => !name.startsWith('w-')))
})
