// Reads the command line and runs its command; every failure ends as one sentence and an exit code.
import { parseArgs } from 'node:util'
import { AppError, toErrorValue } from '../../shared/errors'
import { checkCommand } from './check'
import type { Command, Surroundings } from './command'
import { exportCommand } from './export'
import { importCommand } from './import'
import { infoCommand } from './info'
import { KEY_VARIABLE } from './keys'
import { outboxCommand } from './outbox'
import { queryCommand } from './query'
import { suggestionsCommand } from './suggestions'
import { syncCommand } from './sync'
import { wipeCommand } from './wipe'

const COMMANDS: readonly Command[] = [
  ...[importCommand, queryCommand, exportCommand, infoCommand, checkCommand],
  ...[syncCommand, outboxCommand, suggestionsCommand, wipeCommand]
]

/** 0: done. 1: it failed, standard error says why. 2: the command line was not understood. 130: cancelled. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name = 'help', ...rest] = argv
  const command = COMMANDS.find((other) => other.name === name)
  try {
    if (['help', '--help', '-h'].includes(name) || rest.includes('--help')) {
      await surroundings.out(command ? helpFor(command) : help())
      return 0
    }
    if (!command) {
      throw new AppError(
        'invalid-input',
        `There is no command “${name}”. Commands: ${COMMANDS.map((c) => c.name).join(', ')}.`
      )
    }
    const { words, values } = read(command, rest)
    return await command.run(words, values, surroundings)
  } catch (thrown) {
    return fail(thrown, surroundings)
  }
}

function read(command: Command, argv: readonly string[]) {
  // Before anything is said about the words: none of them is repeated.
  if (argv.some((word) => /^--(?:api-?)?key(?:=|$)/.test(word)))
    throw new AppError(
      'invalid-input',
      `A key is never an argument: others on this computer could read it. Put it into the environment variable ${KEY_VARIABLE}, or give it on standard input with --key-stdin.`
    )
  const options = { ...command.options, workspace: { type: 'string' }, json: { type: 'boolean' } } as const
  try {
    // Options are all long, so a single dash begins a word: `query -tag:done`.
    const isWord = (word: string) => /^-[^-]/.test(word)
    const args = argv.filter((word) => !isWord(word))
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { words: [...positionals, ...argv.filter(isWord)], values }
  } catch (thrown) {
    const why = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown)
    throw new AppError('invalid-input', `${why.replace(/\.$/, '')}. See: chatlog-desk ${command.name} --help`)
  }
}

function fail(thrown: unknown, { err, signal }: Surroundings): number {
  const { code, message, detail } = toErrorValue(thrown)
  if (code === 'cancelled' || signal.aborted) {
    err('Cancelled.\n')
    return 130
  }
  err(`${message}\n`)
  // What no sentence was written for: its cause is all there is to go by.
  if (code === 'internal' && detail) err(`${detail}\n`)
  return code === 'invalid-input' ? 2 : 1
}

function help(): string {
  const lines = COMMANDS.map(({ name, usage, summary }) => `  ${name} ${usage}\n      ${summary}\n`)
  return `chatlog-desk <command>

${lines.join('')}
Every command takes --workspace W, the workspace file, and --json for machines.
Exit code 0, or another one with a sentence on standard error. More: chatlog-desk <command> --help
`
}

function helpFor({ name, usage, summary }: Command): string {
  return `chatlog-desk ${name} ${usage}\n${summary}\n`
}
