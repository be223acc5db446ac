// `export`: the conversations of a query as a file, the same as the window's export.
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../shared/errors'
import {
  EXPORT_FORMATS,
  type ExportFormatId,
  type ExportOptions,
  type ExportResult,
  exportOptionsSchema,
  familyOf
} from '../../shared/export'
import type { ReadableDatabase } from '../database/open'
import { exportConversations, partOf } from '../export/export-conversations'
import { type Command, flag, type Surroundings, text, type Values } from './command'
import { readQuery } from './query'
import { APP_VERSION } from './version'
import { withReadable } from './workspace'

/** A PDF is printed by a window; there is none here. */
const FORMATS = EXPORT_FORMATS.filter((format) => format !== 'pdf')

export const exportCommand: Command = {
  name: 'export',
  usage:
    `"<query>" --workspace W --output F [--format ${FORMATS.join('|')}] [--columns "A,B"] [--delimiter ,|;|tab] ` +
    '[--no-bom] [--line-end crlf|lf] [--no-guard] [--review-set NAME] [--redact] [--allow TEXT]... [--manifest] [--time-zone TZ] [--json]',
  summary: 'Writes the conversations that match, in the order of the list, to a file that appears whole or not at all.',
  options: {
    output: { type: 'string' },
    format: { type: 'string' },
    columns: { type: 'string' },
    delimiter: { type: 'string' },
    'no-bom': { type: 'boolean' },
    'line-end': { type: 'string' },
    'no-guard': { type: 'boolean' },
    redact: { type: 'boolean' },
    allow: { type: 'string', multiple: true },
    manifest: { type: 'boolean' },
    'review-set': { type: 'string' },
    'time-zone': { type: 'string' }
  },
  async run(words, values, surroundings) {
    const output = text(values, 'output')
    if (!output) throw new AppError('invalid-input', 'Where to? Name the file with --output F.')
    const file = path.resolve(surroundings.folder, output)
    const options = readOptions(values, file)
    const scope = {
      query: readQuery(words.join(' ')),
      ids: null,
      reviewSet: null,
      timeZone: text(values, 'time-zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone
    }
    const part = partOf(file, randomBytes(4).toString('hex'))
    // A second Ctrl+C ends the process at once.
    const sweep = () => rmSync(part, { force: true })
    process.once('exit', sweep)
    try {
      const result = await withReadable(values, surroundings, (database) =>
        exportConversations(
          database,
          { ...scope, reviewSet: reviewSetOf(database, values) },
          options,
          { path: file, part },
          callOf(surroundings),
          {
            appVersion: APP_VERSION
          }
        )
      )
      return await tell(result, values, surroundings)
    } finally {
      process.removeListener('exit', sweep)
    }
  }
}

/** The id of the newest review set of that name; null where none is named. Throws `not-found`. */
function reviewSetOf(database: ReadableDatabase, values: Values): number | null {
  const name = text(values, 'review-set')
  if (name === undefined) return null
  const found = database
    .prepare('SELECT id FROM review_set WHERE name = ? ORDER BY id DESC LIMIT 1')
    .get<{ id: number }>(name)
  if (found) return found.id
  throw new AppError('not-found', `There is no review set “${name}”.`)
}

function readOptions(values: Values, file: string): ExportOptions {
  if (text(values, 'format') === 'pdf' || (!text(values, 'format') && /\.pdf$/i.test(file)))
    throw new AppError(
      'unsupported-format',
      'A PDF is made in the app’s window. Export as html here, and print it with a browser.'
    )
  const delimiter = text(values, 'delimiter')
  const columns = text(values, 'columns')
  const allowed = values['allow']
  const parsed = exportOptionsSchema.safeParse({
    format: text(values, 'format') ?? formatFor(file),
    csv: {
      ...(delimiter === undefined ? {} : { delimiter: delimiter === 'tab' ? '\t' : delimiter }),
      ...(text(values, 'line-end') === undefined ? {} : { lineEnd: text(values, 'line-end') }),
      ...(columns === undefined ? {} : { columns: columns.split(',').map((name) => name.trim()) }),
      bom: !flag(values, 'no-bom'),
      guard: !flag(values, 'no-guard')
    },
    redact: flag(values, 'redact'),
    allowed: Array.isArray(allowed) ? allowed.map(String) : [],
    manifest: flag(values, 'manifest')
  })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const name = String(issue?.path.at(-1) ?? 'option')
  if (name === 'format') throw new AppError('invalid-input', `There is no such format. Formats: ${FORMATS.join(', ')}.`)
  throw new AppError('invalid-input', `The value of ${name} cannot be used: ${issue?.message ?? 'unknown'}.`)
}

/** By the ending of the file's name; CSV where it says nothing. */
function formatFor(file: string): ExportFormatId {
  const ending = path.extname(file).slice(1).toLowerCase()
  return FORMATS.find((format) => familyOf(format).extension === ending) ?? 'csv'
}

function callOf({ signal, err, isTerminal }: Surroundings): Parameters<typeof exportConversations>[4] {
  return {
    signal,
    progress: ({ phase, done, total = 0 }) => {
      if (isTerminal) err(`\r\x1b[K${phase} ${done} of ${total} conversations${done === total ? '\r\x1b[K' : ''}`)
    }
  }
}

async function tell(result: ExportResult, values: Values, { out, err }: Surroundings): Promise<number> {
  if (result.kind === 'done') {
    const { path: file, conversations, messages, bytes, cutCells } = result
    await out(
      flag(values, 'json')
        ? `${JSON.stringify(result, null, 2)}\n`
        : `${file}: ${conversations} conversations, ${messages} messages, ${bytes} bytes\n`
    )
    if (cutCells > 0)
      err(`${cutCells} cells were longer than an Excel cell can hold and are cut; CSV and JSON have all.\n`)
    return 0
  }
  if (flag(values, 'json')) await out(`${JSON.stringify(result, null, 2)}\n`)
  err('Not exported: personal data would still be in it. Change it at its source, or allow it with --allow.\n')
  for (const { conversation, place, kind, text: found } of result.found)
    err(`  ${kind} “${found}” in ${place} of conversation ${conversation}\n`)
  return 1
}
