// The ways in which the development platform can be told to fail, as networks and servers do.

export const FAULT_KINDS = [
  'rate-limit-seconds', // 429 with Retry-After in seconds
  'rate-limit-date', // 429 with Retry-After as a date
  'rate-limit-reset-seconds', // 429 with X-RateLimit-Reset as Unix seconds
  'rate-limit-reset-ms', // 429 with X-RateLimit-Reset as Unix milliseconds
  'status', // any status, with the platform's error envelope
  'timeout', // takes the request and never answers
  'slow-body', // a byte at a time
  'reset-body', // half of the body, then the connection is gone
  'truncated-json', // half of the body, ended as if it were whole
  'html', // a page of a proxy instead of JSON
  'repeated-cursor', // a page that leads to itself
  'empty-page', // no rows, although more follow
  'duplicates', // every row twice
  'reordered', // rows backwards
  'numeric-ids', // ids as numbers
  'long-ids', // ids as numbers beyond 2^53
  'unknown-enums', // words that no document names
  'apply-then-drop', // does what was asked, and drops the connection before it answers
  'redirect' // to `location`
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface Fault {
  readonly kind: FaultKind
  /** Part of `METHOD path`; absent: every request. */
  readonly on?: string
  /** Requests it meets; default 1. */
  readonly times?: number
  /** Requests it lets pass before; default 0. */
  readonly after?: number
  /** For `status`. */
  readonly status?: number
  readonly code?: string
  readonly message?: string
  /** Seconds of the 429 kinds; default 1. */
  readonly seconds?: number
  /** For `redirect`. */
  readonly location?: string
}

export interface Faults {
  add(...faults: readonly Fault[]): void
  clear(): void
  /** The fault that meets this request, if any; it is used up by it. */
  take(request: string): Fault | null
  /** Asked for every request that no waiting fault meets: `METHOD path`. null: none again. */
  rule(next: ((request: string) => Fault | null) | null): void
  /** Faults that nothing has met yet. */
  readonly waiting: number
}

export function createFaults(): Faults {
  let rule: ((request: string) => Fault | null) | null = null
  let waiting: { fault: Fault; after: number; times: number }[] = []
  return {
    add(...faults) {
      for (const fault of faults) waiting.push({ fault, after: fault.after ?? 0, times: fault.times ?? 1 })
    },
    clear() {
      waiting = []
    },
    take(request) {
      const met = waiting.find(({ fault }) => fault.on === undefined || request.includes(fault.on))
      if (!met) return rule?.(request) ?? null
      if (met.after > 0) {
        met.after--
        return null
      }
      met.times--
      if (met.times <= 0) waiting = waiting.filter((one) => one !== met)
      return met.fault
    },
    rule(next) {
      rule = next
    },
    get waiting() {
      return waiting.length
    }
  }
}

/** The page as a fault bends it. Bodies that are no page are left alone. */
export function bendPage(kind: FaultKind, body: unknown, askedCursor: string | null): unknown {
  if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data)) return body
  const rows: readonly Record<string, unknown>[] = body.data
  switch (kind) {
    case 'repeated-cursor':
      return { ...body, pagination: { cursor: askedCursor ?? 'start', hasMore: true, total: 1 } }
    case 'empty-page':
      // The rows come with the page after this one.
      return { ...body, data: [], pagination: { cursor: sameAgain(askedCursor), hasMore: true, total: null } }
    case 'duplicates':
      return { ...body, data: rows.flatMap((row) => [row, row]) }
    case 'reordered':
      return { ...body, data: [...rows].reverse() }
    case 'numeric-ids':
      return { ...body, data: rows.map((row, n) => ({ ...row, id: 9_007_199_254_740_000 + n })) }
    case 'long-ids':
      return { ...body, data: rows.map((row, n) => ({ ...row, id: `#${2n ** 53n + 1n + BigInt(n)}#` })) }
    case 'unknown-enums':
      return { ...body, data: rows.map((row) => ({ ...row, status: 'hibernating', source: 'Smart fridge' })) }
    default:
      return body
  }
}

/** What JSON.stringify cannot write. */
export const unquoteLongIds = (text: string) => text.replace(/"#(\d+)#"/g, '$1')

/** Another cursor to the same place. */
function sameAgain(cursor: string | null): string {
  if (cursor === null || cursor === 'start') return 'start'
  return Buffer.from(`${Buffer.from(cursor, 'base64url').toString()}.again`).toString('base64url')
}
