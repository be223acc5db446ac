// The port of a worker process to its parent: Electron's when it runs as a utility process, Node's when tests fork it.
import type { Port } from '../rpc'

/** Throws when the process has no parent to talk to. */
export function parentPort(): Port {
  // Only Electron's utility processes have it.
  const port = process.parentPort as typeof process.parentPort | undefined
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', (event) => listener(event.data))
    }
  }
  if (!process.send) throw new Error('this file is a worker process and cannot be started by itself')
  const send = process.send.bind(process)
  // A parent that is gone leaves nobody to work for.
  process.once('disconnect', () => process.exit(0))
  return {
    post: (message) => void send(message),
    onMessage: (listener) => void process.on('message', listener)
  }
}
