// The way the system says to go to each host: straight, or through the network's proxy. Whoever runs the app asks the system and tells.
import type { Dispatcher } from 'undici'
import { PlatformError } from './platform-error'

/** Kinds that we can go through; what systems call SOCKS is version 4. */
const SCHEMES: Readonly<Partial<Record<string, string>>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS5: 'socks5'
}

/** By the origin of the platform. */
const ways = new Map<string, string>()
/** By the address of the proxy. */
const agents = new Map<string, Dispatcher>()

/**
 * `way` in the words in which systems answer: `DIRECT`, or `PROXY host:port`, `HTTPS host:port`, `SOCKS5 host:port`, several behind each
 * other with semicolons, the best first (the return value of FindProxyForURL in proxy auto-config files).
 */
export function rememberWay(origin: string, way: string): void {
  ways.set(origin, way)
}

/** undefined: straight. Rejects with `refused` where the system names only proxies of a kind that we cannot go through. */
export async function dispatcherFor(origin: string): Promise<Dispatcher | undefined> {
  const address = proxyOf(ways.get(origin) ?? 'DIRECT')
  if (address === null) return undefined
  const { ProxyAgent } = await import('undici')
  const agent = agents.get(address) ?? new ProxyAgent({ uri: address })
  agents.set(address, agent)
  return agent
}

/** Address of the first proxy that we can go through; null: straight. */
export function proxyOf(way: string): string | null {
  const steps = way.split(';').map((step) => step.trim())
  for (const step of steps) {
    const [, kind, place] = /^(\w+)(?:\s+(\S+))?$/.exec(step) ?? []
    const scheme = kind === undefined ? undefined : SCHEMES[kind.toUpperCase()]
    if (kind?.toUpperCase() === 'DIRECT') return null
    if (scheme !== undefined && place !== undefined) return `${scheme}://${place}`
  }
  if (steps.every((step) => step === '')) return null
  throw new PlatformError(
    'refused',
    `This network’s proxy (${steps[0]}) is of a kind that the app cannot go through: nothing was sent. It knows HTTP, HTTPS and SOCKS5 proxies.`
  )
}
