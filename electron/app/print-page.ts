// Prints a page that the app wrote to PDF: in a hidden window of its own without scripts, preload or network, in a session that serves
// this one page and nothing else.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { app, BrowserWindow, type Session, session } from 'electron'
import { AppError } from '../../shared/errors'
import { lockDownSession } from './lock-down'

/** In memory: nothing of a printed page is kept. */
const PARTITION = 'chatlog-desk-print'

/** As in the page itself, where its own is overlooked: nothing runs, nothing loads. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"

/** Countries that print on Letter (CLDR, supplemental data: measurementData, paperSize US). */
const LETTER = new Set(['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE'])

const FOOT = `<div style="width: 100%; font: 8px sans-serif; color: #5b6472; text-align: center;">
  <span class="pageNumber"></span> / <span class="totalPages"></span></div>`

/** Page of a path that is read when it is asked for. */
const pages = new Map<string, string>()
let printing: Session | null = null

function printSession(): Session {
  if (printing) return printing
  printing = session.fromPartition(PARTITION)
  lockDownSession(printing)
  printing.protocol.handle('app', async ({ url }) => {
    const file = pages.get(new URL(url).pathname)
    if (file === undefined) return new Response('forbidden', { status: 403 })
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
    return new Response(new Uint8Array(await readFile(file)), { headers })
  })
  return printing
}

/** `file`: HTML in UTF-8. Throws `cancelled`, and `internal` where Chromium cannot print it. */
export async function printPage(file: string, signal: AbortSignal): Promise<Uint8Array> {
  const address = `/${randomUUID()}`
  pages.set(address, file)
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printSession(),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      images: false,
      spellcheck: false,
      devTools: false
    }
  })
  const stop = () => window.destroy()
  signal.addEventListener('abort', stop, { once: true })
  try {
    if (signal.aborted) throw new Error('aborted')
    await window.loadURL(`app://print${address}`)
    return await window.webContents.printToPDF({
      pageSize: LETTER.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4',
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: FOOT,
      margins: { top: 0.6, bottom: 0.7, left: 0.6, right: 0.6 },
      generateTaggedPDF: true,
      generateDocumentOutline: true
    })
  } catch (thrown) {
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled. No file was written.')
    throw new AppError(
      'internal',
      'The pages could not be printed. No file was written. Export as HTML.',
      String(thrown)
    )
  } finally {
    signal.removeEventListener('abort', stop)
    pages.delete(address)
    if (!window.isDestroyed()) window.destroy()
  }
}
