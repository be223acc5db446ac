// Ctrl/Cmd+K: every command that does something now, found by a few letters.
import { Kbd } from '@mantine/core'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { useState } from 'react'
import { keysLabel } from '../../shared/keymap'
import { currentCommand, IS_MAC, useCommand, useCommands } from '../commands'

export function CommandPalette() {
  const { available, run } = useCommands()
  const [actions, setActions] = useState<SpotlightActionData[]>([])
  useCommand('palette.open', () => {
    setActions(
      available()
        .filter((id) => id !== 'palette.open')
        .map((id) => {
          const { label, keys } = currentCommand(id)
          return {
            id,
            label,
            // After the palette has given the focus back, so that the command finds it where it was.
            onClick: () => void setTimeout(() => run(id)),
            rightSection: keys[0] ? <Kbd size="xs">{keysLabel(keys[0], IS_MAC)}</Kbd> : null
          }
        })
    )
    spotlight.open()
  })
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound="No command has this name"
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      scrollable
      maxHeight={380}
      size="md"
      searchProps={{ placeholder: 'Find a command', 'aria-label': 'Find a command' }}
    />
  )
}
