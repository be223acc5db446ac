// A worker process for tests: the same interface that Electron's utility process gets in the app, over a forked Node process.
import { type ChildProcess, fork } from 'node:child_process'
import type { Child } from '../../electron/app/supervise'

export interface ForkedChild extends Child {
  readonly process: ChildProcess
}

/** Forks `file`, plain JavaScript that speaks rpc.ts's protocol. */
export function forkChild(file: string, args: readonly string[] = []): ForkedChild {
  const child = fork(file, [...args], { serialization: 'advanced', execArgv: [] })
  let ended: { readonly code: number | null } | undefined
  child.once('exit', (code) => {
    ended = { code }
  })
  return {
    process: child,
    post: (message) => {
      if (child.connected) child.send(message as object)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      if (ended) listener(ended.code)
      else child.once('exit', listener)
    },
    kill: () => void child.kill('SIGKILL')
  }
}
