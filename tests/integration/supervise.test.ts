// Worker processes kept alive: real forked processes that hang, die and are killed, and what callers see of it.
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { callOnce } from '../../electron/app/call-once'
import { type Supervised, type SupervisedOptions, supervise } from '../../electron/app/supervise'
import type { AppError } from '../../shared/errors'
import { type ForkedChild, forkChild } from '../support/fork-child'

const STUBBORN = path.resolve('tests/fixtures/processes/stubborn.mjs')
/** Blocks the process for that long; far longer than a test takes. */
const FOR_EVER = { conversationId: 600_000 }

interface Info {
  readonly pid: number
  readonly attached: string
}

function start(options: Partial<SupervisedOptions> & { readonly file?: string } = {}) {
  const children: ForkedChild[] = []
  const crashes: (number | null)[] = []
  const supervised: Supervised = supervise({
    fork: () => {
      const child = forkChild(STUBBORN)
      children.push(child)
      return child
    },
    prepare: async (client) => {
      await client.call('reader.attach', {
        path: options.file ?? 'a file',
        bands: { medium: 0.5, high: 0.8 },
        reviewer: ''
      })
    },
    onDeath: 'repeat',
    cancelGraceMs: 50,
    deathMessage: 'It died.',
    onEvent: () => undefined,
    onCrash: (code) => crashes.push(code),
    ...options
  })
  onTestFinished(() => supervised.stop(0))
  const info = async (): Promise<Info> => (await supervised.call('workspace.info', undefined)) as Info
  return { supervised, children, crashes, info }
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: AppError) => error.code
  )

/** Calls, and resolves when the process has begun with it. */
async function begin(supervised: Supervised, method: 'transcript.raw' | 'transcript.open', input: unknown) {
  const abort = new AbortController()
  let answer: Promise<string> = Promise.resolve('')
  await new Promise<void>((onStarted) => {
    answer = codeOf(supervised.call(method, input, { signal: abort.signal, onStarted }))
  })
  return { abort, answer }
}

it('prepares a process before it gets calls', async () => {
  const { info, children } = start()
  expect(await info()).toEqual({ pid: children[0]?.process.pid, attached: 'a file' })
})

it('lets a call that heeds its cancel end by itself and keeps the process', async () => {
  const { supervised, info } = start()
  const { pid } = await info()
  const { abort, answer } = await begin(supervised, 'transcript.open', { conversationId: 1 })
  abort.abort()
  expect(await answer).toBe('cancelled')
  expect((await info()).pid).toBe(pid)
})

it('kills the process for a call that ignores its cancel, and repeats the others on the new one', async () => {
  const { supervised, info, crashes, children } = start()
  const { pid } = await info()
  const { abort, answer } = await begin(supervised, 'transcript.raw', FOR_EVER)
  const others = [info(), info(), info()]
  abort.abort()
  expect(await answer).toBe('cancelled')
  const repeated = await Promise.all(others)
  expect(new Set(repeated.map((other) => other.pid)).size).toBe(1)
  expect(repeated[0]).toEqual({ pid: children[1]?.process.pid, attached: 'a file' })
  expect(repeated[0]?.pid).not.toBe(pid)
  expect(crashes).toEqual([])
})

it('answers the cancel of a call that has not begun at once, without killing the one before it', async () => {
  const { supervised, info, children } = start()
  await info()
  const { abort, answer } = await begin(supervised, 'transcript.raw', { conversationId: 400 })
  const second = new AbortController()
  const waiting = codeOf(supervised.call('transcript.raw', FOR_EVER, { signal: second.signal }))
  second.abort()
  expect(await waiting).toBe('cancelled')
  expect(await answer).toBe('answered')
  expect(abort.signal.aborted).toBe(false)
  expect(children).toHaveLength(1)
  // The forgotten call has begun by now, blocks, and costs the process its life; whoever asks next is answered.
  expect((await info()).attached).toBe('a file')
})

