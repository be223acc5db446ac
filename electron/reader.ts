// The reader process: answers every query over a read-only connection. It may be killed and started again at any time.

import { parentPort } from './process-port'
import { openReading } from './reading'
import { serve } from './rpc'

const reading = openReading()
const server = serve(parentPort(), reading.handlers, () => {
  reading.close()
  process.exit(0)
})
server.ready()
