// The mapping step: what each column of an unknown file means, chosen by a person, checked at once.
import { Alert, Checkbox, Radio, Select, Table } from '@mantine/core'
import { type Mapping, type MappingTarget, type PlanColumn, ROW_SHAPES, type RowShape } from '../../shared/import-plan'
import { validateMapping } from '../../shared/validate-mapping'
import { useShown } from '../shown-words'
import { SHAPE_WORDS, TARGET_WORDS, targetOptions } from './mapping-words'
import planClasses from './plan.module.css'
import classes from './sources.module.css'

export interface MappingFormProps {
  readonly columns: readonly PlanColumn[]
  readonly mapping: Mapping
  readonly remember: boolean
  onChange(mapping: Mapping): void
  onRemember(remember: boolean): void
}

export function MappingForm({ columns, mapping, remember, onChange, onRemember }: MappingFormProps) {
  const problems = validateMapping(
    mapping,
    columns.map(({ name }) => name)
  )
  const options = targetOptions(mapping.rows)
  const shown = useShown()
  const offered = new Set(options.flatMap((group) => group.items.map((item) => item.value)))
  const choose = (column: string, target: MappingTarget) =>
    onChange({ ...mapping, columns: { ...mapping.columns, [column]: target } })
  return (
    <section aria-label="Columns" className={classes.block}>
      <Radio.Group
        label="One row of the file is"
        value={mapping.rows}
        onChange={(rows) => onChange(withShape(mapping, shapeOf(rows)))}
        classNames={{ label: planClasses.label }}
      >
        <div className={planClasses.choices}>
          {ROW_SHAPES.map((shape) => (
            <Radio key={shape} value={shape} label={SHAPE_WORDS[shape]} />
          ))}
        </div>
      </Radio.Group>
      <Table.ScrollContainer minWidth={520} className={planClasses.columns}>
        <Table className={classes.table} verticalSpacing={3} horizontalSpacing="xs" withRowBorders>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Column</Table.Th>
              <Table.Th>Values</Table.Th>
              <Table.Th>Meaning</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => {
              const chosen = mapping.columns[column.name] ?? 'ignore'
              return (
                <Table.Tr key={column.name}>
                  <Table.Td className={classes.columnName}>
                    <bdi>{shown(column.name)}</bdi>
                  </Table.Td>
                  <Table.Td>
                    <Samples samples={column.samples} />
                  </Table.Td>
                  <Table.Td className={planClasses.meaning}>
                    <Select
                      aria-label={`Meaning of ${shown(column.name)}`}
                      data={options}
                      value={offered.has(chosen) ? chosen : 'ignore'}
                      onChange={(value) => choose(column.name, targetOf(value))}
                      allowDeselect={false}
                      searchable
                    />
                    {chosen === column.proposed && chosen !== 'ignore' && (
                      <div className="muted">{shown(column.reason)}</div>
                    )}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {problems.length > 0 && (
        <Alert color="yellow" role="status" p="xs">
          {problems.map((problem) => (
            <div key={problem}>{shown(problem)}</div>
          ))}
        </Alert>
      )}
      <Checkbox
        mt="xs"
        label="Remember this for files with the same columns"
        checked={remember}
        onChange={(event) => onRemember(event.currentTarget.checked)}
      />
    </section>
  )
}

function Samples({ samples }: { readonly samples: readonly string[] }) {
  const shown = useShown()
  if (samples.length === 0) return <span className="muted">empty</span>
  return (
    <ul className={planClasses.samples}>
      {samples.slice(0, 3).map((sample) => (
        <li key={sample} dir="auto" title={shown(sample).slice(0, 500)}>
          {shown(sample).slice(0, 120)}
        </li>
      ))}
    </ul>
  )
}

/** Meanings that the new shape does not know become "ignore"; question and text take each other's place. */
export function withShape(mapping: Mapping, rows: RowShape): Mapping {
  const offered = new Set(targetOptions(rows).flatMap((group) => group.items.map((item) => item.value)))
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).map(([column, target]): [string, MappingTarget] => [
      column,
      offered.has(target) ? target : 'ignore'
    ])
  )
  return { ...mapping, rows, columns }
}

const shapeOf = (value: string): RowShape => ROW_SHAPES.find((shape) => shape === value) ?? 'message'

function targetOf(value: string | null): MappingTarget {
  return value !== null && Object.hasOwn(TARGET_WORDS, value) ? (value as MappingTarget) : 'ignore'
}
