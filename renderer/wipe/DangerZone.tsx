// The danger zone of Settings: wiping the conversations of an agent.
import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useContract } from '../api'
import { useFormat } from '../components/format'
import { SettingRow } from '../settings/SettingRow'
import settingsClasses from '../settings/settings.module.css'
import { useShown } from '../shown-words'
import { WipeDialog } from './WipeDialog'
import classes from './wipe.module.css'

export function DangerZone() {
  const format = useFormat()
  const shown = useShown()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const [chosen, setChosen] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const agents = info.data?.agents ?? []
  const agent = agents.find(({ id }) => String(id) === chosen) ?? (agents.length === 1 ? agents[0] : undefined)
  return (
    <section aria-label="Danger zone" className={`${settingsClasses.section} ${classes.zone}`}>
      <h2>Danger zone</h2>
      <SettingRow
        label="Wipe an agent’s conversations"
        hint="Deletes them for good with everything that was added to them, here and, where its API can, on the platform. It cannot be undone."
      >
        <div className={classes.choose}>
          <Select
            aria-label="Agent to wipe"
            placeholder={agents.length === 0 ? 'There is no agent yet' : 'Choose an agent'}
            disabled={agents.length === 0}
            allowDeselect={false}
            searchable={agents.length > 10}
            data={agents.map(({ id, name, conversations }) => ({
              value: String(id),
              label: `${shown(name)} (${format.number(conversations)})`
            }))}
            value={agent ? String(agent.id) : null}
            onChange={setChosen}
          />
          <Button variant="default" className={classes.wipe} disabled={!agent} onClick={() => setOpen(true)}>
            Wipe …
          </Button>
        </div>
      </SettingRow>
      {isOpen && agent && <WipeDialog agentId={agent.id} onClose={() => setOpen(false)} />}
    </section>
  )
}
