// Runs a command of the command line in the packaged app: the same code as `npm run cli`, in a process without a window.
import path from 'node:path'
import { app, utilityProcess } from 'electron'

/** Before the app is ready. Ends the app with the command's exit code. */
export async function runCommand(words: readonly string[]): Promise<void> {
  // No window, so no graphics; and standard error belongs to the command, not to Chromium's log. Without a display Linux needs
  // --ozone-platform=headless before the command: it is looked at before any of this runs.
  app.disableHardwareAcceleration()
  app.commandLine.appendSwitch('log-level', '3')
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
