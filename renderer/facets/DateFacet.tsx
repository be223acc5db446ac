// When: the usual spans by one click, any days by calendar. Dates are days in the workspace's time zone.
import { Button } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useCurrentQuery } from '../current-query'
import { datesOf, setDates, setSpan, spanOf } from '../filter-edit'
import { FacetFrame } from './FacetFrame'
import classes from './FacetPanel.module.css'

const SPANS = [
  { label: 'Last day', value: '1d' },
  { label: '7 days', value: '7d' },
  { label: '30 days', value: '30d' },
  { label: '90 days', value: '90d' }
] as const

interface DateFacetProps {
  readonly timeZone: string
  readonly open?: boolean
  onToggle?(): void
}

export function DateFacet({ timeZone, open = true, onToggle }: DateFacetProps) {
  const { query, editFilter } = useCurrentQuery()
  const span = spanOf(query.filter)
  const dates = datesOf(query.filter)
  return (
    <FacetFrame
      label="Date"
      title={`Days in ${timeZone}`}
      open={open}
      onToggle={onToggle}
      onClear={
        span !== null || dates !== null
          ? () => editFilter((filter) => setSpan(setDates(filter, null), null))
          : undefined
      }
    >
      <div className={classes.quick}>
        {SPANS.map(({ label, value }) => (
          <Button
            key={value}
            size="compact-xs"
            variant={span === value ? 'filled' : 'default'}
            aria-pressed={span === value}
            onClick={() => editFilter((filter) => setSpan(setDates(filter, null), span === value ? null : value))}
          >
            {label}
          </Button>
        ))}
      </div>
      <DatePickerInput
        type="range"
        size="xs"
        allowSingleDateInRange
        clearable
        aria-label="From day to day"
        placeholder="From day to day"
        value={[dates?.from ?? null, dates?.to ?? null]}
        onChange={([first, last]) => {
          if (first && last) editFilter((filter) => setDates(setSpan(filter, null), { from: first, to: last }))
          else if (!first && !last) editFilter((filter) => setDates(filter, null))
        }}
      />
    </FacetFrame>
  )
}
