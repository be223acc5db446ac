// Which time is counted: any days by calendar, the usual spans by one click, or all.
import { Button, Group } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { changePlace, type Period, usePlace } from './analytics-place'
import { daysBack } from './days'

const SPANS = [
  { label: '30 days', days: 30 },
  { label: '90 days', days: 90 },
  { label: '12 months', days: 365 }
] as const

export function PeriodPicker({ timeZone }: { readonly timeZone: string }) {
  const { period } = usePlace()
  const choose = (chosen: Period | null) => changePlace({ period: chosen })
  return (
    <Group gap={4} role="group" aria-label="Period">
      <Button
        size="compact-xs"
        variant={period === null ? 'filled' : 'default'}
        aria-pressed={period === null}
        onClick={() => choose(null)}
      >
        All time
      </Button>
      {SPANS.map(({ label, days }) => {
        const span = daysBack(days, timeZone)
        const isChosen = period?.from === span.from && period.to === span.to
        return (
          <Button
            key={label}
            size="compact-xs"
            variant={isChosen ? 'filled' : 'default'}
            aria-pressed={isChosen}
            // Counted anew: the window may have been open over midnight.
            onClick={() => choose(daysBack(days, timeZone))}
          >
            {label}
          </Button>
        )
      })}
      <DatePickerInput
        type="range"
        size="xs"
        w={230}
        allowSingleDateInRange
        clearable
        aria-label="Period from day to day"
        placeholder="From day to day"
        title={`Conversations that began in these days, in ${timeZone}`}
        value={[period?.from ?? null, period?.to ?? null]}
        onChange={([first, last]) => {
          if (first && last) choose({ from: first, to: last })
          else if (!first && !last) choose(null)
        }}
      />
    </Group>
  )
}
