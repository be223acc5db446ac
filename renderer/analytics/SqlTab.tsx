// SQL for the curious: one SELECT over the documented views, its rows as a table, saved as CSV. Nothing can be changed here.
import { Button, Textarea } from '@mantine/core'
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { SqlResult } from '../../shared/analytics'
import { toErrorValue } from '../../shared/errors'
import { call } from '../api'
import { useFormat } from '../components/format'
import { shownWords, useFieldWords, useShown } from '../shown-words'
import { useSettings } from '../use-settings'
import classes from './analytics.module.css'
import { changePlace, usePlace } from './analytics-place'
import { csvText } from './chart-data'
import { SqlResultTable } from './SqlResultTable'
import { SqlViews } from './SqlViews'
import { Waiting } from './States'
import { saveText } from './save-chart'
import sqlClasses from './sql.module.css'
import type { Scope } from './use-scope'

/** Rows that are shown, and rows that are saved. */
const SHOWN = 1_000
const SAVED = 50_000

interface Run {
  readonly state: 'idle' | 'running'
  readonly result: SqlResult | null
  /** The SQL that gave the result. */
  readonly sql: string
  readonly problem: string | null
}

type Cell = SqlResult['rows'][number][number]

/** What is saved is what is shown. */
async function maskedRows(rows: readonly (readonly Cell[])[]): Promise<Cell[][]> {
  const words = await shownWords(rows.flat().map((cell) => (cell === null ? '' : String(cell))))
  let at = 0
  return rows.map((row) =>
    row.map((cell) => {
      const word = words[at++]
      return cell === null || word === undefined || word === String(cell) ? cell : word
    })
  )
}

export function SqlTab({ scope }: { readonly scope: Scope }) {
  const { sql } = usePlace()
  const format = useFormat()
  const { settings } = useSettings()
  const editor = useFieldWords(sql)
  const shown = useShown()
  const [run, setRun] = useState<Run>({ state: 'idle', result: null, sql: '', problem: null })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  /** Null where it failed or was cancelled. */
  const ask = async (text: string, limit: number): Promise<SqlResult | null> => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setRun((old) => ({ ...old, state: 'running', problem: null }))
    try {
      return await call('sql.run', { sql: text, limit }, { signal: controller.signal })
    } catch (thrown) {
      const { code, message } = toErrorValue(thrown)
      if (running.current === controller) setRun((old) => ({ ...old, problem: code === 'cancelled' ? null : message }))
      return null
    } finally {
      if (running.current === controller) setRun((old) => ({ ...old, state: 'idle' }))
    }
  }
  const show = async () => {
    if (sql.trim() === '') return
    const result = await ask(sql, SHOWN)
    if (result) setRun({ state: 'idle', result, sql, problem: null })
  }
  const save = async () => {
    const result = await ask(run.sql, SAVED)
    if (!result) return
    const rows = [result.columns, ...result.rows]
    await saveText('SQL result', 'csv', csvText(settings.masked ? await maskedRows(rows) : rows))
  }
  const { result } = run
  return (
    <div className={classes.stack}>
      <Textarea
        aria-label="SQL"
        classNames={{ input: sqlClasses.editor }}
        autosize
        minRows={4}
        maxRows={16}
        spellCheck={false}
        {...editor}
        onChange={(event) => changePlace({ sql: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          void show()
        }}
      />
      <div className={classes.scope}>
        <Button
          leftSection={<IconPlayerPlay size={14} />}
          title="Ctrl+Enter or ⌘Enter"
          disabled={run.state === 'running' || sql.trim() === ''}
          onClick={() => void show()}
        >
          Run
        </Button>
        {run.state === 'running' && (
          <Button variant="default" onClick={() => running.current?.abort()}>
            Cancel
          </Button>
        )}
        {result && (
          <Button
            variant="default"
            leftSection={<IconDownload size={14} />}
            disabled={run.state === 'running'}
            onClick={() => void save()}
          >
            Save as CSV
          </Button>
        )}
        <span className="muted">
          Reads the whole workspace, not the filter above. At most 30 seconds; nothing can be changed.
        </span>
      </div>
      {run.problem && (
        <p className={sqlClasses.problem} role="alert">
          {shown(run.problem)}
        </p>
      )}
      {run.state === 'running' && <Waiting what="Running" />}
      {result && (
        <>
          <p className={classes.note} role="status" aria-label="SQL result count">
            {result.isCut
              ? `The first ${format.number(result.rows.length)} rows; there are more. Saving takes up to ${format.number(SAVED)}.`
              : `${format.number(result.rows.length)} rows`}
            {`, ${format.number(result.milliseconds)} ms`}
          </p>
          <SqlResultTable result={result} onOpen={scope.open} />
        </>
      )}
      <SqlViews />
    </div>
  )
}
