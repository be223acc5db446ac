// The jobs that run: what each window is told of them, and what a window that loads later can ask for. Knows no Electron.

import type { z } from 'zod'
import { CONTRACT, type JobStatus, type Method, type MethodOf, type Owner, type Progress } from '../../shared/contract'
import { toErrorValue } from '../../shared/errors'

export interface Jobs {
  readonly running: readonly JobStatus[]
  /** Follows one call of a job from beginning to end; any other method is just run. */
  follow<T>(
    id: string,
    method: Method,
    signal: AbortSignal,
    run: (onProgress: (progress: Progress) => void) => Promise<T>
  ): Promise<T>
}

/** `tell` hears of every change: begun, progress, done, failed, cancelled. */
export function trackJobs(tell: (status: JobStatus) => void): Jobs {
  const running = new Map<string, JobStatus>()

  function change(status: JobStatus): void {
    if (status.state === 'running') running.set(status.id, status)
    else running.delete(status.id)
    tell(status)
  }

  return {
    get running() {
      return [...running.values()]
    },
    async follow(id, method, signal, run) {
      const { job }: MethodOf<Owner, z.ZodType, unknown> = CONTRACT[method]
      if (job === undefined) return await run(() => undefined)
      let status: JobStatus = { id, method, name: job, state: 'running', progress: null, startedAt: Date.now() }
      change(status)
      try {
        const value = await run((progress) => {
          status = { ...status, progress }
          if (running.has(id)) change(status)
        })
        // A cancelled import answers too: with what had come in until then.
        change({ ...status, state: signal.aborted ? 'cancelled' : 'done' })
        return value
      } catch (thrown) {
        const { code, message } = toErrorValue(thrown)
        change({ ...status, state: code === 'cancelled' ? 'cancelled' : 'failed', message })
        throw thrown
      }
    }
  }
}
