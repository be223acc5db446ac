// What is particular to tables: which columns; and of CSV the separator and marks for spreadsheets.
import { Button, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import type { CsvOptions } from '../../shared/export'
import type { ExportColumn } from '../../shared/export-columns'
import classes from './export.module.css'

interface TableOptionsFormProps {
  readonly options: CsvOptions
  readonly columns: readonly ExportColumn[]
  /** Not of Excel files, which have no separators and run no cell. */
  readonly isCsv: boolean
  onChange(change: Partial<CsvOptions>): void
}

const SEPARATORS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' }
]
const LINE_ENDS = [
  { value: 'crlf', label: 'Windows (CR LF)' },
  { value: 'lf', label: 'Unix (LF)' }
]

export function TableOptionsForm({ options, columns, isCsv, onChange }: TableOptionsFormProps) {
  const [opened, setOpened] = useState(false)
  const standard = columns.filter(({ optional }) => !optional).map(({ name }) => name)
  const chosen = columnsOf(options, columns)
  const toggle = (name: string, on: boolean) => {
    const next = columns.map((column) => column.name).filter((n) => (n === name ? on : chosen.includes(n)))
    onChange({ columns: next.join() === standard.join() ? null : next })
  }
  return (
    <div className={classes.section}>
      <div className={classes.row}>
        {isCsv && (
          <>
            <Select
              label="Separator"
              w={130}
              data={SEPARATORS}
              value={options.delimiter}
              allowDeselect={false}
              onChange={(value) => onChange({ delimiter: value === ';' || value === '\t' ? value : ',' })}
            />
            <Select
              label="Line ends"
              w={170}
              data={LINE_ENDS}
              value={options.lineEnd}
              allowDeselect={false}
              onChange={(value) => onChange({ lineEnd: value === 'lf' ? 'lf' : 'crlf' })}
            />
          </>
        )}
        <Button variant="default" aria-expanded={opened} onClick={() => setOpened((o) => !o)}>
          Columns ({chosen.length} of {columns.length})
        </Button>
      </div>
      {opened && (
        <fieldset className={classes.columns} aria-label="Columns">
          {columns.map(({ name }) => (
            <Checkbox
              key={name}
              label={name}
              checked={chosen.includes(name)}
              disabled={chosen.length === 1 && chosen.includes(name)}
              onChange={(event) => toggle(name, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      )}
      {isCsv && (
        <>
          <Checkbox
            mt="sm"
            label="Mark the file as UTF-8 for Excel"
            checked={options.bom}
            onChange={(event) => onChange({ bom: event.currentTarget.checked })}
          />
          <Checkbox
            mt="xs"
            label="Keep spreadsheets from running cells as formulas"
            description="Puts an apostrophe before such cells; the app takes it off again when it imports the file."
            checked={options.guard}
            onChange={(event) => onChange({ guard: event.currentTarget.checked })}
          />
        </>
      )}
    </div>
  )
}

/** Names that the file will have, in its order; names of the other kind of CSV are left out. */
export function columnsOf({ columns: chosen }: CsvOptions, columns: readonly ExportColumn[]): readonly string[] {
  const known = chosen?.filter((name) => columns.some((column) => column.name === name)) ?? []
  return known.length > 0 ? known : columns.filter(({ optional }) => !optional).map(({ name }) => name)
}
