// The command line of the app: one command, its answer on standard output, errors as one sentence on standard error. The same in
// plain Node (a clone) and as a process of the packaged app.
import path from 'node:path'
import { runCommandLine } from './cli/run'

const abort = new AbortController()
// Ctrl+C: the command stops cleanly; a second time, at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!abort.signal.aborted) return abort.abort()
    // By the signal itself: an exit would tear down the thread of an import in the middle of what it does.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
// `chatlog-desk query ... | head`: whoever read our output has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const code = await runCommandLine(process.argv.slice(2), {
  folder: process.cwd(),
  signal: abort.signal,
  environment: process.env,
  input: async () => {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString()
  },
  out: (text) =>
    new Promise((written) => {
      process.stdout.write(text, () => written())
    }),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  // Built beside this file.
  preparer: path.join(import.meta.dirname, 'preparer.js')
})
process.exit(code)
