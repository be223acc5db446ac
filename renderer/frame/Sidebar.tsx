// The left pane: whose conversations, the views, the pages. Navigation "Main".
import { ActionIcon, Button, NavLink } from '@mantine/core'
import { IconFileImport, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { commandHint } from '../commands'
import { useNavigation } from '../navigation'
import { PAGES } from '../pages'
import { ViewList } from '../views/ViewList'
import { AgentScope } from './AgentScope'
import classes from './Sidebar.module.css'

interface SidebarProps {
  /** There is room for icons only; names are tooltips then. */
  readonly narrow: boolean
  onToggle(): void
}

export function Sidebar({ narrow, onToggle }: SidebarProps) {
  const { page, goTo, openImport } = useNavigation()
  return (
    <nav aria-label="Main" className={classes.sidebar} data-narrow={narrow || undefined}>
      <div className={classes.wide}>
        <AgentScope />
      </div>
      {PAGES.map((entry) => (
        <div key={entry.id}>
          <NavLink
            component="button"
            type="button"
            className={classes.link}
            label={entry.label}
            aria-label={entry.label}
            title={narrow ? entry.label : undefined}
            leftSection={entry.icon}
            fw={500}
            active={page === entry.id}
            aria-current={page === entry.id ? 'page' : undefined}
            onClick={() => goTo(entry.id)}
          />
          {entry.id === 'conversations' && (
            // Folded they are out of sight; their keys work all the same.
            <div className={classes.wide}>
              <ViewList />
            </div>
          )}
        </div>
      ))}
      <div className={classes.foot}>
        <ActionIcon
          variant="default"
          size={30}
          className={classes.importIcon}
          aria-label="Import"
          title={commandHint('import.open')}
          onClick={() => openImport()}
        >
          <IconFileImport size={15} />
        </ActionIcon>
        <Button
          className={classes.import}
          variant="default"
          leftSection={<IconFileImport size={15} />}
          title={commandHint('import.open')}
          onClick={() => openImport()}
        >
          Import
        </Button>
        <ActionIcon
          size={30}
          aria-label={narrow ? 'Show the sidebar' : 'Fold the sidebar'}
          aria-expanded={!narrow}
          title={commandHint('sidebar.toggle')}
          onClick={onToggle}
        >
          {narrow ? <IconLayoutSidebarLeftExpand size={17} /> : <IconLayoutSidebarLeftCollapse size={17} />}
        </ActionIcon>
      </div>
    </nav>
  )
}
