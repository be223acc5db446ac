// What a command of the command line is: its name, its options, what it does; and what it is given to speak with.
import type { ParseArgsConfig } from 'node:util'

/** The world of a command: where it runs, where it writes, when to stop. */
export interface Surroundings {
  /** Paths are relative to it. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly environment: Readonly<Record<string, string | undefined>>
  /** All of standard input. */
  input(): Promise<string>
  /** Standard output; resolves when more may be written. */
  out(text: string): Promise<void>
  err(text: string): void
  /** Progress is shown to people only. */
  readonly isTerminal: boolean
  /** Program of the thread that reads large files; absent: they are read in this one. */
  readonly preparer?: string | undefined
}

export type Options = NonNullable<ParseArgsConfig['options']>

/** Values of options as `parseArgs` gives them. */
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

export interface Command {
  readonly name: string
  /** Without the name: `"<query>" --workspace W`. */
  readonly usage: string
  readonly summary: string
  readonly options: Options
  /** Resolves to the exit code. Throws an `AppError` for what a person can mend. */
  run(words: readonly string[], values: Values, surroundings: Surroundings): Promise<number>
}

/** The text of an option that takes a value; undefined where it was not given. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export function flag(values: Values, name: string): boolean {
  return values[name] === true
}
