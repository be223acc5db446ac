// The writer process: the only one that changes a workspace. It holds the workspace's lock as long as it has it open.
import { type OpenedWorkspace, openWorkspace } from './database/open-workspace'
import { parentPort } from './process-port'
import { type Handlers, serve } from './rpc'

let current: OpenedWorkspace | null = null

function close(): void {
  current?.close()
  current = null
}

const handlers = {
  'workspace.attach': (_call, { path, create }) => {
    if (current?.database.path === path) return { migratedFrom: null }
    const next = openWorkspace(path, { create })
    close()
    current = next
    return { migratedFrom: next.migratedFrom }
  }
} satisfies Partial<Handlers<'writer'>>

const server = serve(parentPort(), handlers, () => {
  close()
  process.exit(0)
})
server.ready()
