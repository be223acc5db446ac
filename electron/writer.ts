// The writer process: the only one that changes a workspace. It holds the workspace's lock as long as it has it open.
import { parentPort } from './process-port'
import { serve } from './rpc'
import { openWriting } from './writing'

const writing = openWriting((name, payload) => server.emit(name, payload))
const server = serve(parentPort(), writing.handlers, () => {
  writing.close()
  process.exit(0)
})
server.ready()
