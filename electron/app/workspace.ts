// Which workspace is open: the first one made by itself, the last one opened again, others chosen, made, or named at the start.
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../shared/errors'
import { WORKSPACE_ENDING } from './files'
import type { Store } from './settings'
import type { Workers } from './workers'

export interface OpenWorkspace {
  readonly path: string
  readonly name: string
}

export interface Workspaces {
  readonly current: OpenWorkspace | null
  /** What the window's title and the list of recent workspaces call it. */
  recent(): readonly { readonly path: string; readonly name: string; readonly exists: boolean }[]
  /** The workspace of this start: the one named, else the last one, else the first one, which is made. */
  openFirst(named: string | null): Promise<void>
  /** Rejects with what is wrong with the file; the one before stays open. */
  open(file: string, create: boolean): Promise<OpenWorkspace>
}

interface WorkspacesOptions {
  readonly store: Store
  readonly workers: Pick<Workers, 'attach'>
  /** The app's own folder for workspaces. */
  readonly folder: string
  /** `isFirst`: whatever was asked until now has waited for this one, and none before it failed. */
  readonly onChange: (workspace: OpenWorkspace, isFirst: boolean) => void
}

export function createWorkspaces({ store, workers, folder, onChange }: WorkspacesOptions): Workspaces {
  let current: OpenWorkspace | null = null
  let hasFailed = false
  // One after another: the last one asked for is the one that is open.
  let queue: Promise<unknown> = Promise.resolve()

  async function attach(file: string, create: boolean): Promise<OpenWorkspace> {
    // A second start of the app often names what is open already: opened anew, it would take people's place in it away.
    if (current?.path === file) return current
    if (create) mkdirSync(path.dirname(file), { recursive: true })
    try {
      await workers.attach(file, create)
    } catch (thrown) {
      hasFailed = true
      throw thrown
    }
    const isFirst = current === null && !hasFailed
    current = { path: file, name: workspaceName(file) }
    store.recent = [file, ...store.recent.filter((other) => other !== file)]
    onChange(current, isFirst)
    return current
  }

  function open(file: string, create: boolean): Promise<OpenWorkspace> {
    const opened = queue.then(() => attach(path.resolve(file), create))
    queue = opened.catch(() => undefined)
    return opened
  }

  return {
    get current() {
      return current
    },
    recent: () => store.recent.map((file) => ({ path: file, name: workspaceName(file), exists: existsSync(file) })),
    open,
    async openFirst(named) {
      if (named) return void (await open(named, true))
      const first = path.join(folder, `My conversations${WORKSPACE_ENDING}`)
      const last = store.recent[0]
      if (last && last !== first && !existsSync(last)) {
        // Not made anew in silence: the file may be on a drive that is not connected.
        await open(first, true)
        throw new AppError(
          'workspace-missing',
          `The workspace “${last}” is not there any more. “${workspaceName(first)}” was opened instead. If the file is on another drive, connect it and open the workspace again.`
        )
      }
      await open(last ?? first, last === undefined || last === first)
    }
  }
}

export function workspaceName(file: string): string {
  return path.basename(file, path.extname(file))
}
