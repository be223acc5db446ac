// The development platform itself: what connectors are tested against must behave as the documents say.
import { expect, onTestFinished, test } from 'vitest'
import type { Fault } from '../../scripts/platform-server/faults'
import { type PlatformOptions, type PlatformServer, startPlatform } from '../../scripts/platform-server/server'

async function platform(options: Partial<PlatformOptions> = {}): Promise<PlatformServer> {
  const server = await startPlatform({ mode: 'chatbase', conversations: 90, trainingMs: 0, ...options })
  onTestFinished(() => server.close())
  return server
}

/** A body as far as these tests look into it. */
interface Body {
  readonly id: string
  readonly data: readonly { readonly id: string; readonly name: string }[]
  readonly pagination: { readonly cursor: string | null }
}
const bodyOf = async (response: Response): Promise<Body> => (await response.json()) as Body

const get = (server: PlatformServer, path: string, key = server.key) =>
  fetch(`${server.baseUrl}${path}`, { headers: { authorization: `Bearer ${key}` } })

test('keys are checked, and health needs none', async () => {
  const server = await platform()
  expect((await get(server, '/agents', 'wrong')).status).toBe(401)
  expect((await get(server, '/agents', 'expired')).status).toBe(401)
  expect((await fetch(`${server.baseUrl}/health`)).status).toBe(200)
  const agents = await bodyOf(await get(server, '/agents'))
  expect(agents.data.map((agent) => agent.name)).toEqual(['Northwind Support', 'Northwind Sales'])
})

test('a cursor walks an export to its end, is clamped to 20 a page, and is bound to its query', async () => {
  const server = await platform()
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const path: string = `/agents/agent-support/conversations/export?limit=100${cursor ? `&cursor=${cursor}` : ''}`
    const page = await bodyOf(await get(server, path))
    expect(page.data.length).toBeLessThanOrEqual(20)
    for (const row of page.data) ids.push(row.id)
    cursor = page.pagination.cursor
    if (cursor !== null && ids.length === 20)
      expect((await get(server, `/agents/agent-support/conversations?cursor=${cursor}`)).status).toBe(400)
  } while (cursor !== null)
  expect(new Set(ids).size).toBe(60)
})

test('what a platform does not tell is not in its answers', async () => {
  const bookbag = await platform({ mode: 'bookbag' })
  const all = await bodyOf(await get(bookbag, '/agents/101/conversations/export'))
  expect(all.pagination).toEqual({ cursor: null, hasMore: false, total: 60 })
  expect(JSON.stringify(all)).not.toContain('citations')
  const one = await fetch(`${bookbag.origin}/api/v1/conversations/${all.data[0]!.id}`, {
    headers: { authorization: `Bearer ${bookbag.key}` }
  })
  expect(JSON.stringify(await one.json())).toContain('citations')
  expect((await get(bookbag, '/agents/101/sources')).status).toBe(404)
})

test('a window of requests ends in 429 that says when to come back', async () => {
  const server = await platform({ requestsPerWindow: 2 })
  await get(server, '/agents')
  const last = await get(server, '/agents')
  expect(last.headers.get('x-ratelimit-remaining')).toBe('0')
  const refused = await get(server, '/agents')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a pair that is sent is kept, trained and deleted', async () => {
  const server = await platform({ trainingMs: 0 })
  const headers = { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' }
  const url = `${server.baseUrl}/agents/agent-support/sources`
  const body = JSON.stringify({ type: 'qna', name: 'Sale [cd-7f3a9c]', questions: ['When?'], answer: '14 days.' })
  const made = await bodyOf(await fetch(url, { method: 'POST', headers, body }))
  const found = await bodyOf(await get(server, '/agents/agent-support/sources?name=cd-7f3a9c'))
  expect(found.data).toMatchObject([{ id: made.id, status: 'trained' }])
  expect(JSON.stringify(found)).not.toContain('14 days')
  await fetch(`${url}/${made.id}`, { method: 'DELETE', headers })
  expect(server.store.sources).toEqual([])
})

test('the control endpoint makes requests fail once each', async () => {
  const server = await platform()
  const faults: Fault[] = [{ kind: 'status', status: 503 }, { kind: 'html' }, { kind: 'apply-then-drop' }]
  await fetch(`${server.origin}/control/faults`, { method: 'POST', body: JSON.stringify(faults) })
  expect((await get(server, '/agents')).status).toBe(503)
  expect(await (await get(server, '/agents')).text()).toContain('<!doctype html>')
  await expect(get(server, '/agents')).rejects.toThrow()
  expect((await get(server, '/agents')).status).toBe(200)
  expect(server.log.map(({ fault }) => fault)).toEqual(['status', 'html', 'apply-then-drop', null])
})
