// The preparer thread of an import: reads and prepares one file beside the thread that writes it, then ends.
import { parentPort, workerData } from 'node:worker_threads'
import { type PreparerPort, runPreparer } from './import/preparer'
import type { PreparerJob } from './import/preparer-messages'
import { comeLast } from './worker/priority'

const port = parentPort
if (!port) throw new Error('this file is a thread of an import and cannot be started by itself')
const messages: PreparerPort = {
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener)
}
comeLast('thread')
await runPreparer(messages, workerData as PreparerJob)
// With the port closed nothing keeps the thread.
port.close()
