// Runs a command of the command line in this process, in a folder, and gives what it said.
import type { Surroundings } from '../../electron/cli/command'
import { runCommandLine } from '../../electron/cli/run'

export interface Given {
  readonly environment?: Readonly<Record<string, string>>
  /** On standard input. */
  readonly input?: string
}

export async function runCommand(
  folder: string,
  argv: readonly string[],
  { environment = {}, input = '' }: Given = {}
) {
  const said = { out: '', err: '' }
  const surroundings: Surroundings = {
    folder,
    signal: new AbortController().signal,
    environment,
    input: async () => input,
    out: async (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    isTerminal: false
  }
  const code = await runCommandLine(argv, surroundings)
  return { code, ...said }
}
