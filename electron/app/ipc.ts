// The gate between windows and the rest: one channel in, one channel out, and a look at who asks before anything else.
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Events } from '../../shared/contract'
import type { Reply } from '../../shared/errors'
import type { Gate } from './gate'
import { pageOrigin } from './protocol'
import { isTrusted } from './sender'
import { isAppWindow } from './window'

/** Answers calls of our own windows' own page; a frame in it, another page, another window is refused. */
export function openGate(gate: Gate): void {
  ipcMain.handle('bridge', async (event, message: unknown): Promise<Reply<unknown>> => {
    if (!isOurPage(event)) {
      console.error('refused a call from', event.senderFrame?.url ?? 'a frame that is gone')
      return { ok: false, error: { code: 'refused', message: 'This page may not call the app.' } }
    }
    return await gate.answer(event.sender.id, message)
  })
}

function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return isTrusted(
    // null: the frame was navigated away or removed before its message arrived.
    { url: senderFrame?.url ?? null, isMainFrame: senderFrame === sender.mainFrame, isAppWindow: isAppWindow(sender) },
    pageOrigin()
  )
}

/** Tells every window of the app. */
export function tellWindows<E extends keyof Events>(event: E, payload: Events[E]): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (isAppWindow(window.webContents) && !window.webContents.isDestroyed()) {
      window.webContents.send('event', event, payload)
    }
  }
}
