// The exporter process: the reader's code, started for one export with the workspace and what queries depend on as its arguments.
import { z } from 'zod'
import { bandLimitsSchema } from '../shared/settings'
import { openReadable } from './database/open'
import { exportConversations } from './export/export-conversations'
import { runSql } from './insights/sql-console'
import { type Handlers, serve } from './rpc'
import { comeLast } from './worker/priority'
import { parentPort } from './worker/process-port'

const contextSchema = z.object({ bands: bandLimitsSchema, reviewer: z.string(), appVersion: z.string() })

const [workspace = '', context = '{}'] = process.argv.slice(2)

const handlers = {
  'sql.run': (_call, { sql, limit }) => runSql(workspace, sql, limit),
  'export.write': async (call, { scope, options, path, part }) => {
    const database = openReadable(workspace)
    try {
      const given = contextSchema.parse(JSON.parse(context))
      return await exportConversations(database, scope, options, { path, part }, call, given)
    } finally {
      database.close()
    }
  }
} satisfies Handlers<'exporter'>

comeLast('process')
serve(parentPort(), handlers, () => process.exit(0)).ready()
