// Makes a connector of a connection and its key. Connectors with one key share its limit.
import { createHash } from 'node:crypto'
import type { Platform } from '../../shared/connections'
import { agentPlatform } from './agent-platform'
import { readBaseUrl } from './base-url'
import type { Connector } from './connector'
import { createHttp, type HttpOptions } from './http'
import { createLimiter, type Limiter, REAL_CLOCK } from './limiter'

export interface Access {
  readonly platform: Platform
  readonly baseUrl: string
  readonly key: string
}

export type ConnectOptions = Partial<Pick<HttpOptions, 'clock' | 'timeoutMs' | 'retryMs'>>

/** By the hash of host and key: the key itself is kept nowhere. */
const limiters = new Map<string, Limiter>()

/** Throws `invalid-input` where the key must not be sent to such an address. */
export function connect({ platform, baseUrl, key }: Access, options: ConnectOptions = {}): Connector {
  const { clock = REAL_CLOCK } = options
  const url = readBaseUrl(baseUrl)
  const shared = createHash('sha256')
    .update(`${new URL(url).origin}\n${key}`)
    .digest('hex')
  const limiter = limiters.get(shared) ?? createLimiter(clock)
  limiters.set(shared, limiter)
  return agentPlatform(platform, createHttp({ ...options, baseUrl: url, key, limiter, clock }))
}
