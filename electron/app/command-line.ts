// What the app was started with: files to open, a workspace, a command to run without a window. Knows no Electron.
import path from 'node:path'

export const COMMANDS = ['import', 'query', 'export', 'info', 'check', 'help'] as const

export interface CommandLine {
  /** A command of the command line, with everything after it; null opens the window. */
  readonly command: readonly string[] | null
  readonly userData: string | null
  readonly workspace: string | null
  /** Absolute paths: to import, or a workspace to open. */
  readonly files: readonly string[]
}

/** Options that take the next word as their value where it is not given with `=`. */
const WITH_VALUE = ['--user-data-dir', '--workspace'] as const

/**
 * Reads `argv` as Electron gives it. `skip` is how many words stand before the person's own: 1 packaged (the executable), 2 where
 * the app's folder is given (`electron .`). Switches of Chromium are passed over.
 */
export function readCommandLine(argv: readonly string[], folder: string, isPackaged: boolean): CommandLine {
  const values = new Map<string, string>()
  const words: string[] = []
  const rest = argv.slice(1)
  let isFolderSeen = isPackaged
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? ''
    const [name, value] = split(word)
    if (WITH_VALUE.some((option) => option === name)) values.set(name, value ?? rest[++i] ?? '')
    else if (word.startsWith('-')) continue
    else if (!isFolderSeen) isFolderSeen = true
    else if (words.length === 0 && isCommand(word)) return commandLine(values, folder, [], rest.slice(i))
    else words.push(word)
  }
  return commandLine(values, folder, words, null)
}

function commandLine(
  values: ReadonlyMap<string, string>,
  folder: string,
  files: readonly string[],
  command: readonly string[] | null
): CommandLine {
  const absolute = (file: string | undefined) => (file ? path.resolve(folder, file) : null)
  return {
    command,
    userData: absolute(values.get('--user-data-dir')),
    workspace: absolute(values.get('--workspace')),
    files: files.map((file) => path.resolve(folder, file))
  }
}

function split(word: string): [string, string?] {
  const at = word.indexOf('=')
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}

function isCommand(word: string): boolean {
  return COMMANDS.some((command) => command === word)
}
