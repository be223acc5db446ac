// Calls over a port: answers, errors, cancel, progress, and what a broken caller cannot do.
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { type AnyHandlers, type Client, connect, type Port, serve } from '../../electron/rpc'
import { AppError } from '../../shared/errors'

/** Two ports joined together; what is posted arrives at the other end after a structured clone, later. */
function joinedPorts(): { readonly here: Port; readonly there: Port } {
  const end = () => {
    const listeners: ((message: unknown) => void)[] = []
    return { listeners, onMessage: (listener: (message: unknown) => void) => void listeners.push(listener) }
  }
  const a = end()
  const b = end()
  const deliver = (to: typeof a, message: unknown) => {
    const clone: unknown = structuredClone(message)
    setImmediate(() => {
      for (const listener of to.listeners) listener(clone)
    })
  }
  return {
    here: { post: (message) => deliver(b, message), onMessage: a.onMessage },
    there: { post: (message) => deliver(a, message), onMessage: b.onMessage }
  }
}

function pair(handlers: AnyHandlers, onStop?: () => void): Client & { readonly port: Port } {
  const { here, there } = joinedPorts()
  const client = connect(here)
  serve(there, handlers, onStop).ready()
  return Object.assign(client, { port: here })
}

const failure = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: AppError) => error
  )

it('answers a call with what its handler returns, and says when it has begun', async () => {
  const onStarted = vi.fn()
  const client = pair({ 'transcript.raw': (_call, input: { conversationId: number }) => `raw ${input.conversationId}` })
  await client.ready
  expect(await client.call('transcript.raw', { conversationId: 7 }, { onStarted })).toBe('raw 7')
  expect(onStarted).toHaveBeenCalledOnce()
  expect(client.waiting).toBe(0)
})

it('carries the code and the sentence of an error that is for people', async () => {
  const client = pair({
    'workspace.info': () => {
      throw new AppError('disk-full', 'The disk is full.', 'ENOSPC')
    }
  })
  const error = await failure(client.call('workspace.info', undefined))
  expect(error).toBeInstanceOf(AppError)
  expect(error).toMatchObject({ code: 'disk-full', message: 'The disk is full.', detail: 'ENOSPC' })
})

it('tells an unexpected error in general words and writes the stack to the log of the process it happened in', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const client = pair({
    'workspace.info': () => {
      throw new TypeError('x is not a function')
    }
  })
  const error = await failure(client.call('workspace.info', undefined))
  expect(error).toMatchObject({ code: 'internal', detail: 'TypeError: x is not a function' })
  expect(error.message).not.toContain('function')
  expect(log).toHaveBeenCalledOnce()
  log.mockRestore()
})

it('refuses input that does not fit, whatever it is, and goes on answering', async () => {
  const handler = vi.fn(() => 'reached')
  const client = pair({ 'transcript.raw': handler, 'workspace.info': () => 'alive' })
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (input) => {
      const isValid =
        typeof input === 'object' &&
        input !== null &&
        'conversationId' in input &&
        Number.isInteger(input.conversationId) &&
        (input.conversationId as number) >= 0
      fc.pre(!isValid)
      const error = await failure(client.call('transcript.raw', input))
      expect(error.code).toBe('invalid-input')
    }),
    { numRuns: 200 }
  )
  expect(handler).not.toHaveBeenCalled()
  expect(await client.call('workspace.info', undefined)).toBe('alive')
})

it.each([100, 1_000, 100_000])('survives a filter nested %i deep', async (depths) => {
  const client = pair({ 'conversations.open': () => 'reached', 'workspace.info': () => 'alive' })
  let filter: unknown = { kind: 'all', of: [] }
  for (let depth = 0; depth < depths; depth++) filter = { kind: 'not', of: filter }
  const input = { query: { version: 1, filter, sort: [], agentId: null }, timeZone: 'UTC' }
  const answer = await client.call('conversations.open', input).catch((error: AppError) => error.code)
  expect(['reached', 'invalid-input']).toContain(answer)
  expect(await client.call('workspace.info', undefined)).toBe('alive')
})

it('ignores messages that are no calls', async () => {
  const client = pair({ 'workspace.info': () => 'alive' })
  for (const message of [
    null,
    7,
    'call',
    [],
    {},
    { kind: 'call' },
    { kind: 'cancel', id: 'x' },
    { kind: 'other', id: 1 }
  ]) {
    client.port.post(message)
  }
  expect(await client.call('workspace.info', undefined)).toBe('alive')
})

it('says so when nobody answers a method', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const client = pair({})
  expect((await failure(client.call('workspace.info', undefined))).message).toBe('This call has no answerer.')
  log.mockRestore()
})

it('cancels: the handler sees its signal, the caller gets the code cancelled', async () => {
  const client = pair({
    'workspace.info': ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))
  })
  const abort = new AbortController()
  const call = failure(
    client.call('workspace.info', undefined, { signal: abort.signal, onStarted: () => abort.abort() })
  )
  expect((await call).code).toBe('cancelled')
})

it('does not begin with a call that was cancelled on its way', async () => {
  const handler = vi.fn()
  const client = pair({ 'workspace.info': handler })
  const abort = new AbortController()
  const call = failure(client.call('workspace.info', undefined, { signal: abort.signal }))
  abort.abort()
  expect((await call).code).toBe('cancelled')
  expect((await failure(client.call('workspace.info', undefined, { signal: abort.signal }))).code).toBe('cancelled')
  expect(handler).not.toHaveBeenCalled()
})

it('tells progress seldom, but always the end', async () => {
  const told: number[] = []
  const client = pair({
    'import.plan': ({ progress }) => {
      for (let done = 0; done <= 10_000; done++) progress({ phase: 'Reading', done, total: 10_000 })
      return []
    }
  })
  await client.call('import.plan', { files: ['a'] }, { onProgress: ({ done }) => told.push(done) })
  expect(told[0]).toBe(0)
  expect(told.at(-1)).toBe(10_000)
  expect(told.length).toBeLessThan(100)
})

it('cancels what runs when it is asked to stop, lets it answer, and only then closes', async () => {
  const order: string[] = []
  const client = pair(
    {
      'workspace.info': ({ signal }) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => {
            order.push('cancelled')
            setImmediate(() => resolve(order.push('finished')))
          })
        )
    },
    () => order.push('closed')
  )
  const call = client.call('workspace.info', undefined, { onStarted: () => client.stop() })
  await call
  await vi.waitFor(() => expect(order).toEqual(['cancelled', 'finished', 'closed']))
})

it('fails what waits when the other side is gone', async () => {
  const client = pair({ 'workspace.info': () => new Promise(() => undefined) })
  const call = failure(client.call('workspace.info', undefined))
  client.fail(new AppError('internal', 'gone'))
  expect((await call).message).toBe('gone')
})
