// Every fixture of every format through the two doors there are: the command line as a real process, and what the window does (plan,
// the app's own proposals as answers, import). The same comes in through both.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openReadable } from '../../electron/database/open'
import { ADAPTERS } from '../../electron/import/adapters/index'
import { importFiles, planImport } from '../../electron/import/import-files'
import { openPoints, proposedAnswer, requestOf, withMapping } from '../../renderer/sources/file-answers'
import type { ImportSummary } from '../../shared/domain'
import type { ImportPlan } from '../../shared/import-plan'
import { parseMapping } from '../../shared/mapping-file'
import { type Bundle, bundle } from '../support/bundle'
import { storedConversations } from '../support/stored-conversations'
import { tempFolder, tempWorkspace } from '../support/temp-workspace'

const ROOT = path.join(import.meta.dirname, '../fixtures/import')
const call = { signal: new AbortController().signal, progress: () => undefined }

const fixtures = readdirSync(ROOT)
  .flatMap((format) => readdirSync(path.join(ROOT, format)).map((name) => path.join(ROOT, format, name)))
  .filter((file) => !/\.(expected|mapping)\.json$/.test(file))
const mappingOf = (file: string) => file.replace(/\.\w+$/, '.mapping.json')
const mapped = fixtures.filter((file) => existsSync(mappingOf(file)))
const plain = fixtures.filter((file) => !existsSync(mappingOf(file)))

let cli: Bundle
beforeAll(async () => {
  cli = await bundle('electron/cli.ts', ['electron/preparer.ts'])
})
afterAll(() => cli.remove())

/** What `import --json` says, and what is in the workspace then. */
function throughCommandLine(files: readonly string[], ...more: readonly string[]) {
  const workspace = path.join(tempFolder(), 'w.chatlogdesk')
  const said = execFileSync(
    process.execPath,
    [cli.file, 'import', ...files, '--workspace', workspace, '--json', ...more],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }
  )
  const database = openReadable(workspace)
  try {
    return { summaries: JSON.parse(said) as ImportSummary[], conversations: storedConversations(database) }
  } finally {
    database.close()
  }
}

async function throughWindow(files: readonly string[], answer = (plan: ImportPlan) => proposedAnswer(plan, 'UTC')) {
  const { database } = tempWorkspace()
  const plans = await planImport(database, { files }, call)
  for (const plan of plans) expect([plan.fileName, openPoints(plan, answer(plan))]).toEqual([plan.fileName, []])
  const request = { files: plans.map((plan) => requestOf(plan, answer(plan))) }
  return { summaries: await importFiles(database, request, call), conversations: storedConversations(database) }
}

const told = ({ fileName, format, state, added, updated, unchanged, skipped, rejected, messages }: ImportSummary) => ({
  ...{ fileName, format, state, added, updated, unchanged, skipped, rejected, messages }
})

it('every fixture that needs no mapping comes in through the window as through the command line', async () => {
  const window = await throughWindow(plain)
  const line = throughCommandLine(plain)
  expect(line.summaries.map(told)).toEqual(window.summaries.map(told))
  expect(line.summaries.filter(({ state }) => state !== 'done').map(told)).toEqual([])
  const formats = new Set(plain.map((file) => path.basename(path.dirname(file))))
  const labels = ADAPTERS.filter(({ id }) => formats.has(id)).map(({ label }) => label)
  expect(new Set(line.summaries.map(({ format }) => format))).toEqual(new Set(labels))
  expect(line.conversations).toEqual(window.conversations)
}, 120_000)

it.each(mapped.map((file) => [path.basename(file), file] as const))(
  '%s comes in by its mapping, loaded in the window and given to the command line',
  async (_name, file) => {
    const mapping = parseMapping(readFileSync(mappingOf(file), 'utf8'), mappingOf(file))
    const loaded = (plan: ImportPlan) => {
      const answer = proposedAnswer(plan, 'UTC')
      return { ...answer, ...withMapping(plan, answer, mapping) }
    }
    const window = await throughWindow([file], loaded)
    const line = throughCommandLine([file], '--mapping', mappingOf(file))
    expect(line.summaries.map(told)).toEqual(window.summaries.map(told))
    expect(line.summaries).toMatchObject([{ state: 'done' }])
    expect(line.conversations).toEqual(window.conversations)
  },
  60_000
)
