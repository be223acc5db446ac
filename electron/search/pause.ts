// Lets other calls have their turn while one takes long.
import { AppError } from '../../shared/errors'

/** Other calls get their turn at most this often; a turn of the loop costs some microseconds. */
const PAUSE_EVERY_MS = 12

/** Lets other calls in now and then, and stops with `cancelled` when nobody waits any more. */
export function pauseOf(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last > PAUSE_EVERY_MS) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      last = performance.now()
    }
    if (signal?.aborted) throw new AppError('cancelled', 'Cancelled.')
  }
}
