// API keys of the command line: from the environment or standard input, for one run, kept nowhere. Never an argument: other users of
// the computer see those, and shells remember them.
import type { Connection } from '../../shared/connections'
import { AppError } from '../../shared/errors'
import { flag, type Surroundings, type Values } from './command'

export const KEY_VARIABLE = 'CHATLOG_DESK_KEY'

/** Options of every command that speaks with a platform. */
export const KEY_OPTIONS = { connection: { type: 'string' }, 'key-stdin': { type: 'boolean' } } as const

/** `CHATLOG_DESK_KEY_SUPPORT_SHOP` for the connection “Support shop”. */
export function keyVariable(name: string): string {
  return `${KEY_VARIABLE}_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`
}

export interface Keys {
  /** null: none was given for it. */
  of(connection: Pick<Connection, 'name'>): string | null
  /** Throws `unauthorized` with where to put it. */
  demand(connection: Pick<Connection, 'name'>): string
}

/**
 * A key without a connection's name counts only where one connection is meant: no platform is shown the key of another.
 * Throws `invalid-input` where standard input has none although it should.
 */
export async function readKeys(
  meant: readonly Pick<Connection, 'name'>[],
  values: Values,
  { environment, input }: Surroundings
): Promise<Keys> {
  const isOne = meant.length === 1
  let given = isOne ? environment[KEY_VARIABLE] : undefined
  if (flag(values, 'key-stdin')) {
    if (!isOne)
      throw new AppError('invalid-input', 'Which connection is the key for? Name it with --connection, one at a time.')
    given = (await input()).trim()
    if (given === '') throw new AppError('invalid-input', 'There is no key on standard input.')
  }
  const find = ({ name }: Pick<Connection, 'name'>) => (environment[keyVariable(name)] || given || '').trim() || null
  return {
    of: find,
    demand(connection) {
      const key = find(connection)
      if (key !== null) return key
      const variable = isOne ? KEY_VARIABLE : keyVariable(connection.name)
      throw new AppError(
        'unauthorized',
        `The API key of “${connection.name}” is not known here. Put it into the environment variable ${variable}, or give it on standard input with --key-stdin.`
      )
    }
  }
}
