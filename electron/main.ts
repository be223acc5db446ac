// The entry of the desktop app: what must happen before Electron is ready, one instance per data folder, and a clean end.
import { app } from 'electron'
import { z } from 'zod'
import { toErrorValue } from '../shared/errors'
import { readCommandLine } from './app/command-line'
import { WINDOW_HEAP } from './app/heaps'
import { lockDownPages } from './app/lock-down'
import { openLog } from './app/log'
import { registerScheme } from './app/protocol'
import { runCommand } from './app/run-command'
import { type RunningApp, startApp } from './app/start'

const commandLine = readCommandLine(process.argv, process.cwd(), app.isPackaged)
if (commandLine.userData) app.setPath('userData', commandLine.userData)
registerScheme()
app.commandLine.appendSwitch('js-flags', WINDOW_HEAP)
lockDownPages()
// Every renderer, whatever its options say. It would override --no-sandbox, which root needs: the child processes would then
// die in an endless loop.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

/** What one start of the app tells the instance that runs already. */
const handOverSchema = z.object({ files: z.array(z.string()), workspace: z.string().nullable() })

// No top-level await for the app to be ready: Electron waits for this file before it is.
if (commandLine.command) {
  void runCommand(commandLine.command)
} else if (app.requestSingleInstanceLock({ files: commandLine.files, workspace: commandLine.workspace })) {
  runWindow()
} else {
  app.exit(0)
}

function runWindow(): void {
  const log = openLog(app.getPath('userData'))
  const early: string[] = []
  let running: RunningApp | null = null

  const unexpected = (thrown: unknown) => {
    log('unexpected error', thrown)
    running?.tellProblem(toErrorValue(thrown))
  }
  process.on('uncaughtException', unexpected)
  process.on('unhandledRejection', unexpected)

  // macOS: files opened with the app, also before it is ready.
  app.on('open-file', (event, file) => {
    event.preventDefault()
    if (running) running.handOver({ files: [file], workspace: null })
    else early.push(file)
  })
  app.on('second-instance', (_event, _argv, _folder, given) => {
    running?.handOver(handOverSchema.safeParse(given).data ?? { files: [], workspace: null })
  })
  app.on('activate', () => running?.showWindow())
  app.on('window-all-closed', () => app.quit())

  let isClosing = false
  app.on('will-quit', (event) => {
    if (!running || isClosing) return
    isClosing = true
    event.preventDefault()
    void running.close().finally(() => app.exit(0))
  })

  void app.whenReady().then(() => {
    running = startApp({ ...commandLine, files: [...commandLine.files, ...early] }, log)
  })
}
