// One file of an import before it begins: what it is, what is inside, what must be asked, what it becomes.
import { Alert, Autocomplete, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { ImportPlan } from '../../shared/import-plan'
import { useContract } from '../api'
import { type Format, useFormat } from '../components/format'
import { useFieldWords, useShown } from '../shown-words'
import { bytes } from './bytes'
import { asks, CERTAIN, type FileAnswer, openPoints } from './file-answers'
import { MappingFile } from './MappingFile'
import { MappingForm } from './MappingForm'
import { PlanQuestions } from './PlanQuestions'
import { PreviewConversations } from './PreviewConversations'
import planClasses from './plan.module.css'
import { Speakers } from './Speakers'
import classes from './sources.module.css'

export interface FilePlanProps {
  readonly plan: ImportPlan
  readonly answer: FileAnswer
  readonly openAtFirst: boolean
  onChange(change: Partial<FileAnswer>): void
  /** The mapping that was used before for such files is not used again. */
  onForget(): void
}

export function FilePlan({ plan, answer, openAtFirst, onChange, onForget }: FilePlanProps) {
  const format = useFormat()
  const [open, setOpen] = useState(openAtFirst || openPoints(plan, answer).length > 0)
  const shown = useShown()
  const name = shown(plan.member ? `${plan.member} in ${plan.fileName}` : plan.fileName)
  return (
    <section className={planClasses.file} aria-label={name} data-excluded={!answer.included || undefined}>
      <header className={planClasses.fileHead}>
        <Checkbox
          aria-label={`Import ${name}`}
          checked={answer.included}
          disabled={plan.problem !== null}
          onChange={(event) => onChange({ included: event.currentTarget.checked })}
        />
        <div className={planClasses.fileWords}>
          <div className={planClasses.fileName}>
            <bdi>{name}</bdi>
          </div>
          <div className="muted">{planWords(plan, format)}</div>
        </div>
        {plan.problem === null && (
          <button type="button" className={classes.quiet} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide details' : 'Show details'}
          </button>
        )}
      </header>
      {plan.problem !== null && (
        <Alert color="red" role="alert" p="xs" mt={6}>
          {shown(plan.problem)}
        </Alert>
      )}
      {plan.problem === null && open && answer.included && (
        <Details plan={plan} answer={answer} onChange={onChange} onForget={onForget} />
      )}
    </section>
  )
}

function Details({ plan, answer, onChange, onForget }: Omit<FilePlanProps, 'openAtFirst'>) {
  const info = useContract('workspace.info', undefined, { tables: ['conversation'] })
  const shown = useShown()
  const agent = useFieldWords(answer.agentName)
  const [showsColumns, setShowsColumns] = useState(plan.certainty < CERTAIN || asks(plan, 'mapping'))
  const hasColumns = answer.mapping !== null && plan.columns.length > 0
  // Who is known without asking need not be looked at, unless the person looks at everything.
  const asksWho = showsColumns || plan.speakers.some(({ role }) => role === null)
  return (
    <div className={planClasses.fileBody}>
      <p className={planClasses.reason}>
        <strong>{certaintyWords(plan.certainty)}</strong> {shown(plan.reason)}
      </p>
      {plan.rememberedShape !== null && (
        <p className={planClasses.reason}>
          <button type="button" className={classes.quiet} onClick={onForget}>
            Forget how these files were read
          </button>
        </p>
      )}
      <PlanQuestions plan={plan} answer={answer} onChange={onChange} />
      {asksWho && <Speakers plan={plan} answer={answer} onChange={onChange} />}
      <Autocomplete
        size="xs"
        label="Agent"
        description="The AI agent whose conversations these are"
        className={planClasses.question}
        data={(info.data?.agents ?? []).map((agent) => agent.name)}
        renderOption={({ option }) => shown(option.value)}
        {...agent}
        onChange={(agentName) => onChange({ agentName })}
      />
      {answer.mapping !== null && hasColumns && showsColumns && (
        <MappingForm
          columns={plan.columns}
          mapping={answer.mapping}
          remember={answer.rememberMapping}
          onChange={(mapping) => onChange({ mapping })}
          onRemember={(rememberMapping) => onChange({ rememberMapping })}
        />
      )}
      {hasColumns && showsColumns && <MappingFile plan={plan} answer={answer} onChange={onChange} />}
      {hasColumns && !showsColumns && (
        <button type="button" className={classes.quiet} onClick={() => setShowsColumns(true)}>
          Change what the columns mean
        </button>
      )}
      <PreviewConversations conversations={plan.preview} />
      <FirstRows plan={plan} />
      <Ignored names={hasColumns ? ignoredColumns(answer) : plan.ignored} />
    </div>
  )
}

const ignoredColumns = ({ mapping }: FileAnswer): readonly string[] =>
  Object.entries(mapping?.columns ?? {}).flatMap(([column, target]) => (target === 'ignore' ? [column] : []))

function Ignored({ names }: { readonly names: readonly string[] }) {
  const shown = useShown()
  if (names.length === 0) return null
  return (
    <p className={classes.block}>
      <span className="muted">Kept only in the raw record: </span>
      <bdi>{shown(names.join(', '))}</bdi>
    </p>
  )
}

function FirstRows({ plan }: { readonly plan: ImportPlan }) {
  const shown = useShown()
  const names = [...new Set(plan.firstRows.flatMap((row) => Object.keys(row)))].slice(0, 60)
  if (names.length === 0) return null
  return (
    <details className={classes.block}>
      <summary>The first rows of the file</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, also by keyboard */}
      <section className={planClasses.firstRows} aria-label="First rows" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name}>
                  <bdi>{shown(name)}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.firstRows.slice(0, 8).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file keep their order
              <tr key={index}>
                {names.map((name) => (
                  <td key={name} dir="auto">
                    {shown(row[name] ?? '').slice(0, 200)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

/** "CSV, 1.4 MB, 5 Jan 2026 – 3 Mar 2026": what is known of it. */
function planWords(plan: ImportPlan, format: Format): string {
  const range =
    plan.firstAt === null ? null : `${format.day(plan.firstAt)} – ${format.day(plan.lastAt ?? plan.firstAt)}`
  return [plan.format?.label ?? 'Unknown format', bytes(plan.size), range].filter((part) => part !== null).join(', ')
}

function certaintyWords(certainty: number): string {
  if (certainty >= CERTAIN) return 'Recognised:'
  return certainty >= 0.5 ? 'Probably right, please check:' : 'Not recognised, please say what the columns mean:'
}
