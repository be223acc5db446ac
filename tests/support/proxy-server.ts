// An HTTP proxy on loopback: tunnels by CONNECT, passes on plain requests, tells what went through it, and can ask for a password.
import { request as ask, createServer } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'

export interface ProxyServer {
  /** `127.0.0.1:port` */
  readonly place: string
  /** `CONNECT host:port` or `GET http://…`, in order. */
  readonly log: readonly string[]
  close(): Promise<void>
}

export async function startProxy({ status = 200 }: { readonly status?: number } = {}): Promise<ProxyServer> {
  const log: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`)
    if (status !== 200) {
      response.writeHead(status).end()
      return
    }
    const onward = ask(request.url ?? '', { method: request.method ?? 'GET', headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  })
  server.on('connect', (request, socket: Socket) => {
    log.push(`CONNECT ${request.url}`)
    sockets.add(socket)
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    const [host, port] = (request.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
        server.closeAllConnections()
      })
  }
}

/** A SOCKS5 proxy (RFC 1928) that asks for no password and connects to IPv4 addresses and names; `log` has `host:port`. */
export async function startSocks(): Promise<ProxyServer> {
  const log: string[] = []
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]))
      socket.once('data', (request) => {
        const isName = request[3] === 3
        const end = isName ? 5 + (request[4] ?? 0) : 8
        const host = isName ? request.subarray(5, end).toString() : request.subarray(4, 8).join('.')
        const port = request.readUInt16BE(end)
        log.push(`${host}:${port}`)
        const onward = connect(port, host, () => {
          socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]))
          onward.pipe(socket).pipe(onward)
        })
        sockets.add(onward)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
  }
}
