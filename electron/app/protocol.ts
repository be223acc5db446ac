// Serves the window's own files under app://bundle, with a strict content security policy, and nothing else.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { app, protocol, type Session } from 'electron'

const ORIGIN = 'app://bundle'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm'
}

/** Where the window's page comes from: our own scheme, or in development the dev server. */
export function pageOrigin(): string {
  const server = process.env['ELECTRON_RENDERER_URL']
  return !app.isPackaged && server ? new URL(server).origin : ORIGIN
}

/** Only our own files run or load; styles also where they carry the nonce of this very page. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `object-src 'none'`
  ].join('; ')
}

/** Before the app is ready, synchronously. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** After the app is ready. Serves `root` (it may be inside app.asar) and nothing outside it. */
export function serveWindow(session: Session, root: string): void {
  session.protocol.handle('app', async (request) => {
    const file = fileOf(new URL(request.url), root)
    if (!file) return new Response('forbidden', { status: 403 })
    let body: Buffer
    try {
      body = await readFile(file)
    } catch {
      return new Response('not found', { status: 404 })
    }
    return respond(body, path.extname(file))
  })
}

/** The file an address stands for; null where it points outside the folder or at another host. */
function fileOf(url: URL, root: string): string | null {
  if (url.host !== 'bundle') return null
  let asked: string
  try {
    asked = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (asked.includes('\0')) return null
  const file = path.join(root, asked === '/' ? 'index.html' : asked)
  const inside = path.relative(root, file)
  return inside.startsWith('..') || path.isAbsolute(inside) ? null : file
}

function respond(body: Buffer, extension: string): Response {
  const headers: Record<string, string> = {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin'
  }
  if (extension !== '.html') return new Response(new Uint8Array(body), { headers })
  const nonce = randomBytes(16).toString('base64')
  return new Response(body.toString('utf8').replaceAll('__CSP_NONCE__', nonce), {
    headers: {
      ...headers,
      'content-security-policy': contentSecurityPolicy(nonce),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store'
    }
  })
}
