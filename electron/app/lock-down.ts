// What no page in this app may ever do, whatever it is: leave, open windows, embed others, ask for devices, reach the network.
import { app, type Session } from 'electron'
import { pageOrigin } from './protocol'

/** Before the first window. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    // The page is loaded by the app; it never goes anywhere by itself. In development the dev server reloads it.
    contents.on('will-frame-navigate', (event) => {
      const isReload = !app.isPackaged && event.isMainFrame && event.url === contents.getURL()
      if (!isReload) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** Refuses permissions, downloads and every request that is not for the page's own files. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  // A download of blobs the page made itself would be written without a dialog of ours; files are saved by the main process.
  session.on('will-download', (event) => event.preventDefault())
  // Its dictionaries are fetched from the network.
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwn(details.url) }))
}

function isOwn(address: string): boolean {
  if (/^(app|devtools|blob|data):/.test(address)) return true
  if (app.isPackaged) return false
  const origin = pageOrigin()
  return address.startsWith(`${origin}/`) || address.startsWith(`${origin.replace(/^http/, 'ws')}/`)
}
