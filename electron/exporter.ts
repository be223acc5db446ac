// The exporter process: the reader's code, started for one export with the workspace as its argument.

import { type Handlers, serve } from './rpc'
import { parentPort } from './worker/process-port'

const handlers = {} satisfies Handlers<'exporter'>
serve(parentPort(), handlers, () => process.exit(0)).ready()
