// What windows may ask: only calls of the contract reach anything, whatever a window sends; jobs are told; cancels arrive.
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { createGate, type ShellHandlers } from '../../electron/app/gate'
import type { CallOptions } from '../../electron/rpc'
import type { JobStatus, Method } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { DEFAULT_SETTINGS } from '../../shared/settings'

type Answer = (method: Method, input: unknown, options: CallOptions) => Promise<unknown>

function setUp(answer: Answer = async () => 'value') {
  const told: JobStatus[] = []
  const asked: [string, Method, unknown][] = []
  const shellCalls = vi.fn()
  const shell = {
    'settings.get': () => DEFAULT_SETTINGS,
    'links.open': async (_call: unknown, input: { url: string }) => shellCalls(input)
  } as unknown as ShellHandlers
  const gate = createGate({
    shell,
    workers: {
      call: async (owner, method, input, options) => {
        asked.push([owner, method, input])
        return await answer(method, input, options)
      }
    },
    tell: (_event, payload) => told.push(payload as JobStatus)
  })
  let next = 0
  const call = (method: string, input?: unknown, callId = `call ${++next}`, from: unknown = 1) =>
    gate.answer(from, { kind: 'call', callId, method, input })
  return { gate, call, told, asked, shellCalls }
}

/** Waits for its cancel. */
const untilCancelled: Answer = (_method, _input, { signal }) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.'))))

it('sends each call to the process that owns it', async () => {
  const { call, asked } = setUp()
  expect(await call('workspace.info')).toEqual({ ok: true, value: 'value' })
  expect(await call('import.files', { files: [{ path: 'a' }] })).toEqual({ ok: true, value: 'value' })
  expect(await call('settings.get')).toEqual({ ok: true, value: DEFAULT_SETTINGS })
  expect(asked.map(([owner, method]) => [owner, method])).toEqual([
    ['reader', 'workspace.info'],
    ['writer', 'import.files']
  ])
})

it('lets nothing through that is no call of a window, whatever is sent', async () => {
  const { gate, asked, shellCalls } = setUp()
  const message = fc.oneof(
    fc.anything({ withDate: true, withMap: true, withNullPrototype: true }),
    fc.record({
      kind: fc.oneof(fc.constant('call'), fc.constant('cancel'), fc.anything()),
      callId: fc.oneof(fc.string({ minLength: 1, maxLength: 64 }), fc.anything()),
      method: fc.oneof(
        fc.constantFrom('workspace.attach', 'reader.attach', 'constructor', '__proto__', 'hasOwnProperty', 'settings'),
        fc.string(),
        fc.anything()
      ),
      input: fc.anything()
    })
  )
  await fc.assert(
    fc.asyncProperty(message, async (sent) => {
      const reply = await gate.answer(1, sent)
      const isCancel = typeof sent === 'object' && sent !== null && 'kind' in sent && sent.kind === 'cancel'
      if (!isCancel) expect(reply).toMatchObject({ ok: false })
      if (!reply.ok) expect(['refused', 'invalid-input']).toContain(reply.error.code)
    }),
    { numRuns: 1_000 }
  )
  expect(asked).toEqual([])
  expect(shellCalls).not.toHaveBeenCalled()
})

it('checks the input of the shell’s own calls', async () => {
  const { call, shellCalls } = setUp()
  for (const input of [undefined, null, {}, { url: 7 }, { url: 'x'.repeat(9_000) }]) {
    expect(await call('links.open', input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  }
  expect(shellCalls).not.toHaveBeenCalled()
})

it('cancels a call by its name, and refuses the name while it is in use', async () => {
  const { gate, call } = setUp(untilCancelled)
  const first = call('workspace.info', undefined, 'a')
  expect(await call('workspace.info', undefined, 'a')).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  await gate.answer(1, { kind: 'cancel', callId: 'unknown' })
  await gate.answer(1, { kind: 'cancel', callId: 'a' })
  expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } })
})

it('tells windows of a job from beginning to end, and of nothing else', async () => {
  const { call, told } = setUp(async (_method, _input, { onProgress }) => {
    onProgress?.({ phase: 'a.json', done: 1, total: 2 })
    return []
  })
  await call('workspace.info')
  expect(told).toEqual([])
  await call('import.files', { files: [{ path: 'a' }] }, 'job')
  expect(told.map(({ id, name, state, progress }) => [id, name, state, progress?.done ?? null])).toEqual([
    ['job', 'Import', 'running', null],
    ['job', 'Import', 'running', 1],
    ['job', 'Import', 'done', 1]
  ])
})

it('tells why a job failed, and that one was cancelled', async () => {
  const failing = setUp(async () => {
    throw new AppError('disk-full', 'The disk is full.')
  })
  await failing.call('import.files', { files: [{ path: 'a' }] })
  expect(failing.told.at(-1)).toMatchObject({ state: 'failed', message: 'The disk is full.' })

  const { gate, call, told } = setUp(untilCancelled)
  const job = call('import.files', { files: [{ path: 'a' }] }, 'job')
  expect(await call('jobs.list')).toMatchObject({ ok: true, value: [{ id: 'job', state: 'running' }] })
  gate.cancelJobs()
  await job
  expect(told.at(-1)).toMatchObject({ state: 'cancelled' })
  expect(await call('jobs.list')).toEqual({ ok: true, value: [] })
})

it('drops the queries of a window that is gone, keeps its jobs and other windows’ queries', async () => {
  const { gate, call } = setUp(untilCancelled)
  const states: Record<string, boolean> = {}
  const follow = (name: string, reply: Promise<{ ok: boolean }>) => reply.then(({ ok }) => (states[name] = ok))
  const query = follow('query', call('workspace.info', undefined, 'q', 1))
  void follow('job', call('import.files', { files: [{ path: 'a' }] }, 'j', 1))
  void follow('other', call('workspace.info', undefined, 'o', 2))
  gate.forget(1)
  await query
  await new Promise((resolve) => setImmediate(resolve))
  expect(states).toEqual({ query: false })
})
