// Starts the built app for an end-to-end test, with a data folder of its own, and listens to everything it says.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

export interface LaunchOptions {
  /** A workspace file to open; otherwise the app starts as on its first day. */
  readonly workspace?: string
  /** More of the command line: switches, or files to open. */
  readonly args?: readonly string[]
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** A data folder that an earlier launch used (`keepUserData`); otherwise a new, empty one. */
  readonly userData?: string
  /** Leaves the data folder where it is at `close`, for a second launch. Whoever asks removes it. */
  readonly keepUserData?: boolean
}

export interface LaunchedApp {
  readonly app: ElectronApplication
  readonly page: Page
  /** The app's data folder. */
  readonly userData: string
  /** What pages said, as `type: text`, from the first moment; thrown errors as `pageerror: text`. */
  readonly consoleLines: readonly string[]
  /** What the main process wrote, line by line. */
  readonly output: readonly string[]
  /** Console lines that tell of something the content security policy stopped. */
  violations(): readonly string[]
  /** Ends the app as a person would, by force if it does not within ten seconds, and removes the data folder. May be called again. */
  close(): Promise<void>
}

const CLOSE_LIMIT_MS = 10_000

/** Chromium has no sandbox for root; `npm test` says so when a system forbids it to ordinary users too. */
const SANDBOX = process.getuid?.() !== 0 && !process.env['CHATLOG_DESK_TEST_NO_SANDBOX']

/** Resolves when the first window is there; what it shows may still be loading. */
export async function launch(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const userData = options.userData ?? (await mkdtemp(path.join(os.tmpdir(), 'chatlog-desk-user-')))
  // No executablePath: Playwright then preloads its loader, which holds back 'ready' until it listens.
  const app = await _electron.launch({
    args: ['.', `--user-data-dir=${userData}`, ...workspaceArguments(options), ...(options.args ?? [])],
    chromiumSandbox: SANDBOX,
    env: { ...inherited(), ...options.env }
  })
  const consoleLines: string[] = []
  const output: string[] = []
  app.context().on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`))
  app.context().on('weberror', (error) => consoleLines.push(`pageerror: ${error.error().message}`))
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => output.push(...chunk.toString().split('\n').filter(Boolean)))
  }
  const page = await app.firstWindow()
  const end = endOnce(app)
  return {
    app,
    page,
    userData,
    consoleLines,
    output,
    violations: () => consoleLines.filter((line) => line.includes('Content Security Policy')),
    close: async () => {
      await end()
      if (!options.keepUserData) await rm(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
  }
}

function workspaceArguments(options: LaunchOptions): string[] {
  return options.workspace === undefined ? [] : [`--workspace=${options.workspace}`]
}

/** Ends the app at the first call; later ones wait for the same end. */
function endOnce(app: ElectronApplication): () => Promise<void> {
  const child = app.process()
  const end = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS)
    await app.close()
    clearTimeout(timer)
  }
  let ended: Promise<void> | undefined
  return () => {
    ended ??= end()
    return ended
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  )
}
