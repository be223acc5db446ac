// The preparer thread of an import: reads and prepares one file beside the thread that writes it, then ends.
import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { type PreparerPort, runPreparer } from './import/preparer'
import type { PreparerJob } from './import/preparer-messages'

const port = parentPort
if (!port) throw new Error('this file is a thread of an import and cannot be started by itself')
// Whoever looks at the window meanwhile goes first. Only on Linux is a priority one of a thread; elsewhere it would be the writer's for good.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)
const messages: PreparerPort = {
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener)
}
await runPreparer(messages, workerData as PreparerJob)
// With the port closed nothing keeps the thread.
port.close()
