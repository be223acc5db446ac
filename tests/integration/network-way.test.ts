// The way to a platform: through the network's proxy where the system says so, only to a server whose certificate holds, and never
// with the key to another host.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../electron/connectors/connect'
import { proxyOf, rememberWay } from '../../electron/connectors/proxies'
import { QUICK, testConnector, testPlatform } from '../support/platform'
import { startProxy, startSocks } from '../support/proxy-server'

const SIGNAL = new AbortController().signal

async function behind(status = 200) {
  const server = await testPlatform('chatbase')
  const proxy = await startProxy({ status })
  onTestFinished(() => proxy.close())
  rememberWay(server.origin, `PROXY ${proxy.place}; DIRECT`)
  onTestFinished(() => rememberWay(server.origin, 'DIRECT'))
  return { server, proxy, connector: testConnector(server, 'chatbase') }
}

test('requests go through the proxy that the system names, and straight again when it names none', async () => {
  const { server, proxy, connector } = await behind()
  expect(await connector.listAgents(SIGNAL)).toHaveLength(2)
  expect(proxy.log.length).toBeGreaterThan(0)
  expect(proxy.log.every((line) => line.includes(new URL(server.origin).host))).toBe(true)
  expect(proxy.log.join()).not.toContain(server.key)
  const before = proxy.log.length
  rememberWay(server.origin, 'DIRECT')
  expect(await connector.listAgents(SIGNAL)).toHaveLength(2)
  expect(proxy.log).toHaveLength(before)
})

test.each([
  [407, /asks for a name and a password/],
  [502, /proxy did not reach the platform \(502\)/]
] as const)('a proxy that answers %i is told in plain words', async (status, words) => {
  const { server, connector } = await behind(status)
  await expect(connector.listAgents(SIGNAL)).rejects.toThrow(words)
  expect(server.log).toEqual([])
})

test('a SOCKS5 proxy is gone through', async () => {
  const server = await testPlatform('chatbase')
  const proxy = await startSocks()
  onTestFinished(() => proxy.close())
  rememberWay(server.origin, `SOCKS5 ${proxy.place}`)
  onTestFinished(() => rememberWay(server.origin, 'DIRECT'))
  expect(await testConnector(server, 'chatbase').listAgents(SIGNAL)).toHaveLength(2)
  expect(proxy.log).toEqual([new URL(server.origin).host])
})

test('a proxy that is not there is no network', async () => {
  const { server, proxy, connector } = await behind()
  await proxy.close()
  await expect(connector.listAgents(SIGNAL)).rejects.toMatchObject({ code: 'offline' })
  expect(server.log).toEqual([])
})

test('a proxy of a kind that we cannot go through stops the request before the key is anywhere', async () => {
  const { server, connector } = await behind()
  rememberWay(server.origin, 'SOCKS 127.0.0.1:9')
  await expect(connector.listAgents(SIGNAL)).rejects.toThrow(/of a kind that the app cannot go through/)
  expect(server.log).toEqual([])
})

test('the words of systems are read as they mean', () => {
  expect(proxyOf('DIRECT')).toBeNull()
  expect(proxyOf('')).toBeNull()
  expect(proxyOf('PROXY proxy.example:3128')).toBe('http://proxy.example:3128')
  expect(proxyOf('SOCKS a:1; HTTPS b:2; DIRECT')).toBe('https://b:2')
  expect(proxyOf('SOCKS5 a:1; DIRECT')).toBe('socks5://a:1')
  expect(proxyOf('SOCKS a:1; DIRECT')).toBeNull()
  expect(() => proxyOf('SOCKS a:1')).toThrow(/cannot go through/)
})

test('a certificate that does not hold ends the connection before the key is sent, with a proxy and without', async () => {
  const folder = 'tests/fixtures/tls'
  let requests = 0
  const server = createServer(
    { key: readFileSync(`${folder}/self-signed.key`), cert: readFileSync(`${folder}/self-signed.crt`) },
    (_request, response) => {
      requests++
      response.end('{"data":[]}')
    }
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connector = connect({ platform: 'generic', baseUrl: origin, key: 'secret' }, QUICK)
  await expect(connector.listAgents(SIGNAL)).rejects.toThrow(/certificate is not valid/)
  const proxy = await startProxy()
  onTestFinished(() => proxy.close())
  rememberWay(origin, `PROXY ${proxy.place}`)
  await expect(connector.listAgents(SIGNAL)).rejects.toThrow(/certificate is not valid/)
  expect(proxy.log).toEqual([`CONNECT ${new URL(origin).host}`])
  expect(requests).toBe(0)
})

test('a redirect to another host gets neither the request nor the key; one on the same host is followed', async () => {
  const other = await testPlatform('chatbase')
  const server = await testPlatform('chatbase')
  const connector = testConnector(server, 'chatbase')
  server.faults.add({ kind: 'redirect', location: `${other.baseUrl}/agents`, on: '/agents' })
  await expect(connector.listAgents(SIGNAL)).rejects.toThrow(/key was not sent there/)
  expect(other.log).toEqual([])
  server.faults.add({ kind: 'redirect', location: '/api/v2/agents?limit=100', on: '/agents' })
  expect(await connector.listAgents(SIGNAL)).toHaveLength(2)
})
