// The only thing the window gets from outside: four functions on `window.bridge`. Runs sandboxed, in a world of its own.
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, EventName, Method } from '../shared/contract'
import type { Reply } from '../shared/errors'

/** What a window may call, and the events there are: written in by the build from the contract (electron.vite.config.ts). */
declare const WINDOW_METHODS: readonly Method[]
declare const EVENT_NAMES: readonly EventName[]

const methods: ReadonlySet<Method> = new Set(WINDOW_METHODS)
const listeners = new Map<EventName, Set<(payload: unknown) => void>>(EVENT_NAMES.map((name) => [name, new Set()]))

ipcRenderer.on('event', (_event, name: EventName, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload)
})

const refused: Reply<never> = { ok: false, error: { code: 'refused', message: 'The window may not call this.' } }

const bridge: Bridge = {
  invoke: async (callId, method, input) => {
    if (!methods.has(method)) return refused
    return await ipcRenderer.invoke('bridge', { kind: 'call', callId, method, input })
  },
  cancel: (callId) => {
    void ipcRenderer.invoke('bridge', { kind: 'cancel', callId })
  },
  subscribe: (event, listener) => {
    const told = listeners.get(event)
    if (!told) throw new Error('no such event')
    told.add(listener)
    return () => void told.delete(listener)
  },
  pathOf: (file) => webUtils.getPathForFile(file as File)
}

contextBridge.exposeInMainWorld('bridge', bridge)