it('repeats what waited when the process dies, and fails a call that dies with two of them', async () => {
  const { supervised, info, crashes } = start()
  await info()
  const waiting = await begin(supervised, 'transcript.open', { conversationId: 1 })
  const deadly = codeOf(supervised.call('conversations.at', { resultSet: 'r', index: 1 }))
  expect(await deadly).toBe('internal')
  expect(crashes).toEqual([7, 7])
  expect(await waiting.answer).toBe('internal')
  expect((await info()).attached).toBe('a file')
})

it('fails what waited in a process that writes, says so, and starts it again', async () => {
  const { supervised, info, crashes, children } = start({ onDeath: 'fail', cancelGraceMs: undefined })
  const { pid } = await info()
  const { answer } = await begin(supervised, 'transcript.open', { conversationId: 1 })
  children[0]?.process.kill('SIGKILL')
  expect(await answer).toBe('internal')
  expect(crashes).toEqual([null])
  const after = await info()
  expect(after.attached).toBe('a file')
  expect(after.pid).not.toBe(pid)
})

it('never kills a process that writes, however long it takes to stop', async () => {
  const { supervised, children } = start({ onDeath: 'fail', cancelGraceMs: undefined })
  const { abort, answer } = await begin(supervised, 'transcript.raw', { conversationId: 500 })
  abort.abort()
  expect(await answer).toBe('answered')
  expect(children).toHaveLength(1)
})

it('answers with what is wrong with the workspace, until another one is prepared', async () => {
  let file = 'broken'
  const { supervised, info } = start({
    prepare: async (client) => {
      await client.call('reader.attach', { path: file, bands: { medium: 0.5, high: 0.8 }, reviewer: '' })
    }
  })
  expect(await codeOf(info())).toBe('workspace-damaged')
  file = 'whole'
  await supervised.prepare()
  expect((await info()).attached).toBe('whole')
})

it('ends a process that is asked to stop, and kills one that does not', async () => {
  const polite = start()
  await polite.info()
  await polite.supervised.stop(60_000)
  expect(polite.children[0]?.process.exitCode).toBe(0)

  const deaf = start({ file: 'deaf' })
  await deaf.info()
  const waiting = codeOf(deaf.supervised.call('transcript.open', { conversationId: 1 }))
  await deaf.supervised.stop(50)
  expect(deaf.children[0]?.process.signalCode).toBe('SIGKILL')
  expect(await waiting).toBe('cancelled')
  expect(await codeOf(deaf.info())).toBe('cancelled')
})

it('runs one call in a process of its own and ends it', async () => {
  const children: ForkedChild[] = []
  const fork = () => {
    const child = forkChild(STUBBORN)
    children.push(child)
    return child
  }
  const options = { cancelGraceMs: 50, deathMessage: 'It died.' }
  const answer = (await callOnce(fork, 'workspace.info', undefined, options)) as Info
  expect(answer.pid).toBe(children[0]?.process.pid)
  await vi.waitFor(() => expect(children[0]?.process.signalCode).toBe('SIGKILL'))

  expect(await codeOf(callOnce(fork, 'conversations.at', { resultSet: 'r', index: 1 }, options))).toBe('internal')

  const abort = new AbortController()
  const onStarted = () => abort.abort()
  expect(
    await codeOf(callOnce(fork, 'transcript.raw', FOR_EVER, { ...options, signal: abort.signal, onStarted }))
  ).toBe('cancelled')
  await vi.waitFor(() => expect(children[2]?.process.signalCode).toBe('SIGKILL'))

  const limit = { milliseconds: 200, message: 'It took too long.' }
  expect(await codeOf(callOnce(fork, 'transcript.raw', FOR_EVER, { ...options, limit }))).toBe('refused')
  await vi.waitFor(() => expect(children[3]?.process.signalCode).toBe('SIGKILL'))
})
