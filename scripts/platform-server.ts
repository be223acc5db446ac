// A platform to try sync and the outbox with, without an account: speaks Bookbag's, Chatbase's or the shared profile's API on loopback.
//   npm run platform-server -- [--mode chatbase|bookbag|generic] [--port 8787] [--conversations 300] [--training-ms 3000] [--credits N] [--key KEY]
import { parseArgs } from 'node:util'
import { DEVELOPMENT_KEY, startPlatform } from './platform-server/server'
import { PLATFORM_MODES } from './platform-server/store'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      mode: { type: 'string', default: 'chatbase' },
      port: { type: 'string', default: '8787' },
      conversations: { type: 'string', default: '300' },
      'training-ms': { type: 'string', default: '3000' },
      'requests-per-window': { type: 'string', default: '100' },
      credits: { type: 'string', default: '1000000' },
      key: { type: 'string', default: DEVELOPMENT_KEY }
    }
  })
  const mode = PLATFORM_MODES.find((one) => one === values.mode)
  if (!mode) throw new Error(`--mode is one of ${PLATFORM_MODES.join(', ')}`)
  const server = await startPlatform({
    mode,
    port: wholeNumber(values.port, '--port'),
    conversations: wholeNumber(values.conversations, '--conversations'),
    trainingMs: wholeNumber(values['training-ms'], '--training-ms'),
    requestsPerWindow: wholeNumber(values['requests-per-window'], '--requests-per-window'),
    credits: wholeNumber(values.credits, '--credits'),
    key: values.key
  })
  console.log(
    `Speaking ${mode}, ${server.store.conversations.length} conversations of ${server.store.agents.length} agents`
  )
  console.log(`Base address: ${server.baseUrl}`)
  console.log(`API key:      ${server.key}`)
  console.log(
    `Make it fail: curl -X POST ${server.origin}/control/faults -d '{"kind":"status","status":503,"times":3}'`
  )
  const stop = () => void server.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function wholeNumber(text: string, name: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${name} must be a whole number`)
  return number
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
