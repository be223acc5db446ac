// Collects what lies outside of V8's heap in time.
import v8 from 'node:v8'

/** Bytes outside of the heap that may come until it is looked which of them are needed. */
const COLLECT_AFTER = 4 * 1024 * 1024

/**
 * Lists and columns are typed arrays, which lie outside of V8's heap: it lets tens of megabytes of them lie before it looks which of them
 * are needed. Gives what looks when there are many more than the last time; the heap that it looks through is small in the reader. Does
 * nothing in a process that was not started with `--expose-gc`.
 */
export function createCollector(): () => void {
  const outside = () => v8.getHeapStatistics().external_memory
  let needed = outside()
  return () => {
    // What was collected is freed by another thread, some time after.
    needed = Math.min(needed, outside())
    if (!globalThis.gc || outside() - needed < COLLECT_AFTER) return
    globalThis.gc()
    needed = outside()
  }
}
