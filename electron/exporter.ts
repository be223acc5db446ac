// The exporter process: the reader's code, started for one export with the workspace as its argument.
import { parentPort } from './process-port'
import { type Handlers, serve } from './rpc'

const handlers = {} satisfies Handlers<'exporter'>
serve(parentPort(), handlers, () => process.exit(0)).ready()
