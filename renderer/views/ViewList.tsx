// The views in the sidebar: one click shows a question's conversations. Own views can be renamed, moved and removed.
import { ActionIcon, Menu, NavLink } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import type { CommandId } from '../../shared/keymap'
import { BUILT_IN_VIEWS, type SavedView } from '../../shared/saved-view'
import { commandHint, useCommand } from '../commands'
import { useNavigation } from '../navigation'
import { useShown } from '../shown-words'
import { askForName } from './ask-for-name'
import { keyOf, useCurrentView, type View } from './current-view'
import classes from './ViewList.module.css'
import { moveView, removeView, renameView } from './view-acts'
import { unknownLook } from './view-look'

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

export function ViewList() {
  const { saved } = useCurrentView()
  return (
    <>
      <ul aria-label="Views" className={classes.views}>
        {BUILT_IN_VIEWS.map((view, index) => (
          <li key={view.key}>
            <ViewLink view={{ kind: 'built-in', view }} command={VIEW_COMMANDS[index]} />
          </li>
        ))}
      </ul>
      {saved.length > 0 && (
        <ul aria-label="My views" className={classes.views} data-own>
          {saved.map((view, index) => (
            <li key={view.id} className={classes.own}>
              <ViewLink view={{ kind: 'saved', view }} command={VIEW_COMMANDS[BUILT_IN_VIEWS.length + index]} />
              <ViewMenu view={view} index={index} saved={saved} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface ViewLinkProps {
  readonly view: View
  /** The first nine have a key. */
  readonly command: CommandId | undefined
}

function ViewLink({ view, command }: ViewLinkProps) {
  const { current, modified, open } = useCurrentView()
  const { page } = useNavigation()
  const shownWords = useShown()
  const name = shownWords(view.view.name)
  // Any search begins at All; only other views are worth calling modified.
  const isAll = view.kind === 'built-in' && view.view.text === ''
  const shown = page === 'conversations' && keyOf(current) === keyOf(view) && !(isAll && modified)
  const unknown = view.kind === 'saved' ? unknownLook(view.view.body) : null
  const problems = [...(view.kind === 'saved' ? view.view.problems : []), ...(unknown === null ? [] : [unknown])].map(
    shownWords
  )
  const description = problems[0] ?? (shown && modified ? 'modified' : undefined)
  useCommand(command ?? 'view.9', () => open(view), command !== undefined)
  return (
    <NavLink
      component="button"
      type="button"
      className={classes.view}
      label={name}
      description={description}
      data-unknown={problems.length > 0 || undefined}
      title={[name, ...problems, command ? commandHint(command) : ''].filter(Boolean).join('\n')}
      active={shown}
      aria-current={shown ? 'true' : undefined}
      onClick={() => open(view)}
    />
  )
}

interface ViewMenuProps {
  readonly view: SavedView
  readonly index: number
  readonly saved: readonly SavedView[]
}

function ViewMenu({ view, index, saved }: ViewMenuProps) {
  const shown = useShown()
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon size="sm" className={classes.menu} aria-label={`More for ${shown(view.name)}`}>
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={14} />}
          onClick={() => askForName('Rename the view', view.name, (name) => renameView(view.id, name))}
        >
          Rename
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp size={14} />}
          disabled={index === 0}
          onClick={() => moveView(saved, view.id, -1)}
        >
          Move up
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={14} />}
          disabled={index === saved.length - 1}
          onClick={() => moveView(saved, view.id, 1)}
        >
          Move down
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={14} />} color="red" onClick={() => removeView(view)}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
