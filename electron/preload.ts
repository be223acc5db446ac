// The only thing the window gets from outside: four functions on `window.bridge`. Runs sandboxed, in a world of its own.
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { type Bridge, EVENT_NAMES, type EventName, isWindowMethod } from '../shared/contract'
import type { Reply } from '../shared/errors'

const listeners = new Map<EventName, Set<(payload: unknown) => void>>(EVENT_NAMES.map((name) => [name, new Set()]))

ipcRenderer.on('event', (_event, name: EventName, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload)
})

const refused: Reply<never> = { ok: false, error: { code: 'refused', message: 'The window may not call this.' } }

const bridge: Bridge = {
  invoke: async (callId, method, input) => {
    if (!isWindowMethod(method)) return refused
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
