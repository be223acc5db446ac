// Puts the app together: settings, processes, workspace, gate, menu, window, and what happens between them.
import path from 'node:path'
import { app, type BrowserWindow, nativeTheme, net, session } from 'electron'
import type { Connection, SyncSchedule } from '../../shared/connections'
import type { Output } from '../../shared/contract'
import { type ErrorValue, toErrorValue } from '../../shared/errors'
import type { Settings } from '../../shared/settings'
import type { CommandLine } from './command-line'
import { createDialogs } from './dialogs'
import { collectFiles } from './files'
import { createGate } from './gate'
import { openGate, tellWindows } from './ipc'
import { lockDownSession } from './lock-down'
import type { Log } from './log'
import { type MenuActions, setMenu } from './menu'
import { createPlatforms } from './platforms'
import { serveWindow } from './protocol'
import { createSchedule } from './schedule'
import { openSecrets } from './secrets'
import { openStore } from './settings'
import { shellHandlers } from './shell-handlers'
import { openWindow } from './window'
import { startWorkers } from './workers'
import { createWorkspaces } from './workspace'

export interface RunningApp {
  /** A second start of the app, or the system, hands over what it was given. */
  handOver(given: Pick<CommandLine, 'files' | 'workspace'>): void
  tellProblem(problem: ErrorValue): void
  showWindow(): void
  close(): Promise<void>
}

