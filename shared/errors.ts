// Errors as values: the few codes that people meet, the error that carries one, and the envelope it travels in.

/** What went wrong, in the few words the app distinguishes. Each has a sentence for people at the place that raises it. */
export const ERROR_CODES = [
  'cancelled',
  'not-found',
  'invalid-query',
  'invalid-input',
  'result-set-expired',
  'unreadable-file',
  'unsupported-format',
  'needs-mapping',
  'workspace-too-new',
  'workspace-damaged',
  'workspace-in-use',
  'workspace-missing',
  'disk-full',
  'offline',
  'unauthorized',
  'rate-limited',
  'refused',
  'internal'
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** An error as plain data, so that it survives a structured clone between processes. Stacks stay where they happened. */
export interface ErrorValue {
  readonly code: ErrorCode
  /** For people: what happened, what was kept, what to do. */
  readonly message: string
  /** Technical detail that a person may copy into a report. Never customer text, never a key. */
  readonly detail?: string
}

/** Every answer that crosses a process. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorValue }

/** Throw this where the cause is known. Anything else that is thrown becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined

  constructor(code: ErrorCode, message: string, detail?: string) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.detail = detail
  }
}

/** The plain data of any thrown value. */
export function toErrorValue(thrown: unknown): ErrorValue {
  if (thrown instanceof AppError) {
    return {
      code: thrown.code,
      message: thrown.message,
      ...(thrown.detail === undefined ? {} : { detail: thrown.detail })
    }
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'cancelled', message: 'Cancelled.' }
  return {
    code: 'internal',
    message: 'Something went wrong inside the app. Your data was not changed by it. Trying again may help.',
    detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  }
}

/** The error that an `ErrorValue` stands for. */
export function fromErrorValue(value: ErrorValue): AppError {
  return new AppError(value.code, value.message, value.detail)
}

/** For the `default` of an exhaustive switch: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
