// The steps of an import as a person goes through them: choose, look, answer, run, read the report.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportSummary } from '../../shared/domain'
import { toErrorValue } from '../../shared/errors'
import type { ImportPlan } from '../../shared/import-plan'
import { call, cancelJob } from '../api'
import { useTimeZone } from '../use-settings'
import { type FileAnswer, fileKey, proposedAnswer, requestOf } from './file-answers'

export interface PlannedFile {
  readonly plan: ImportPlan
  readonly answer: FileAnswer
}

export type ImportStep =
  | { readonly step: 'choose' }
  | { readonly step: 'planning'; readonly callId: string }
  | { readonly step: 'plan'; readonly files: readonly PlannedFile[] }
  | { readonly step: 'importing'; readonly callId: string; readonly startedAt: number }
  | { readonly step: 'report'; readonly imports: readonly ImportSummary[] }

export interface ImportFlow {
  readonly state: ImportStep
  /** One sentence about what went wrong last; null: nothing. */
  readonly problem: string | null
  choose(paths: readonly string[]): void
  answer(key: string, change: Partial<FileAnswer>): void
  /** Makes the plan of a file anew, without the mapping that was remembered for files of its shape. */
  forget(key: string): void
  start(): void
  /** Stops what runs; what was imported until then is in the report. */
  cancel(): void
  reset(): void
}

/** Typing in the mapping waits this long for more before the preview is made again. */
const AGAIN_AFTER_MS = 350

export function useImport(): ImportFlow {
  const [state, setState] = useState<ImportStep>({ step: 'choose' })
  const [problem, setProblem] = useState<string | null>(null)
  const workspaceZone = useTimeZone()
  const planAgain = usePlanAgain(setState)

  const choose = useCallback(
    (paths: readonly string[]) => {
      const callId = crypto.randomUUID()
      setProblem(null)
      setState({ step: 'planning', callId })
      call('import.plan', { files: [...paths] }, { callId }).then(
        (plans) => {
          const files = plans.map((plan) => ({ plan, answer: proposedAnswer(plan, workspaceZone) }))
          setState(ifStill(callId, { step: 'plan', files }))
        },
        (error: unknown) => {
          setProblem(sentence(error))
          setState(ifStill(callId, { step: 'choose' }))
        }
      )
    },
    [workspaceZone]
  )

  const answer = (key: string, change: Partial<FileAnswer>) => {
    if (state.step !== 'plan') return
    const files = state.files.map((file) =>
      fileKey(file.plan) === key ? { ...file, answer: { ...file.answer, ...change } } : file
    )
    setState({ step: 'plan', files })
    const changed = files.find((file) => fileKey(file.plan) === key)
    if (changed && ('mapping' in change || 'dateOrder' in change || 'timeZone' in change)) planAgain(changed)
  }

  const forget = (key: string) => {
    const shape =
      state.step === 'plan' ? state.files.find((file) => fileKey(file.plan) === key)?.plan.rememberedShape : null
    if (shape === null || shape === undefined) return
    const again = async () => {
      await call('mappings.forget', { shape })
      if (state.step !== 'plan') return
      const files = state.files.filter(({ plan }) => plan.rememberedShape === shape)
      const plans = await call('import.plan', { files: [...new Set(files.map(({ plan }) => plan.file))] })
      setState((old) =>
        old.step === 'plan' ? { step: 'plan', files: old.files.map((file) => anew(file, plans)) } : old
      )
    }
    const anew = (file: PlannedFile, plans: readonly ImportPlan[]): PlannedFile => {
      const plan = plans.find((other) => fileKey(other) === fileKey(file.plan))
      return plan && file.plan.rememberedShape === shape ? { plan, answer: proposedAnswer(plan, workspaceZone) } : file
    }
    again().catch((error: unknown) => setProblem(sentence(error)))
  }

  const start = () => {
    if (state.step !== 'plan') return
    const files = state.files.filter(({ plan, answer: { included } }) => included && plan.problem === null)
    const callId = crypto.randomUUID()
    const startedAt = Date.now()
    setProblem(null)
    setState({ step: 'importing', callId, startedAt })
    call('import.files', { files: files.map(({ plan, answer: given }) => requestOf(plan, given)) }, { callId }).then(
      (imports) => setState(ifStill(callId, { step: 'report', imports })),
      async (error: unknown) => {
        setProblem(sentence(error))
        const imports = await importsSince(startedAt)
        setState(ifStill(callId, { step: 'report', imports }))
      }
    )
  }
  const reset = useCallback(() => {
    setProblem(null)
    setState({ step: 'choose' })
  }, [])
  const cancel = () => {
    if (state.step === 'planning' || state.step === 'importing') cancelJob(state.callId)
  }
  return { state, problem, choose, answer, forget, start, cancel, reset }
}

/** The next step, unless the person went on to something else in the meantime. */
const ifStill =
  (callId: string, next: ImportStep) =>
  (now: ImportStep): ImportStep =>
    'callId' in now && now.callId === callId ? next : now

/** Makes the plan of one file again with what was answered, for its preview. Only the last answer counts. */
function usePlanAgain(setState: React.Dispatch<React.SetStateAction<ImportStep>>): (file: PlannedFile) => void {
  const waiting = useRef(new Map<string, { timer: ReturnType<typeof setTimeout>; abort: AbortController }>())
  useEffect(() => {
    const all = waiting.current
    return () => {
      for (const { timer, abort } of all.values()) {
        clearTimeout(timer)
        abort.abort()
      }
    }
  }, [])
  return ({ plan, answer }) => {
    const key = fileKey(plan)
    const before = waiting.current.get(key)
    clearTimeout(before?.timer)
    before?.abort.abort()
    const abort = new AbortController()
    const again = async () => {
      const plans = await call(
        'import.plan',
        { files: [plan.file], given: [requestOf(plan, answer)] },
        { signal: abort.signal }
      )
      const next = plans.find((other) => fileKey(other) === key)
      if (!next) return
      setState((old) =>
        old.step === 'plan'
          ? {
              step: 'plan',
              files: old.files.map((file) =>
                fileKey(file.plan) === key ? { ...file, plan: refreshed(plan, next) } : file
              )
            }
          : old
      )
    }
    const timer = setTimeout(() => {
      again().catch((error: unknown) => {
        const text = sentence(error)
        if (text === null) return
        setState((old) =>
          old.step === 'plan'
            ? {
                step: 'plan',
                files: old.files.map((file) =>
                  fileKey(file.plan) === key ? { ...file, plan: { ...file.plan, preview: [], reason: text } } : file
                )
              }
            : old
        )
      })
    }, AGAIN_AFTER_MS)
    waiting.current.set(key, { timer, abort })
  }
}

/** What was asked, and what the app proposed, stays: a control must not vanish because it was answered. */
function refreshed(old: ImportPlan, next: ImportPlan): ImportPlan {
  const { questions, columns, certainty, agentName, rememberedShape } = old
  const kept = { questions, columns, certainty, agentName, rememberedShape }
  return { ...next, ...kept, problem: null, reason: next.problem ?? old.reason }
}

/** After a cancel or a failure: what came in before it. */
async function importsSince(startedAt: number): Promise<readonly ImportSummary[]> {
  try {
    const imports = await call('imports.list', undefined)
    return imports.filter((one) => one.startedAt >= startedAt).reverse()
  } catch {
    // The problem that is already on screen says more than this one would.
    return []
  }
}

function sentence(thrown: unknown): string | null {
  const { code, message } = toErrorValue(thrown)
  return code === 'cancelled' ? null : message
}
