// What a job is handed: a signal that cancels it, and where it tells how far it is.
import type { Progress } from '../../shared/contract'

export interface JobCall {
  readonly signal: AbortSignal
  progress(progress: Progress): void
}
