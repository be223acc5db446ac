// How long customers waited: asked for apart, because the first time every message is read for it.
import { useMemo } from 'react'
import { useContract } from '../api'
import type { Format } from '../components/format'
import { ChartPanel } from './ChartPanel'
import { duration, waitData } from './overview-data'
import { Failed, Waiting } from './States'
import type { Scope } from './use-scope'

export function WaitPanel({ scope, format }: { readonly scope: Scope; readonly format: Format }) {
  const { data, error } = useContract(
    'analytics.waits',
    { query: scope.query, timeZone: format.timeZone },
    { keepPrevious: true, tables: ['conversation'] }
  )
  const chart = useMemo(() => data && waitData(data, format), [data, format])
  if (error) return <Failed error={error} />
  if (!data || !chart) return <Waiting what="Reading how long customers waited" />
  const note =
    data.median === null || data.ninetieth === null
      ? 'No message of these conversations has a time of its own.'
      : `Median ${duration(data.median)}, nine of ten at most ${duration(data.ninetieth)}; ${format.number(data.n)} conversations with real times.`
  return <ChartPanel data={chart} kind="bars" note={note} onOpen={scope.open} />
}
