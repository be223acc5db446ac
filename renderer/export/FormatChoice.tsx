// Which kind of file, and of a table whether a row is a conversation or a message.
import { Radio, SegmentedControl } from '@mantine/core'
import {
  EXPORT_FAMILIES,
  type ExportFamily,
  type ExportFormatId,
  familyOf,
  MOST_PDF_CONVERSATIONS
} from '../../shared/export'
import classes from './export.module.css'

interface FormatChoiceProps {
  readonly format: ExportFormatId
  /** Conversations that are to be exported. */
  readonly count: number
  onChange(format: ExportFormatId): void
}

export function FormatChoice({ format, count, onChange }: FormatChoiceProps) {
  const families: readonly ExportFamily[] = EXPORT_FAMILIES
  const chosen = familyOf(format)
  const isPerMessage = chosen.rows.message === format
  const choose = (label: string) => {
    const family = families.find((one) => one.label === label) ?? chosen
    onChange((isPerMessage && family.rows.message) || family.rows.conversation)
  }
  const { conversation, message } = chosen.rows
  return (
    <>
      <Radio.Group label="Format" value={chosen.label} onChange={choose}>
        <div className={classes.families}>
          {families.map(({ label, hint, rows }) => (
            <Radio
              key={label}
              value={label}
              label={label}
              description={hint}
              disabled={rows.conversation === 'pdf' && count > MOST_PDF_CONVERSATIONS}
            />
          ))}
        </div>
      </Radio.Group>
      {message !== null && (
        <div className={classes.rows}>
          <span id="export-rows">One row per</span>
          <SegmentedControl
            aria-labelledby="export-rows"
            value={isPerMessage ? 'message' : 'conversation'}
            onChange={(value) => onChange(value === 'message' ? message : conversation)}
            data={[
              { value: 'conversation', label: 'Conversation' },
              { value: 'message', label: 'Message' }
            ]}
          />
        </div>
      )}
    </>
  )
}
