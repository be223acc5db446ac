// Small parts of the worker processes and the shell: the queue of imports, the announcer of changes, files handed to the app.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { collectFiles } from '../../electron/app/files'
import { createAnnouncer } from '../../electron/worker/announcer'
import { createQueue } from '../../electron/worker/queue'
import type { AppError } from '../../shared/errors'

describe('queue', () => {
  const never = new AbortController().signal

  it('runs one piece of work after another, in order, also after one failed', async () => {
    const order: string[] = []
    const queue = createQueue()
    const piece = (name: string) => async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} ends`)
      if (name === 'first') throw new Error('no')
      return name
    }
    const first = queue.run(never, piece('first')).catch((error: Error) => error.message)
    const second = queue.run(never, piece('second'))
    await queue.idle()
    expect(await first).toBe('no')
    expect(await second).toBe('second')
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  it('answers a cancel while waiting at once and skips the work', async () => {
    const queue = createQueue()
    let release: () => void = () => undefined
    const first = queue.run(
      never,
      () =>
        new Promise<void>((resolve) => {
          release = resolve
        })
    )
    const abort = new AbortController()
    const work = vi.fn()
    const second = queue.run(abort.signal, work).catch((error: AppError) => error.code)
    abort.abort()
    expect(await second).toBe('cancelled')
    release()
    await first
    await queue.idle()
    expect(work).not.toHaveBeenCalled()
  })

  it('leaves a cancel to the work once it runs', async () => {
    const queue = createQueue()
    const abort = new AbortController()
    const run = queue.run(abort.signal, async () => {
      abort.abort()
      return 'what was done until then'
    })
    expect(await run).toBe('what was done until then')
  })
})

describe('announcer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells at most four times a second, each table once, and the last change too', () => {
    const tell = vi.fn()
    const announcer = createAnnouncer(tell)
    for (let at = 0; at < 1_000; at += 10) {
      announcer.note(['conversation', 'import'])
      vi.advanceTimersByTime(10)
    }
    expect(tell.mock.calls.length).toBeLessThanOrEqual(4)
    announcer.note(['review'])
    announcer.flush()
    expect(tell).toHaveBeenLastCalledWith(expect.arrayContaining(['review']))
    const told = tell.mock.calls.length
    announcer.flush()
    vi.advanceTimersByTime(10_000)
    expect(tell).toHaveBeenCalledTimes(told)
  })
})

describe('files handed to the app', () => {
  it('are kept until a window asks, then told as they come, and kept again when it is gone', () => {
    const onFiles = vi.fn()
    const onWorkspace = vi.fn()
    const files = collectFiles({ onFiles, onWorkspace })
    files.add(['/a.json', '/b.csv'])
    expect(onFiles).not.toHaveBeenCalled()
    expect(files.take()).toEqual(['/a.json', '/b.csv'])
    expect(files.take()).toEqual([])
    files.add(['/c.json'])
    expect(onFiles).toHaveBeenCalledExactlyOnceWith(['/c.json'])
    files.forget()
    files.add(['/d.json'])
    expect(files.take()).toEqual(['/d.json'])
    expect(onWorkspace).not.toHaveBeenCalled()
  })

  it('are opened where they are workspaces', () => {
    const onWorkspace = vi.fn()
    const files = collectFiles({ onFiles: vi.fn(), onWorkspace })
    files.add(['/a.json', '/Shop.ChatlogDesk'])
    expect(onWorkspace).toHaveBeenCalledExactlyOnceWith('/Shop.ChatlogDesk')
    expect(files.take()).toEqual(['/a.json'])
  })
})
