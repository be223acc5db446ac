// Lets a long computation share its process: it stops for others every few milliseconds, and ends when it is cancelled.

/** Others wait at most about this long. */
const SLICE_MS = 12

/** Await it often: most of the time it does nothing. Rejects with the signal's reason once it aborts. */
export type Pause = () => Promise<void> | undefined

export function createPause(signal?: AbortSignal): Pause {
  let began = performance.now()
  return () => {
    if (performance.now() - began < SLICE_MS) return undefined
    return new Promise((resolve, reject) =>
      setImmediate(() => {
        began = performance.now()
        if (signal?.aborted) reject(signal.reason)
        else resolve()
      })
    )
  }
}
