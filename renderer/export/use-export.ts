// The steps of an export: choose, ask where it goes, run, tell what came of it.
import { useState } from 'react'
import { toErrorValue } from '../../shared/errors'
import type { ExportOptions, ExportResult, Residue } from '../../shared/export'
import { call, cancelJob } from '../api'
import type { ExportChoice } from './export-dialog-state'

export interface ExportFlow {
  /** Of the export that runs; null: none. */
  readonly callId: string | null
  /** One sentence about what went wrong last. */
  readonly problem: string | null
  /** Personal data that redaction would leave. */
  readonly residue: readonly Residue[]
  /** Asks for the file and writes it; `onDone` gets the result of an export that was written. */
  start(
    choice: ExportChoice,
    options: ExportOptions,
    onDone: (result: Extract<ExportResult, { kind: 'done' }>, target: string) => void
  ): void
  cancel(): void
  reset(): void
}

export function useExport(timeZone: string): ExportFlow {
  const [callId, setCallId] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [residue, setResidue] = useState<readonly Residue[]>([])

  const reset = () => {
    setProblem(null)
    setResidue([])
  }
  const run: ExportFlow['start'] = (choice, options, onDone) => {
    reset()
    const id = crypto.randomUUID()
    write(id, choice, options)
      .then((answer) => {
        if (answer?.result.kind === 'done') onDone(answer.result, answer.target)
        else if (answer?.result.kind === 'residue') setResidue(answer.result.found)
      })
      .catch((thrown: unknown) => {
        const { code, message } = toErrorValue(thrown)
        if (code !== 'cancelled') setProblem(message)
      })
      .finally(() => setCallId((now) => (now === id ? null : now)))
  }

  async function write(id: string, { label, query, ids, reviewSet = null }: ExportChoice, options: ExportOptions) {
    const name = reviewSet === null ? 'Conversations' : label.replace(/[“”]/g, '').slice(0, 120)
    const file = await call('dialogs.saveExport', { format: options.format, name })
    if (file === null) return null
    setCallId(id)
    const scope = { query, ids: ids === null ? null : [...ids], reviewSet, timeZone }
    const result = await call('export.conversations', { scope, options, target: file.target }, { callId: id })
    return { result, target: file.target }
  }

  return { callId, problem, residue, start: run, cancel: () => callId !== null && cancelJob(callId), reset }
}
