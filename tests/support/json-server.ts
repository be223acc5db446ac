// A small JSON server on loopback for tests of connectors: a key, a log of what was asked, answers by a function.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface AskedOf {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}

export interface AnsweredBy {
  readonly status: number
  readonly body: unknown
}

export interface JsonServer {
  readonly origin: string
  /** Method, path and question of everything that was asked. */
  readonly log: readonly string[]
  close(): Promise<void>
}

/** `answer` is asked only where the key is right; `wrongKey` is the answer where it is not. */
export async function startJsonServer(
  key: string,
  wrongKey: AnsweredBy,
  answer: (asked: AskedOf) => AnsweredBy,
  port = 0
): Promise<JsonServer> {
  const log: string[] = []
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const method = request.method ?? 'GET'
      log.push(`${method} ${decodeURIComponent(url.pathname + url.search)}`)
      const isRight = request.headers.authorization === `Bearer ${key}`
      const answered = isRight ? answer({ method, path: url.pathname, query: url.searchParams, body }) : wrongKey
      response.statusCode = answered.status
      response.setHeader('content-type', 'application/json; charset=utf-8')
      response.end(JSON.stringify(answered.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? {} : JSON.parse(text)
}
