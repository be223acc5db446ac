// Runs an export in a test, as its process does: over a reading connection, into a folder of its own.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openReadable } from '../../electron/database/open'
import { exportConversations, partOf } from '../../electron/export/export-conversations'
import { type ExportResult, exportOptionsSchema } from '../../shared/export'
import { parseQuery } from '../../shared/query/parse-query'
import type { Query } from '../../shared/query/query'
import { testCall } from './import-call'
import { tempFolder } from './temp-workspace'

export interface ExportRun {
  readonly query?: string | Query
  readonly ids?: readonly number[]
  readonly reviewSet?: number | null
  readonly options?: object
  readonly call?: ReturnType<typeof testCall>
  readonly folder?: string
  readonly reviewer?: string
}

/** `folder` holds the file and what else was left in it. */
export async function runExport(
  workspace: string,
  format: string,
  {
    query = '',
    ids,
    reviewSet = null,
    options = {},
    call = testCall(),
    folder = path.join(tempFolder(), 'out'),
    reviewer = ''
  }: ExportRun = {}
): Promise<{ readonly result: ExportResult; readonly file: string; readonly folder: string }> {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'export.file')
  const reader = openReadable(workspace)
  try {
    const result = await exportConversations(
      reader,
      {
        query: typeof query === 'string' ? parseQuery(query).query : query,
        ids: ids === undefined ? null : [...ids],
        reviewSet,
        timeZone: 'Europe/Berlin'
      },
      exportOptionsSchema.parse({ format, ...options }),
      { path: file, part: partOf(file, '0123abcd') },
      call,
      { appVersion: '1.2.3', reviewer }
    )
    return { result, file, folder }
  } finally {
    reader.close()
  }
}
