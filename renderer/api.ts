// The window's side of the contract: typed calls, queries that refresh when their tables change, events, running jobs.
import {
  keepPreviousData,
  type QueryClient,
  type UseQueryResult,
  useQuery,
  useQueryClient
} from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { EventName, Events, Input, JobStatus, Method, Output, Table } from '../shared/contract'
import { AppError, fromErrorValue, type Reply } from '../shared/errors'

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Names the call, so that a job it starts can be cancelled by `cancelJob`; absent: a fresh one. */
  readonly callId?: string | undefined
}

/** Asks the process that owns the method. Rejects with an `AppError`; with code `cancelled` once `signal` aborts. */
export async function call<M extends Method>(
  method: M,
  input: Input<M>,
  { signal, callId = crypto.randomUUID() }: CallOptions = {}
): Promise<Output<M>> {
  if (signal?.aborted) throw cancelled()
  const cancel = () => window.bridge.cancel(callId)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    // The bridge carries plain data; the contract says what it is.
    const reply = (await window.bridge.invoke(callId, method, input)) as Reply<Output<M>>
    // An answer that was on its way when the caller gave up is stale.
    if (signal?.aborted) throw cancelled()
    if (reply.ok) return reply.value
    throw fromErrorValue(reply.error)
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Cancelled.')
}

/** Stops a running job: its id is the id of the call that started it. */
export function cancelJob(id: string): void {
  window.bridge.cancel(id)
}

/** Calls `listener` for every such event; returns how to stop. */
export function listen<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.bridge.subscribe(event, (payload) => listener(payload as Events[E]))
}

/** The same, for the life of a component; the newest `listener` is called. */
export function useEventListener<E extends EventName>(event: E, listener: (payload: Events[E]) => void): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => listen(event, (payload) => latest.current(payload)), [event])
}

export interface ContractOptions {
  readonly enabled?: boolean
  /** Shows the last answer while the next one is under way. */
  readonly keepPrevious?: boolean
  /** The answer is asked for again when one of these changes; absent: any change. */
  readonly tables?: readonly Table[]
}

/** The answer to a method that only reads, kept fresh: asked again when `data.changed` names one of its tables. */
export function useContract<M extends Method>(
  method: M,
  input: Input<M>,
  { enabled = true, keepPrevious = false, tables }: ContractOptions = {}
): UseQueryResult<Output<M>, AppError> {
  return useQuery<Output<M>, AppError>({
    ...contractQuery(method, input, tables),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {})
  })
}

/** The same question for `useQueries`, or to be asked before it is needed (`prefetchQuery`). */
export function contractQuery<M extends Method>(method: M, input: Input<M>, tables?: readonly Table[]) {
  return {
    queryKey: [method, input] as const,
    // A query must not answer undefined; a method without an answer gives null.
    queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<Output<M>> =>
      (await call(method, input, { signal })) ?? (null as Output<M>),
    meta: { tables }
  }
}

/** While data arrives in batches, ask again at most this often. */
const REFRESH_EVERY_MS = 1_000

/** Keeps every `useContract` fresh. Mounted once, in App. */
export function useFreshData(): void {
  const client = useQueryClient()
  useEffect(() => {
    const stale = new Set<Table>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = 0
    const refresh = () => {
      clearTimeout(timer)
      timer = undefined
      last = Date.now()
      const tables = new Set(stale)
      stale.clear()
      refreshTables(client, tables)
    }
    const stops = [
      listen('data.changed', ({ tables }) => {
        for (const table of tables) stale.add(table)
        // What a person changed in the settings (personal data hidden) is not waited for.
        if (tables.includes('settings')) refresh()
        else timer ??= setTimeout(refresh, Math.max(0, last + REFRESH_EVERY_MS - Date.now()))
      }),
      listen('settings.changed', (settings) => client.setQueryData(['settings.get', undefined], settings)),
      listen('workspace.changed', () => void client.resetQueries())
    ]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [client])
}

/** Asks again for everything that shows one of these tables. */
export function refreshTables(client: QueryClient, tables: ReadonlySet<Table>): void {
  void client.invalidateQueries({
    predicate: ({ meta, queryKey }) => {
      if (queryKey[0] === 'settings.get') return tables.has('settings')
      const wanted = meta?.['tables']
      return !Array.isArray(wanted) || wanted.some((table) => tables.has(table))
    }
  })
}

let jobs: readonly JobStatus[] = []
const watchers = new Set<() => void>()
let watching = false

function noteJob(job: JobStatus): void {
  const others = jobs.filter((j) => j.id !== job.id)
  jobs = job.state === 'running' ? [...others, job].sort((a, b) => a.startedAt - b.startedAt) : others
  for (const watcher of watchers) watcher()
}

function watchJobs(changed: () => void): () => void {
  if (!watching) {
    watching = true
    // For the life of the window: a job outlives the component that shows it.
    const heard = new Set<string>()
    listen('job.changed', (job) => {
      heard.add(job.id)
      noteJob(job)
    })
    call('jobs.list', undefined).then(
      (running) => running.filter((job) => !heard.has(job.id)).forEach(noteJob),
      // The list only adds what began before this window; events tell of everything since.
      (error: unknown) => console.warn('running jobs are not known', error)
    )
  }
  watchers.add(changed)
  return () => watchers.delete(changed)
}

/** The jobs that run now, oldest first. */
export function useJobs(): readonly JobStatus[] {
  return useSyncExternalStore(watchJobs, () => jobs)
}
