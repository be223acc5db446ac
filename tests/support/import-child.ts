// A program for tests: imports made-up conversations into a workspace and tells each batch that is written, until it is killed or done.
//   node import-child.mjs <workspace> <conversations>
import { markInterrupted } from '../../electron/database/imports'
import { migrate } from '../../electron/database/migrate'
import { openWritable } from '../../electron/database/open'
import { createBatchWriter } from '../../electron/ingest/batch-writer'
import { beginImport, madeUp } from './import-records'

const [path = '', count = '0'] = process.argv.slice(2)
const database = openWritable(path)
migrate(database)
markInterrupted(database)
const writer = createBatchWriter({ database, ...beginImport(database), agentName: 'Ada', timeZone: null })
let told = 0
for (let n = 0; n < Number(count); n++) {
  await writer.add(madeUp(n))
  const { added, updated, unchanged } = writer.counts
  if (added + updated + unchanged === told) continue
  told = added + updated + unchanged
  process.stdout.write(`${told}\n`)
}