/** After the app is ready. */
export function startApp(commandLine: CommandLine, log: Log): RunningApp {
  const userData = app.getPath('userData')
  const workspaceFolder = path.join(userData, 'Workspaces')
  let window: BrowserWindow | null = null

  const store = openStore(userData, (keptAs) =>
    log('the settings file was damaged; defaults are used, it was kept as', keptAs)
  )
  nativeTheme.themeSource = store.settings.theme

  const workers = startWorkers({
    settings: () => store.settings,
    onEvent: (name, payload) => {
      tellWindows(name, payload as never)
      if (name === 'data.changed' && JSON.stringify(payload).includes('outbox')) platforms.wake()
    },
    onCrash: (owner, message, code) => {
      log(`the ${owner} process died`, code)
      tellWindows('process.restarted', { owner, message })
    }
  })
  const dialogs = createDialogs(() => window, workspaceFolder)
  const workspaces = createWorkspaces({
    store,
    workers,
    folder: workspaceFolder,
    onChange: (workspace, isFirst) => {
      platforms.wake()
      void schedule.opened()
      showNames()
      // A window that is told of another workspace asks for everything and draws itself anew: at the start, all it does twice.
      if (!isFirst) tellWindows('workspace.changed', workspace)
    }
  })
  const files = collectFiles({
    onWorkspace: (file) => void openWorkspaceOrTell(file, false),
    onFiles: (opened) => tellWindows('files.opened', { files: opened })
  })
  const secrets = openSecrets(userData, dialogs)
  const platforms = createPlatforms({
    workers,
    secrets,
    settings: () => store.settings,
    wayTo: (url) => session.defaultSession.resolveProxy(url),
    onChange: () => tellWindows('data.changed', { tables: ['outbox'] }),
    log
  })
  const gate = createGate({
    shell: {
      ...shellHandlers({ store, dialogs, workspaces, workers, files, openWorkspace, onSettings }),
      ...platforms.handlers
    },
    workers,
    tell: tellWindows
  })

  const schedule = createSchedule({
    schedule: async () => (await workers.call('reader', 'connections.schedule', undefined, {})) as SyncSchedule,
    connections: async () => (await workers.call('reader', 'connections.list', undefined, {})) as readonly Connection[],
    hasKey: ({ uid }) => secrets.get(uid) !== null,
    isBusy: () => gate.jobs.running.some(({ method }) => method === 'connections.sync'),
    sync: ({ id }) => gate.start('connections.sync', { id, full: false }),
    isOnline: () => net.isOnline(),
    now: () => Date.now(),
    log
  })
  const looking = setInterval(() => void schedule.look(), LOOK_EVERY_MS)

  async function openWorkspace(file: string, create: boolean): Promise<{ readonly path: string } | null> {
    const jobs = gate.jobs.running
    if (jobs.length > 0 && path.resolve(file) !== workspaces.current?.path) {
      const agreed = await dialogs.confirm({
        message: 'Stop what is running and open the other workspace?',
        detail: `Still running: ${jobs.map((job) => job.name).join(', ')}. What was saved so far is kept.`,
        yes: 'Stop and open'
      })
      if (!agreed) return null
      gate.cancelJobs()
    }
    return await workspaces.open(file, create)
  }

  async function openWorkspaceOrTell(file: string, create: boolean): Promise<void> {
    try {
      await openWorkspace(file, create)
    } catch (thrown) {
      await dialogs.tell(toErrorValue(thrown))
    }
  }

  async function chooseAndOpen(choose: () => Promise<string | null>, create: boolean): Promise<void> {
    const file = await choose()
    if (file !== null) await openWorkspaceOrTell(file, create)
  }

  let applied = store.settings
  function onSettings(settings: Settings): void {
    nativeTheme.themeSource = settings.theme
    const before = applied
    applied = settings
    if (settings.masked === before.masked && settings.orderPattern === before.orderPattern) refreshMenu()
    else showNames()
    tellWindows('settings.changed', settings)
    const isSame = READ_BY_READER.every((name) => JSON.stringify(settings[name]) === JSON.stringify(before[name]))
    if (isSame) return
    // The reader's own calls fail with the same reason where this does.
    workers.applySettings().then(
      () => tellWindows('data.changed', { tables: ['conversation', 'review', 'import', 'settings'] }),
      (thrown: unknown) => log('the settings could not be applied to the list', thrown)
    )
  }

  const menuActions: MenuActions = {
    createWorkspace: () => void chooseAndOpen(dialogs.workspaceToCreate, true),
    openWorkspace: () => void chooseAndOpen(dialogs.workspaceToOpen, false),
    openRecent: (file) => void openWorkspaceOrTell(file, false),
    setTheme: (theme) => onSettings(store.change({ theme })),
    run: (id) => tellWindows('command.run', { id })
  }

  /** The menu and the window's title, with the names of workspaces in them. */
  function showNames(): void {
    const recent = workspaces.recent()
    if (!store.settings.masked) {
      setNames(recent, workspaces.current?.name)
      return
    }
    // Nothing until it is known what may be shown.
    setNames([], undefined)
    shownNames([...recent.map(({ name }) => name), workspaces.current?.name ?? '']).then(
      (names) => {
        if (!store.settings.masked) return
        setNames(
          recent.map((one, at) => ({ ...one, name: names[at] ?? '' })),
          names.at(-1)
        )
      },
      (thrown: unknown) => log('the names of workspaces could not be masked', thrown)
    )
  }

  async function shownNames(texts: readonly string[]): Promise<readonly string[]> {
    // The reader's handler is checked against the contract; only the type is lost on the way.
    return (await workers.call('reader', 'masked.words', { texts, conversationId: null }, {})) as Output<'masked.words'>
  }

  let shownRecent: ReturnType<typeof workspaces.recent> = []
  function refreshMenu(): void {
    const { theme, keys, singleKeys } = store.settings
    setMenu(menuActions, { theme, keys: { keys, singleKeys }, recent: shownRecent })
  }

  function setNames(recent: ReturnType<typeof workspaces.recent>, name: string | undefined): void {
    shownRecent = recent
    refreshMenu()
    window?.setTitle(name === undefined || name === '' ? app.getName() : `${name} - ${app.getName()}`)
  }

  function showWindow(): void {
    if (window) {
      if (window.isMinimized()) window.restore()
      window.focus()
      return
    }
    window = openWindow({
      store,
      log,
      onPageGone: (contentsId) => {
        gate.forget(contentsId)
        files.forget()
      }
    })
    window.on('closed', () => {
      window = null
    })
    showNames()
  }

  lockDownSession(session.defaultSession)
  serveWindow(session.defaultSession, path.join(import.meta.dirname, '../renderer'))
  openGate(gate)
  showWindow()
  files.add(commandLine.files)
  workspaces.openFirst(commandLine.workspace).catch((thrown: unknown) => {
    log('the workspace could not be opened', thrown)
    void dialogs.tell(toErrorValue(thrown))
  })

  return {
    showWindow,
    handOver(given) {
      showWindow()
      if (given.workspace) void openWorkspaceOrTell(given.workspace, true)
      files.add(given.files)
    },
    tellProblem: ({ message, detail = '' }) => tellWindows('problem.happened', { message, detail }),
    close: async () => {
      clearInterval(looking)
      platforms.stop()
      await workers.close()
    }
  }
}

/** Milliseconds between two looks whether a sync is due. */
const LOOK_EVERY_MS = 15_000

/** Settings that the reader's answers depend on. */
const READ_BY_READER = ['bands', 'reviewer', 'masked', 'orderPattern'] as const satisfies readonly (keyof Settings)[]
