// A development platform for a test, and a connector to it that does not wait long.
import { onTestFinished } from 'vitest'
import type { ConnectOptions } from '../../electron/connectors/connect'
import { connect } from '../../electron/connectors/connect'
import type { Connector } from '../../electron/connectors/connector'
import { REAL_CLOCK } from '../../electron/connectors/limiter'
import { type PlatformOptions, type PlatformServer, startPlatform } from '../../scripts/platform-server/server'
import type { PlatformMode } from '../../scripts/platform-server/store'

export async function testPlatform(
  mode: PlatformMode,
  options: Partial<PlatformOptions> = {}
): Promise<PlatformServer> {
  const server = await startPlatform({
    mode,
    conversations: 90,
    trainingMs: 0,
    requestsPerWindow: 1_000_000,
    ...options
  })
  onTestFinished(() => server.close())
  return server
}

/** Waits are as long as asked for, divided by fifty. */
export const QUICK = {
  clock: {
    now: REAL_CLOCK.now,
    random: REAL_CLOCK.random,
    sleep: (ms: number, signal: AbortSignal) => REAL_CLOCK.sleep(ms / 50, signal)
  },
  timeoutMs: 300,
  retryMs: 20
} satisfies ConnectOptions

export function testConnector(
  server: Pick<PlatformServer, 'baseUrl' | 'key'>,
  mode: PlatformMode,
  options: ConnectOptions = QUICK
): Connector {
  return connect({ platform: mode, baseUrl: server.baseUrl, key: server.key }, options)
}
