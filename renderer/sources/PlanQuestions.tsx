// What only a person can know about a file: which of day and month comes first, and whose clock the times are from.
import { Radio } from '@mantine/core'
import type { ImportPlan, Mapping } from '../../shared/import-plan'
import { TimeZoneSelect } from '../settings/TimeZoneSelect'
import { useShown } from '../shown-words'
import type { FileAnswer } from './file-answers'
import planClasses from './plan.module.css'

const ORDERS = [
  { value: 'dmy', label: 'Day first', example: '31/12/2025' },
  { value: 'mdy', label: 'Month first', example: '12/31/2025' },
  { value: 'ymd', label: 'Year first', example: '2025/12/31' }
] as const satisfies readonly { value: NonNullable<Mapping['dateOrder']>; label: string; example: string }[]

export function PlanQuestions({
  plan,
  answer,
  onChange
}: {
  readonly plan: ImportPlan
  readonly answer: FileAnswer
  onChange(change: Partial<FileAnswer>): void
}) {
  const shown = useShown()
  return plan.questions.map((question) => {
    const examples = question.examples.length > 0 && (
      <span className="muted">In the file: {shown(question.examples.slice(0, 4).join(', '))}</span>
    )
    switch (question.kind) {
      case 'date-order':
        return (
          <Radio.Group
            key={question.kind}
            className={planClasses.question}
            label={shown(question.text)}
            description={examples}
            value={answer.dateOrder ?? null}
            onChange={(value) => onChange({ dateOrder: ORDERS.find((order) => order.value === value)?.value ?? null })}
          >
            <div className={planClasses.choices}>
              {ORDERS.map(({ value, label, example }) => (
                <Radio key={value} value={value} label={`${label} (${example})`} />
              ))}
            </div>
          </Radio.Group>
        )
      case 'time-zone':
        return (
          <div key={question.kind} className={planClasses.question}>
            <TimeZoneSelect
              label={shown(question.text)}
              description={examples}
              value={answer.timeZone}
              onChange={(timeZone) => onChange({ timeZone })}
              allowDeselect={false}
            />
          </div>
        )
      case 'mapping':
        // Asked word by word (Speakers.tsx) and column by column (MappingForm.tsx).
        return null
      default:
        return question.kind satisfies never
    }
  })
}
