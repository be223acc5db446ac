// When: the usual spans by one click, any days by calendar. Dates are days in the workspace's time zone.
import { Button, UnstyledButton } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useCurrentQuery } from '../current-query'
import { datesOf, setDates, setSpan, spanOf } from '../filter-edit'
import classes from './FacetPanel.module.css'

const SPANS = [
  { label: 'Last day', value: '1d' },
  { label: '7 days', value: '7d' },
  { label: '30 days', value: '30d' },
  { label: '90 days', value: '90d' }
] as const

export function DateFacet({ timeZone }: { readonly timeZone: string }) {
  const { query, editFilter } = useCurrentQuery()
  const span = spanOf(query.filter)
  const dates = datesOf(query.filter)
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>Date</legend>
      <div className={classes.head}>
        <span className={classes.title} title={`Days in ${timeZone}`}>
          Date
        </span>
        {(span !== null || dates !== null) && (
          <UnstyledButton
            className={classes.clear}
            aria-label="Clear Date"
            onClick={() => editFilter((filter) => setSpan(setDates(filter, null), null))}
          >
            Clear
          </UnstyledButton>
        )}
      </div>
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
    </fieldset>
  )
}
