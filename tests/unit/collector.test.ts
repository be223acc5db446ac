// What lies outside of the heap and is not needed any more is collected in time, and no sooner.
import v8 from 'node:v8'
import vm from 'node:vm'
import { afterEach, expect, it } from 'vitest'
import { createCollector } from '../../electron/worker/collector'

const MB = 1024 * 1024
const outside = () => v8.getHeapStatistics().external_memory
const before = globalThis.gc

afterEach(() => {
  globalThis.gc = before
})

/** As in a process that was started with it. */
function withGc(): () => number {
  v8.setFlagsFromString('--expose-gc')
  const gc = vm.runInNewContext('gc') as () => void
  let calls = 0
  globalThis.gc = (async () => {
    calls++
    gc()
  }) as typeof globalThis.gc
  return () => calls
}

it('lets go of lists that nothing holds, when there are many', () => {
  const calls = withGc()
  globalThis.gc?.()
  const collect = createCollector()
  const atFirst = outside()
  let bytes = 0
  for (let i = 0; i < 400; i++) {
    bytes += new Uint8Array(MB).byteLength
    collect()
  }
  expect(bytes).toBe(400 * MB)
  expect(calls()).toBeGreaterThan(10)
  expect(calls()).toBeLessThan(200)
  expect(outside() - atFirst).toBeLessThan(32 * MB)
})

it('does nothing where there is no collection at hand', () => {
  globalThis.gc = undefined
  const collect = createCollector()
  const kept = Array.from({ length: 10 }, () => new Uint32Array(MB))
  expect(collect).not.toThrow()
  expect(kept).toHaveLength(10)
})
