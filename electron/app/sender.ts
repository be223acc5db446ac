// Who may call the app: the main frame of a window the app opened, showing the app's own page. Knows no Electron.

/** Where a call came from. */
export interface Sender {
  /** Address of the frame; null where it is gone already. */
  readonly url: string | null
  readonly isMainFrame: boolean
  /** The app opened this window itself. */
  readonly isAppWindow: boolean
}

/** `origin`: of the app's own page, as `protocol://host`. */
export function isTrusted({ url, isMainFrame, isAppWindow }: Sender, origin: string): boolean {
  if (!isAppWindow || !isMainFrame || url === null || !URL.canParse(url)) return false
  // As `URL.origin`, also for our own scheme, where Node's URL says "null".
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}` === origin
}
