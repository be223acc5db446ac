// The system's own dialogs: choosing files, confirming a link, asking before work is cut off, telling what went wrong.
import path from 'node:path'
import { app, type BrowserWindow, dialog, type MessageBoxOptions, type OpenDialogOptions } from 'electron'
import type { ErrorValue } from '../../shared/errors'
import { WORKSPACE_ENDING } from './files'

const WORKSPACE_FILTER = { name: 'Workspace', extensions: [WORKSPACE_ENDING.slice(1)] }
const CONVERSATION_FILTERS = [
  {
    name: 'Conversations',
    extensions: ['json', 'jsonl', 'ndjson', 'csv', 'tsv', 'txt', 'gz', 'zip', 'sqlite', 'sqlite3', 'db']
  },
  { name: 'All files', extensions: ['*'] }
]

export interface Dialogs {
  filesToImport(kind: { readonly folders: boolean }): Promise<readonly string[]>
  workspaceToOpen(): Promise<string | null>
  workspaceToCreate(): Promise<string | null>
  fileToSave(title: string, proposedName: string): Promise<string | null>
  confirm(question: { readonly message: string; readonly detail: string; readonly yes: string }): Promise<boolean>
  tell(problem: ErrorValue): Promise<void>
}

/** Dialogs belong to the window that `window()` gives; without one they stand alone. */
export function createDialogs(window: () => BrowserWindow | null, workspaceFolder: string): Dialogs {
  const choose = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const parent = window()
    const { canceled, filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options))
    return canceled ? [] : filePaths
  }
  const save = async (options: Electron.SaveDialogOptions): Promise<string | null> => {
    const parent = window()
    const { canceled, filePath } = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options))
    return canceled || !filePath ? null : filePath
  }
  const ask = async (options: MessageBoxOptions): Promise<number> => {
    const parent = window()
    const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options))
    return response
  }

  return {
    // A dialog for files and folders at once exists on macOS only, so they are asked for one or the other.
    filesToImport: ({ folders }) =>
      choose({
        title: 'Import conversations',
        buttonLabel: 'Import',
        properties: [folders ? 'openDirectory' : 'openFile', 'multiSelections'],
        ...(folders ? {} : { filters: CONVERSATION_FILTERS })
      }),
    async workspaceToOpen() {
      const [file] = await choose({
        title: 'Open workspace',
        defaultPath: workspaceFolder,
        properties: ['openFile'],
        filters: [WORKSPACE_FILTER]
      })
      return file ?? null
    },
    async workspaceToCreate() {
      const file = await save({
        title: 'New workspace',
        buttonLabel: 'Create',
        defaultPath: path.join(workspaceFolder, `New workspace${WORKSPACE_ENDING}`),
        filters: [WORKSPACE_FILTER],
        properties: ['createDirectory', 'showOverwriteConfirmation']
      })
      // Not every system's dialog adds the ending.
      return file === null || path.extname(file) !== '' ? file : `${file}${WORKSPACE_ENDING}`
    },
    fileToSave: (title, proposedName) =>
      save({
        title,
        defaultPath: path.join(app.getPath('documents'), proposedName),
        properties: ['createDirectory', 'showOverwriteConfirmation']
      }),
    async confirm({ message, detail, yes }) {
      const buttons = [yes, 'Cancel']
      return (await ask({ type: 'question', message, detail, buttons, defaultId: 1, cancelId: 1, noLink: true })) === 0
    },
    async tell({ message, detail }) {
      await ask({ type: 'error', message, ...(detail === undefined ? {} : { detail }), buttons: ['OK'] })
    }
  }
}
