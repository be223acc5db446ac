// `outbox`: what waits to be sent and why; sends it; tries again or gives up, as the window's page does.
import type { OutboxEntry } from '../../shared/connections'
import { AppError } from '../../shared/errors'
import { connect } from '../connectors/connect'
import type { Connector } from '../connectors/connector'
import type { WritableDatabase } from '../database/open'
import { listOutbox } from '../database/outbox'
import { discardEntry, retryEntry } from '../outbox/enqueue'
import { deliver } from '../sync/deliver'
import { type Command, flag, type Surroundings, text, type Values } from './command'
import { meantConnections } from './connections'
import { KEY_OPTIONS, readKeys } from './keys'
import { withReadable, withWritable } from './workspace'

/** Seconds that `send` waits for what is tried again, or trains. */
const WAIT_S = 30
const SETTLED = new Set(['delivered', 'discarded'])

export const outboxCommand: Command = {
  name: 'outbox',
  usage:
    '[list | send | retry ID... | discard ID...] --workspace W [--connection NAME] [--wait SECONDS] [--all] [--key-stdin] [--json]',
  summary: 'What waits to be sent to platforms, and why; sends it, tries it again, or gives it up.',
  options: { ...KEY_OPTIONS, wait: { type: 'string' }, all: { type: 'boolean' } },
  async run([act = 'list', ...ids], values, surroundings) {
    switch (act) {
      case 'list':
        return await withReadable(values, surroundings, (database) => show(listOutbox(database), values, surroundings))
      case 'send':
        return await withWritable(values, surroundings, (database) => send(database, values, surroundings))
      case 'retry':
      case 'discard':
        return await withWritable(values, surroundings, async (database) => {
          const change = act === 'retry' ? retryEntry : discardEntry
          for (const id of entriesOf(database, ids)) change(database, id, Date.now())
          return await show(listOutbox(database), values, surroundings)
        })
      default:
        throw new AppError('invalid-input', `There is no “outbox ${act}”: list, send, retry or discard.`)
    }
  }
}

/** Throws `not-found` before any of them is touched. */
function entriesOf(database: WritableDatabase, words: readonly string[]): readonly number[] {
  if (words.length === 0)
    throw new AppError('invalid-input', 'Which change? Name its number, as “outbox list” shows it.')
  const known = new Set(listOutbox(database).map(({ id }) => id))
  return words.map((word) => {
    const id = Number(word)
    if (known.has(id)) return id
    throw new AppError('not-found', `There is no change “${word}” in the outbox. Nothing was changed.`)
  })
}

async function send(database: WritableDatabase, values: Values, surroundings: Surroundings): Promise<number> {
  const { signal } = surroundings
  const until = Date.now() + waitOf(text(values, 'wait')) * 1_000
  const meant = meantConnections(database, values)
  const keys = await readKeys(meant, values, surroundings)
  const connectors = new Map<number, Connector>()
  for (const connection of meant)
    connectors.set(connection.id, connect({ ...connection, key: keys.demand(connection) }))
  const connectorOf = (id: number) => connectors.get(id) ?? null
  for (;;) {
    const { nextAt } = await deliver(database, { connectorOf, signal })
    signal.throwIfAborted()
    if (nextAt === null || nextAt > until) break
    await pause(nextAt - Date.now(), signal)
  }
  const entries = listOutbox(database)
  const code = await show(entries, values, surroundings)
  const left = entries.filter(({ state }) => !SETTLED.has(state))
  const paused = meantConnections(database, values).find((one) => one.paused !== null)
  if (paused) surroundings.err(`${paused.name}: ${paused.paused}\n`)
  else if (left.length > 0)
    surroundings.err(
      `${left.length} ${left.length === 1 ? 'change is' : 'changes are'} not delivered yet; all are kept.\n`
    )
  return left.length > 0 ? 1 : code
}

function waitOf(written: string | undefined): number {
  if (written === undefined) return WAIT_S
  const seconds = Number(written)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds
  throw new AppError('invalid-input', `“${written}” is no number of seconds: --wait takes 0, 10, 60...`)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(done, Math.max(0, ms))
    signal.addEventListener('abort', done, { once: true })
  })
}

async function show(entries: readonly OutboxEntry[], values: Values, { out }: Surroundings): Promise<number> {
  const shown = flag(values, 'all') ? entries : entries.filter(({ state }) => !SETTLED.has(state))
  await out(
    flag(values, 'json')
      ? `${JSON.stringify(shown, null, 2)}\n`
      : shown.length === 0
        ? 'Nothing waits.\n'
        : shown.map(line).join('')
  )
  return 0
}

function line({ id, kind, title, connection, state, attempts, words, requestId }: OutboxEntry): string {
  const tried = attempts === 0 ? '' : `, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`
  const why = words === null ? '' : `\n    ${words}${requestId ? ` (request ${requestId})` : ''}`
  return `${id}  ${state}  ${kind}  ${title}  (${connection}${tried})${why}\n`
}
