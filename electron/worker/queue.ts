// Work that must not overlap: one piece after another, in the order it was asked for.
import { fromErrorValue } from '../../shared/errors'
import { CANCELLED } from '../rpc'

export interface Queue {
  /** Rejects with `cancelled` when the signal aborts before its turn; once it runs, the work itself heeds the signal. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>
  /** Resolves when all that was asked for until now is over. */
  idle(): Promise<void>
}

export function createQueue(): Queue {
  let last: Promise<void> = Promise.resolve()
  return {
    run: (signal, work) =>
      new Promise((resolve, reject) => {
        let hasBegun = false
        const giveUp = () => {
          if (!hasBegun) reject(fromErrorValue(CANCELLED))
        }
        signal.addEventListener('abort', giveUp, { once: true })
        last = last.then(async () => {
          if (signal.aborted) return giveUp()
          hasBegun = true
          await work().then(resolve, reject)
        })
      }),
    idle: () => last
  }
}
