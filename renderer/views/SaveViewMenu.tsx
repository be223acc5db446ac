// Save the query and the look of its list as a view, change the view that is open, or go back to it.

import { Menu } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { memo } from 'react'
import { queryText } from '../../shared/query/query-text'
import type { ViewBody } from '../../shared/saved-view'
import { useContract } from '../api'
import { useCommand } from '../commands'
import { ToolButton } from '../components/ToolButton'
import type { ListGrid } from '../conversations/list-grid'
import { useCurrentQuery } from '../current-query'
import { useShown } from '../shown-words'
import { askForName } from './ask-for-name'
import { useCurrentView } from './current-view'
import { saveView } from './view-acts'
import { useLook } from './view-look'

interface SaveViewMenuProps {
  readonly grid: ListGrid | null
  readonly active: boolean
}

export const SaveViewMenu = memo(function SaveViewMenu({ grid, active }: SaveViewMenuProps) {
  const { query, problems } = useCurrentQuery()
  const { current, modified, open } = useCurrentView()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const look = useLook(grid)
  const shown = useShown()

  const body = (): ViewBody => ({
    // What another version put into the view stays in it.
    ...(current.kind === 'saved' ? current.view.body : {}),
    version: 1,
    text: queryText(query),
    agent: info.data?.agents.find((agent) => agent.id === query.agentId)?.name ?? null,
    ...look(current.kind === 'saved' ? current.view.body : null)
  })
  const save = async (name: string, id?: number) => {
    const view = await saveView(name, body(), id)
    if (view) open({ kind: 'saved', view })
  }
  const saveAs = () => askForName('Save as a view', '', (name) => void save(name))
  const saveChanges = () => (current.kind === 'saved' ? void save(current.view.name, current.view.id) : saveAs())
  useCommand('view.save', saveChanges, active && problems.length === 0)

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ToolButton label="Save view" icon={<IconBookmark size={14} />} disabled={problems.length > 0} />
      </Menu.Target>
      <Menu.Dropdown>
        {current.kind === 'saved' && (
          <Menu.Item onClick={saveChanges}>Save changes to “{shown(current.view.name)}”</Menu.Item>
        )}
        <Menu.Item onClick={saveAs}>Save as a new view…</Menu.Item>
        {modified && <Menu.Item onClick={() => open(current)}>Reset to “{shown(current.view.name)}”</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
})
