// `import`: files into a workspace, which is made where it does not exist; a line for each file, the rejected rows as a report.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ImportSummary } from '../../shared/domain'
import { AppError } from '../../shared/errors'
import type { ImportRequest, Mapping } from '../../shared/import-plan'
import { parseMapping } from '../../shared/mapping-file'
import { rejectedRows } from '../database/imports'
import type { WritableDatabase } from '../database/open'
import { importFiles, type JobCall } from '../import/import-files'
import { saveRejectedRows } from '../rejected-report'
import { type Command, flag, type Surroundings, text, type Values } from './command'
import { withWritable } from './workspace'

export const importCommand: Command = {
  name: 'import',
  usage:
    '<file...> --workspace W [--agent NAME] [--mapping M.json] [--format ID] [--time-zone TZ] [--report R.jsonl] [--json]',
  summary: 'Imports exports of conversations; the same file again changes nothing, a newer one updates.',
  options: {
    agent: { type: 'string' },
    mapping: { type: 'string' },
    format: { type: 'string' },
    'time-zone': { type: 'string' },
    report: { type: 'string' }
  },
  async run(words, values, surroundings) {
    if (words.length === 0) throw new AppError('invalid-input', 'Which file? Name one or more files to import.')
    const request = readRequest(words, values, surroundings)
    return await withWritable(values, surroundings, async (database) => {
      const summaries = await importFiles(database, request, jobCall(surroundings), {
        preparer: surroundings.preparer
      })
      await saveReport(database, summaries, values, surroundings)
      await surroundings.out(
        flag(values, 'json') ? `${JSON.stringify(summaries, null, 2)}\n` : summaries.map(line).join('')
      )
      if (surroundings.signal.aborted) throw new AppError('cancelled', 'Cancelled.')
      for (const { fileName, note } of summaries) if (note !== null) surroundings.err(`${fileName}: ${note}\n`)
      return summaries.some(({ state }) => state === 'failed') ? 1 : 0
    })
  }
}

function readRequest(files: readonly string[], values: Values, { folder }: Surroundings): ImportRequest {
  const mappingFile = text(values, 'mapping')
  const mapping = mappingFile === undefined ? undefined : readMapping(path.resolve(folder, mappingFile))
  const agentName = text(values, 'agent')
  const timeZone = text(values, 'time-zone')
  const format = text(values, 'format')
  return {
    files: files.map((file) => ({
      path: path.resolve(folder, file),
      ...(mapping === undefined ? {} : { mapping }),
      ...(agentName === undefined ? {} : { agentName }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(format === undefined ? {} : { format })
    }))
  }
}

function readMapping(file: string): Mapping {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (thrown) {
    throw new AppError('unreadable-file', `The mapping “${file}” cannot be read.`, String(thrown))
  }
  return parseMapping(content, file)
}

function jobCall({ signal, err, isTerminal }: Surroundings): JobCall {
  return {
    signal,
    progress: ({ phase, done, total, count = 0 }) => {
      const percent = total ? ` ${Math.floor((done / total) * 100)} %` : ''
      if (isTerminal) err(`\r\x1b[K${phase}${percent}, ${count} conversations${done === total ? '\r\x1b[K' : ''}`)
    }
  }
}

async function saveReport(
  database: WritableDatabase,
  summaries: readonly ImportSummary[],
  values: Values,
  { folder }: Surroundings
): Promise<void> {
  const report = text(values, 'report')
  if (report === undefined) return
  await saveRejectedRows(
    path.resolve(folder, report),
    summaries.map(({ id, fileName }) => ({
      fileName,
      page: async (start, end) => rejectedRows(database, { importId: id, start, end })
    }))
  )
}

function line(summary: ImportSummary): string {
  const { fileName, format, state, added, updated, unchanged, skipped, rejected, messages } = summary
  return (
    `${fileName} (${format}): ${state}, ${added} added, ${updated} updated, ${unchanged} unchanged, ` +
    `${skipped} skipped, ${rejected} rejected, ${messages} messages\n`
  )
}
