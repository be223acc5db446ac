// The app's window: sandboxed, remembered in size and place, shown when it has something to show, loaded again when it crashes.
import path from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, screen, type WebContents } from 'electron'
import { pageOrigin } from './protocol'
import type { Store, WindowState } from './settings'

const DEFAULT_SIZE = { width: 1360, height: 860 }
const LEAST_SIZE = { minWidth: 720, minHeight: 480 }

const ours = new Set<number>()

/** A window that the app opened itself, as opposed to anything else that has web contents. */
export function isAppWindow(contents: WebContents): boolean {
  return ours.has(contents.id)
}

interface WindowOptions {
  readonly store: Store
  readonly log: (message: string, detail?: unknown) => void
  /** The page is going away or was loaded anew: nobody waits for what it had asked. */
  readonly onPageGone: (contentsId: number) => void
}

export function openWindow({ store, log, onPageGone }: WindowOptions): BrowserWindow {
  const state = store.window
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...LEAST_SIZE,
    ...(state && isOnScreen(state) ? state.bounds : {}),
    show: false,
    title: app.getName(),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged
    }
  })
  const { id } = window.webContents
  ours.add(id)
  if (state?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  // The workspace is the title; the page does not change it.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.on('close', () => {
    store.window = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
  })
  window.on('closed', () => {
    ours.delete(id)
    onPageGone(id)
  })
  window.webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) onPageGone(id)
  })
  reviveAfterCrash(window, log)
  void load(window, log)
  return window
}

async function load(window: BrowserWindow, log: WindowOptions['log']): Promise<void> {
  try {
    await window.loadURL(`${pageOrigin()}/index.html`)
  } catch (thrown) {
    if (window.isDestroyed()) return
    log('the window’s page could not be loaded', thrown)
    window.show()
    await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window could not be loaded.',
      detail: `Please install the app again. Your data is not affected.\n\n${String(thrown)}`
    })
  }
}

const MOST_CRASHES = 3
const CRASHES_WITHIN_MS = 60_000

function reviveAfterCrash(window: BrowserWindow, log: WindowOptions['log']): void {
  let crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return
    log('the window crashed', `${details.reason} ${details.exitCode}`)
    const now = Date.now()
    crashes = [...crashes.filter((at) => now - at < CRASHES_WITHIN_MS), now]
    if (crashes.length < MOST_CRASHES) return window.webContents.reload()
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: 'The window stopped working several times.',
        detail: 'What you did is saved. Load the window again, or quit and start the app again.',
        buttons: ['Load again', 'Quit'],
        defaultId: 0,
        cancelId: 0
      })
      .then(({ response }) => (response === 1 ? app.quit() : window.webContents.reload()))
  })
  window.on('unresponsive', () => log('the window does not respond'))
}

/** Most of the remembered window is on a screen that is still there. */
function isOnScreen({ bounds }: WindowState): boolean {
  const area = screen.getDisplayMatching(bounds).workArea
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y)
  return width * 2 > bounds.width && height * 2 > bounds.height
}
