// The application menu. What the main process can do it does; everything else is sent to the window as a command.
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { type KeySettings, keymapFor } from '../../shared/key-choices'
import type { CommandId } from '../../shared/keymap'
import type { Settings } from '../../shared/settings'

export interface MenuActions {
  createWorkspace(): void
  openWorkspace(): void
  openRecent(file: string): void
  setTheme(theme: Settings['theme']): void
  run(command: CommandId): void
}

export interface MenuState {
  readonly keys: KeySettings
  readonly theme: Settings['theme']
  readonly recent: readonly { readonly path: string; readonly name: string; readonly exists: boolean }[]
}

/** What entries do, and the keys they show. */
type MenuEntries = MenuActions & Pick<MenuState, 'keys'>

/** Builds the menu anew; called again when the theme, the keys or the recent workspaces change. */
export function setMenu(given: MenuActions, state: MenuState): void {
  const actions: MenuEntries = { ...given, keys: state.keys }
  const template = [
    ...(process.platform === 'darwin' ? [appMenu(actions)] : []),
    fileMenu(actions, state),
    editMenu(actions),
    viewMenu(actions, state),
    { role: 'windowMenu' } satisfies MenuItemConstructorOptions,
    helpMenu(actions)
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** An entry that the window carries out, with the key that the one table of commands gives it. */
function entry(actions: MenuEntries, id: CommandId, label: string): MenuItemConstructorOptions {
  // Only keys with a modifier: a bare key in the menu would be taken from whoever is typing.
  const keys = keymapFor(actions.keys).find((command) => command.id === id)?.keys
  const key = keys?.find((one) => one.startsWith('Mod+') && !one.includes(' '))
  return {
    label,
    ...(key === undefined ? {} : { accelerator: key.replace('Mod', 'CmdOrCtrl') }),
    click: () => actions.run(id)
  }
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

function appMenu(actions: MenuEntries): MenuItemConstructorOptions {
  return {
    label: app.getName(),
    submenu: [
      entry(actions, 'help.about', `About ${app.getName()}`),
      separator,
      entry(actions, 'settings.open', 'Settings...'),
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' }
    ]
  }
}

function fileMenu(actions: MenuEntries, { recent }: MenuState): MenuItemConstructorOptions {
  const isMac = process.platform === 'darwin'
  return {
    label: '&File',
    submenu: [
      { label: 'New workspace...', accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.createWorkspace() },
      { label: 'Open workspace...', accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.openWorkspace() },
      {
        label: 'Open recent',
        enabled: recent.length > 0,
        submenu: recent.map((workspace) => ({
          label: workspace.name.replaceAll('&', '&&'),
          sublabel: workspace.path,
          enabled: workspace.exists,
          click: () => actions.openRecent(workspace.path)
        }))
      },
      separator,
      entry(actions, 'import.open', 'Import...'),
      separator,
      ...(isMac ? [] : [entry(actions, 'settings.open', 'Settings...'), separator]),
      isMac ? { role: 'close' } : { role: 'quit' }
    ]
  }
}

function editMenu(actions: MenuEntries): MenuItemConstructorOptions {
  return {
    label: '&Edit',
    submenu: [
      // The window knows whether a text field or the review is meant.
      entry(actions, 'edit.undo', 'Undo'),
      entry(actions, 'edit.redo', 'Redo'),
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      entry(actions, 'search.focus', 'Find')
    ]
  }
}

function viewMenu(actions: MenuEntries, { theme }: MenuState): MenuItemConstructorOptions {
  const themes: readonly [Settings['theme'], string][] = [
    ['system', 'As the system'],
    ['light', 'Light'],
    ['dark', 'Dark']
  ]
  return {
    label: '&View',
    submenu: [
      entry(actions, 'sidebar.toggle', 'Sidebar'),
      {
        label: 'Theme',
        submenu: themes.map(([value, label]) => ({
          label,
          type: 'radio' as const,
          checked: value === theme,
          click: () => actions.setTheme(value)
        }))
      },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }])
    ]
  }
}

function helpMenu(actions: MenuEntries): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [entry(actions, 'help.keys', 'Keyboard keys'), entry(actions, 'help.about', `About ${app.getName()}`)]
  }
}
