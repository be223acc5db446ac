// Makes a connector of a connection and its key. Connectors with one key share its limit.
import { createHash } from 'node:crypto'
import type { ConnectionSettings } from '../../shared/connections'
import type { Platform } from '../../shared/platforms'
import { agentPlatform } from './agent-platform'
import { readBaseUrl } from './base-url'
import type { Connector } from './connector'
import { dify } from './dify'
import { flowise } from './flowise'
import { createHttp, type Http, type HttpOptions } from './http'
import { createLimiter, type Limiter, REAL_CLOCK } from './limiter'

export interface Access {
  readonly platform: Platform
  readonly baseUrl: string
  readonly key: string
  /** Of the connection; absent before there is one. */
  readonly settings?: Pick<ConnectionSettings, 'users'> | undefined
}

export type ConnectOptions = Partial<Pick<HttpOptions, 'clock' | 'timeoutMs' | 'retryMs'>>

/** By the hash of host and key: the key itself is kept nowhere. */
const limiters = new Map<string, Limiter>()

/** Throws `invalid-input` where the key must not be sent to such an address. */
export function connect({ platform, baseUrl, key, settings }: Access, options: ConnectOptions = {}): Connector {
  const { clock = REAL_CLOCK } = options
  const url = readBaseUrl(baseUrl, platform)
  const shared = createHash('sha256')
    .update(`${new URL(url).origin}\n${key}`)
    .digest('hex')
  const limiter = limiters.get(shared) ?? createLimiter(clock)
  limiters.set(shared, limiter)
  return connectorOf(platform, createHttp({ ...options, baseUrl: url, key, limiter, clock }), settings?.users ?? [])
}

function connectorOf(platform: Platform, http: Http, users: readonly string[]): Connector {
  switch (platform) {
    case 'flowise':
      return flowise(http)
    case 'dify':
      return dify(http, users)
    case 'bookbag':
    case 'chatbase':
    case 'generic':
      return agentPlatform(platform, http)
  }
}
