// Whose conversations are shown: one agent, or all of them. Only where there is a choice.
import { Select } from '@mantine/core'
import { useContract } from '../api'
import { useFormat } from '../components/format'
import { useCurrentQuery } from '../current-query'
import { useShown } from '../shown-words'

const ALL = 'all'

export function AgentScope() {
  const { query, setAgent } = useCurrentQuery()
  const format = useFormat()
  const shown = useShown()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const agents = info.data?.agents ?? []
  if (agents.length < 2 && query.agentId === null) return null
  return (
    <Select
      aria-label="Agent"
      size="xs"
      mb={8}
      allowDeselect={false}
      searchable={agents.length > 10}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      data={[
        { value: ALL, label: 'All agents' },
        ...agents.map((agent) => ({
          value: String(agent.id),
          label: `${shown(agent.name)} (${format.number(agent.conversations)})`
        }))
      ]}
      value={query.agentId === null ? ALL : String(query.agentId)}
      onChange={(value) => setAgent(value === null || value === ALL ? null : Number(value))}
    />
  )
}
