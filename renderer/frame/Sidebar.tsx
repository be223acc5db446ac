// The left pane: whose conversations, the views, the pages. Navigation "Main".
import { Button, NavLink } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { commandHint } from '../commands'
import { useNavigation } from '../navigation'
import { PAGES } from '../pages'
import { ViewList } from '../views/ViewList'
import { AgentScope } from './AgentScope'
import classes from './Sidebar.module.css'

export function Sidebar() {
  const { page, goTo, openImport } = useNavigation()
  return (
    <nav aria-label="Main" className={classes.sidebar}>
      <AgentScope />
      {PAGES.map((entry) => (
        <div key={entry.id}>
          <NavLink
            component="button"
            type="button"
            className={classes.link}
            label={entry.label}
            leftSection={entry.icon}
            fw={500}
            active={page === entry.id}
            aria-current={page === entry.id ? 'page' : undefined}
            onClick={() => goTo(entry.id)}
          />
          {entry.id === 'conversations' && <ViewList />}
        </div>
      ))}
      <div className={classes.foot}>
        <Button
          fullWidth
          variant="default"
          leftSection={<IconFileImport size={15} />}
          title={commandHint('import.open')}
          onClick={() => openImport()}
        >
          Import
        </Button>
      </div>
    </nav>
  )
}
