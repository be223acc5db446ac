// Which columns the list shows, in which order, pinned or not: everything the header does with a mouse, for the keyboard too.
import { ActionIcon, Button, Checkbox, Group, Popover, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3, IconPin, IconPinFilled } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useCommands } from '../commands'
import { ToolButton } from '../components/ToolButton'
import classes from './ColumnChooser.module.css'
import { GRID_COLUMNS } from './grid-columns'
import type { ColumnPlace } from './grid-place'
import type { ListGrid } from './list-grid'
import { columnPlaces } from './use-column-places'

export const ColumnChooser = memo(function ColumnChooser({ grid }: { readonly grid: ListGrid | null }) {
  const [opened, setOpened] = useState(false)
  const [columns, setColumns] = useState<readonly ColumnPlace[]>([])
  const { run } = useCommands()
  const refresh = () => setColumns(grid ? columnPlaces(grid) : [])

  const toggle = () => {
    refresh()
    setOpened((o) => !o)
  }
  const act = (change: (grid: ListGrid) => void) => {
    if (grid) change(grid)
    refresh()
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus width={300}>
      <Popover.Target>
        <ToolButton label="Columns" icon={<IconColumns3 size={14} />} onClick={toggle} aria-expanded={opened} />
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" p="xs">
        <ul className={classes.list}>
          {columns.map(({ colId, hide, pinned }, index) => {
            const label = GRID_COLUMNS.find((c) => c.id === colId)?.label ?? colId
            return (
              <li key={colId} className={classes.row}>
                <Checkbox
                  className={classes.name}
                  label={label}
                  checked={!hide}
                  onChange={(event) => {
                    const { checked } = event.currentTarget
                    act((g) => g.setColumnsVisible([colId], checked))
                  }}
                />
                <Tooltip label={pinned ? 'Let it scroll' : 'Keep it in sight'}>
                  <ActionIcon
                    size="sm"
                    aria-label={`Pin ${label}`}
                    aria-pressed={Boolean(pinned)}
                    onClick={() => act((g) => g.setColumnsPinned([colId], pinned ? null : 'left'))}
                  >
                    {pinned ? <IconPinFilled size={14} /> : <IconPin size={14} />}
                  </ActionIcon>
                </Tooltip>
                <ActionIcon
                  size="sm"
                  aria-label={`Move ${label} up`}
                  disabled={index === 0}
                  onClick={() => act((g) => g.moveColumnByIndex(index, index - 1))}
                >
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  aria-label={`Move ${label} down`}
                  disabled={index === columns.length - 1}
                  onClick={() => act((g) => g.moveColumnByIndex(index, index + 1))}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
              </li>
            )
          })}
        </ul>
        <Group justify="end" mt="xs">
          <Button
            variant="default"
            onClick={() => {
              run('columns.reset')
              refresh()
            }}
          >
            Reset
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
})
