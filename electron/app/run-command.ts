// Runs a command of the command line in the packaged app: the same code as `npm run cli`, in a process without a window.
import path from 'node:path'
import { app, utilityProcess } from 'electron'

/** Ends the app with the command's exit code. */
export async function runCommand(words: readonly string[]): Promise<void> {
  await app.whenReady()
  const child = utilityProcess.fork(path.join(import.meta.dirname, 'cli.js'), [...words], {
    serviceName: 'chatlog-desk-cli',
    stdio: 'inherit'
  })
  // Ctrl+C reaches the command too, which stops cleanly by itself; the app waits for it.
  app.on('before-quit', (event) => {
    event.preventDefault()
    child.kill()
  })
  child.once('exit', (code) => app.exit(code))
}
