// A proxy on loopback that remembers every request and answer that went through it, whole.
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Exchange {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Parsed; undefined where there was none. */
  readonly body: unknown
  readonly status: number
  readonly answerHeaders: Headers
  readonly answer: unknown
}

/** Stands before `origin` for the length of a test. */
export async function recordingProxy(origin: string): Promise<{ origin: string; exchanges: readonly Exchange[] }> {
  const exchanges: Exchange[] = []
  const server = createServer((request, response) => {
    forward(request).then(
      ({ exchange, text }) => {
        exchanges.push(exchange)
        for (const [name, value] of exchange.answerHeaders)
          if (!['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name))
            response.setHeader(name, value)
        response.writeHead(exchange.status).end(text)
      },
      () => response.destroy()
    )
  })
  async function forward(request: IncomingMessage): Promise<{ exchange: Exchange; text: string }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    const { method = 'GET', url: path = '/', headers } = request
    const answered = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(
        Object.entries(headers).filter(([name]) => ['authorization', 'content-type', 'accept'].includes(name))
      ) as Record<string, string>,
      ...(body === '' ? {} : { body })
    })
    const text = await answered.text()
    const exchange = {
      ...{ method, path, headers, status: answered.status, answerHeaders: answered.headers },
      body: body === '' ? undefined : JSON.parse(body),
      answer: text === '' ? undefined : JSON.parse(text)
    }
    return { exchange, text }
  }
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, exchanges }
}
