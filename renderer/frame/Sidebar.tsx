// The left pane: the pages. Navigation "Main".
import { NavLink } from '@mantine/core'
import { useNavigation } from '../navigation'
import { PAGES } from '../pages'
import classes from './Sidebar.module.css'

export function Sidebar() {
  const { page, goTo } = useNavigation()
  return (
    <nav aria-label="Main" className={classes.sidebar}>
      {PAGES.map((entry) => (
        <NavLink
          key={entry.id}
          component="button"
          type="button"
          label={entry.label}
          leftSection={entry.icon}
          active={page === entry.id}
          aria-current={page === entry.id ? 'page' : undefined}
          onClick={() => goTo(entry.id)}
        />
      ))}
    </nav>
  )
}
