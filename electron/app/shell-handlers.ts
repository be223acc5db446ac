// The shell's answers to the window: settings, workspaces, dialogs, links, clipboard, what the app was given.
import path from 'node:path'
import { app, clipboard, shell } from 'electron'
import type { Output } from '../../shared/contract'
import { familyOf } from '../../shared/export'
import type { Settings } from '../../shared/settings'
import { saveRejectedRows } from '../rejected-report'
import type { Call } from '../rpc'
import type { Dialogs } from './dialogs'
import { createExports } from './exports'
import type { OpenedFiles } from './files'
import type { ShellHandlers } from './gate'
import { openLink } from './links'
import type { PlatformMethod } from './platforms'
import { printPage } from './print-page'
import { savedName, writeWhole } from './save-file'
import { saveText } from './save-text'
import type { Store } from './settings'
import type { Workers } from './workers'
import type { Workspaces } from './workspace'

interface ShellParts {
  readonly store: Store
  readonly dialogs: Dialogs
  readonly workspaces: Workspaces
  readonly workers: Pick<Workers, 'call'>
  readonly files: OpenedFiles
  /** Opens a workspace after asking about running jobs; null where the person kept them running. */
  readonly openWorkspace: (file: string, create: boolean) => Promise<{ readonly path: string } | null>
  readonly onSettings: (settings: Settings) => void
}

export function shellHandlers(parts: ShellParts): Omit<ShellHandlers, 'jobs.list' | PlatformMethod> {
  const { store, dialogs, workspaces, workers, files, openWorkspace, onSettings } = parts
  const exports = createExports(workers, printPage)
  return {
    'settings.get': () => store.settings,
    'settings.set': (_call, patch) => {
      const settings = store.change(patch)
      onSettings(settings)
      return settings
    },
    'workspace.recent': () => workspaces.recent(),
    'workspace.switch': async (_call, { path: file }) =>
      (await openWorkspace(file, false)) ?? { path: workspaces.current?.path ?? file },
    'workspace.create': async () => {
      const file = await dialogs.workspaceToCreate()
      return file === null ? null : await openWorkspace(file, true)
    },
    'workspace.choose': async () => {
      const file = await dialogs.workspaceToOpen()
      return file === null ? null : await openWorkspace(file, false)
    },
    'dialogs.filesToImport': (_call, kind) => dialogs.filesToImport(kind ?? { folders: false }),
    'dialogs.saveChart': async (_call, { name, format, content }) => {
      const file = await dialogs.fileToSave('Save', `${savedName(name)}.${format}`)
      if (file === null) return null
      await writeWhole(file, format === 'png' ? Buffer.from(content, 'base64') : content)
      return { path: file }
    },
    'dialogs.saveRejected': async (call, { importId }) => {
      const file = await dialogs.fileToSave('Save the report', `rejected-rows-${importId}.jsonl`)
      if (file === null) return null
      await saveRejectedRows(file, [{ page: (start, end) => rejectedPage(workers, call, { importId, start, end }) }])
      return { path: file }
    },
    'dialogs.saveExport': async (_call, { format, name }) => {
      const { extension } = familyOf(format)
      const file = await dialogs.fileToSave('Export', `${fileName(name)}.${extension}`)
      // Not every system's dialog adds the ending.
      return file === null ? null : exports.choose(path.extname(file) === '' ? `${file}.${extension}` : file)
    },
    'export.conversations': (call, request) => exports.write(call, request),
    'files.showExported': (_call, { target }) => shell.showItemInFolder(exports.pathOf(target)),
    'files.saveText': async (_call, { title, name, text }) => {
      const file = await dialogs.fileToSave(title, name)
      if (file === null) return null
      await saveText(file, text)
      return { path: file }
    },
    'sample.path': () => path.join(resourceFolder(), 'sample', 'northwind-outdoor.json'),
    'links.open': async (_call, { url }) => await openLink(url, dialogs),
    'clipboard.write': (_call, { text }) => clipboard.writeText(text),
    'app.about': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      platform: `${process.platform} ${process.arch}`
    }),
    'app.filesToOpen': () => files.take()
  }
}

async function rejectedPage(
  workers: Pick<Workers, 'call'>,
  { signal }: Call,
  input: { readonly importId: number; readonly start: number; readonly end: number }
): Promise<Output<'imports.rejected'>> {
  const page = await workers.call('reader', 'imports.rejected', input, { signal })
  // The reader's handler is checked against the contract; only the type is lost on the way.
  return page as Output<'imports.rejected'>
}

/** Without what some system forbids in names. */
function fileName(name: string): string {
  const allowed = name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ')
  return allowed.trim().replace(/\.+$/, '') || 'Conversations'
}

/** Files that come with the app: beside app.asar when packaged, in the project's folder otherwise. */
function resourceFolder(): string {
  return app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'resources')
}
