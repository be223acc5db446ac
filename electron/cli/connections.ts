// Which connections of a workspace a command means, and making one where the command says where to.
import type { Connection } from '../../shared/connections'
import { AppError } from '../../shared/errors'
import { PLATFORM_WORDS, PLATFORMS, type Platform } from '../../shared/platforms'
import { readBaseUrl } from '../connectors/base-url'
import { connect } from '../connectors/connect'
import { addConnection, listConnections } from '../database/connections'
import type { ReadableDatabase, WritableDatabase } from '../database/open'
import { type Surroundings, text, type Values } from './command'
import { readKeys } from './keys'

/** All, or the one that is named. Throws `not-found`. */
export function meantConnections(database: ReadableDatabase, values: Values): readonly Connection[] {
  const all = listConnections(database)
  const name = text(values, 'connection')
  const meant = name === undefined ? all : all.filter((one) => one.name === name)
  if (meant.length > 0) return meant
  if (name === undefined)
    throw new AppError(
      'not-found',
      'The workspace has no connection. Add one in the app, or here with --connect PLATFORM.'
    )
  const names = all.map((one) => one.name).join(', ')
  throw new AppError('not-found', `There is no connection “${name}”. Connections: ${names || 'none'}.`)
}

/** Adds a connection with every agent that the platform shows to the key, or those that are named. */
export async function connectTo(
  database: WritableDatabase,
  values: Values,
  surroundings: Surroundings
): Promise<string> {
  const platform = platformOf(text(values, 'connect'))
  const { label, baseUrl: usual } = PLATFORM_WORDS[platform]
  const name = text(values, 'connection') ?? label
  const given = text(values, 'base-url') ?? usual
  if (given === null || given === undefined)
    throw new AppError('invalid-input', `Where is it? Give the address of “${label}” with --base-url.`)
  const baseUrl = readBaseUrl(given, platform)
  const key = (await readKeys([{ name }], values, surroundings)).demand({ name })
  const shown = await connect({ platform, baseUrl, key }).listAgents(surroundings.signal)
  const wanted = text(values, 'agents')
    ?.split(',')
    .map((id) => id.trim())
  const agents = wanted
    ? wanted.map((id) => shown?.find((one) => one.id === id) ?? { id, name: `Agent ${id}` })
    : (shown ?? [])
  if (agents.length === 0)
    throw new AppError('invalid-input', 'The platform does not tell its agents: name their ids with --agents ID,ID.')
  return addConnection(database, { platform, name, baseUrl, agents: [...agents] }, Date.now()).name
}

function platformOf(word: string | undefined): Platform {
  const found = PLATFORMS.find((one) => one === word)
  if (found) return found
  throw new AppError('invalid-input', `There is no platform “${word}”. Platforms: ${PLATFORMS.join(', ')}.`)
}
