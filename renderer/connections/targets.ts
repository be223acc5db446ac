// The agents of connections that can do something: where a person sends, or whom they ask.
import { type Capabilities, PLATFORM_WORDS } from '../../shared/platforms'
import { useContract } from '../api'
import { useShown } from '../shown-words'

export interface Target {
  readonly connectionId: number
  /** At the platform. */
  readonly agentId: string
  readonly agent: string
  /** Agent and connection. */
  readonly label: string
  /** Why nothing can be done there now; null: it can. */
  readonly paused: string | null
}

/** Undefined until it is known. */
export function useTargets(can: keyof Capabilities): readonly Target[] | undefined {
  const shown = useShown()
  const connections = useContract('connections.list', undefined, { tables: ['connection', 'import'] })
  return connections.data
    ?.filter(({ platform }) => PLATFORM_WORDS[platform].capabilities[can])
    .flatMap(({ id, name, agents, paused }) =>
      agents.map(({ agentId, name: agent }) => ({
        ...{ connectionId: id, agentId, agent, paused },
        label: shown(`${agent} · ${name}`)
      }))
    )
}
