// `sync`: reads what is new on the platforms into a workspace, as the window's button does.
import type { SyncCounts } from '../../shared/contract'
import { toErrorValue } from '../../shared/errors'
import { connect } from '../connectors/connect'
import { synchronize } from '../sync/synchronize'
import { type Command, flag, type Surroundings, text } from './command'
import { connectTo, meantConnections } from './connections'
import { KEY_OPTIONS, readKeys } from './keys'
import { withWritable } from './workspace'

interface Outcome extends SyncCounts {
  readonly connection: string
  /** A sentence; null: it came to its end. */
  readonly problem: string | null
}

export const syncCommand: Command = {
  name: 'sync',
  usage:
    '--workspace W [--connection NAME] [--full] [--connect PLATFORM [--base-url URL] [--agents ID,ID]] [--key-stdin] [--json]',
  summary:
    'Reads what is new on the platforms; the key is in CHATLOG_DESK_KEY, or on standard input with --key-stdin, never an argument.',
  options: {
    ...KEY_OPTIONS,
    full: { type: 'boolean' },
    connect: { type: 'string' },
    'base-url': { type: 'string' },
    agents: { type: 'string' }
  },
  run: (_words, values, surroundings) =>
    withWritable(values, surroundings, async (database) => {
      const { signal, out, err } = surroundings
      const input = once(surroundings.input)
      const given = { ...surroundings, input }
      const made = text(values, 'connect') === undefined ? null : await connectTo(database, values, given)
      const connections = meantConnections(database, made === null ? values : { ...values, connection: made })
      const keys = await readKeys(connections, values, given)
      const outcomes: Outcome[] = []
      for (const connection of connections) {
        const { name } = connection
        const none = { added: 0, updated: 0, unchanged: 0, rejected: 0 }
        try {
          const connector = connect({ ...connection, key: keys.demand(connection) })
          const call = { signal, progress: progressOf(surroundings) }
          const options = { full: flag(values, 'full') }
          const counts = await synchronize(database, connection, connector, options, call)
          const { added, updated, unchanged, rejected } = counts
          outcomes.push({ connection: name, added, updated, unchanged, rejected, problem: null })
        } catch (thrown) {
          signal.throwIfAborted()
          outcomes.push({ connection: name, ...none, problem: toErrorValue(thrown).message })
        }
      }
      await out(flag(values, 'json') ? `${JSON.stringify(outcomes, null, 2)}\n` : outcomes.map(line).join(''))
      for (const { connection, problem } of outcomes) if (problem !== null) err(`${connection}: ${problem}\n`)
      return outcomes.some(({ problem }) => problem !== null) ? 1 : 0
    })
}

/** Standard input can be read once. */
function once(read: () => Promise<string>): () => Promise<string> {
  let answer: Promise<string> | null = null
  return () => {
    answer ??= read()
    return answer
  }
}

function progressOf({ isTerminal, err }: Surroundings) {
  return ({ phase, done, total }: { readonly phase: string; readonly done: number; readonly total?: number }) => {
    if (isTerminal)
      err(`\r\x1b[K${phase}, ${done}${total ? ` of ${total}` : ''} conversations${done === total ? '\r\x1b[K' : ''}`)
  }
}

function line({ connection, added, updated, unchanged, rejected, problem }: Outcome): string {
  if (problem !== null) return `${connection}: not synchronised\n`
  return `${connection}: ${added} added, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected\n`
}
