// The views in the sidebar: one click shows a question's conversations.
import { NavLink } from '@mantine/core'
import type { CommandId } from '../../shared/keymap'
import { parseQuery } from '../../shared/query/parse-query'
import { queryText } from '../../shared/query/query-text'
import { BUILT_IN_VIEWS } from '../../shared/saved-view'
import { commandHint, useCommand } from '../commands'
import { useCurrentQuery } from '../current-query'
import { useNavigation } from '../navigation'
import classes from './ViewList.module.css'

export function ViewList() {
  return (
    <ul aria-label="Views" className={classes.views}>
      {BUILT_IN_VIEWS.map((view, index) => (
        <li key={view.key}>
          <ViewLink view={view} command={VIEW_COMMANDS[index]} />
        </li>
      ))}
    </ul>
  )
}

const VIEW_COMMANDS: readonly CommandId[] = [
  'view.1',
  'view.2',
  'view.3',
  'view.4',
  'view.5',
  'view.6',
  'view.7',
  'view.8',
  'view.9'
]

interface ViewLinkProps {
  readonly view: (typeof BUILT_IN_VIEWS)[number]
  /** The first nine have a key. */
  readonly command: CommandId | undefined
}

function ViewLink({ view, command }: ViewLinkProps) {
  const { query, setQuery } = useCurrentQuery()
  const { page, goTo } = useNavigation()
  const shown = page === 'conversations' && queryText(query) === queryText(parseQuery(view.text).query)
  const open = () => {
    setQuery(parseQuery(view.text, { agentId: query.agentId }).query)
    goTo('conversations')
  }
  useCommand(command ?? 'view.9', open, command !== undefined)
  return (
    <NavLink
      component="button"
      type="button"
      className={classes.view}
      label={view.name}
      title={command ? `${view.name}\n${commandHint(command)}` : view.name}
      active={shown}
      aria-current={shown ? 'true' : undefined}
      onClick={open}
    />
  )
}
