// Where a comparison is chosen: two periods around a day, or two queries.
import { Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useContract } from '../api'
import { useFieldWords, useShown } from '../shown-words'
import { useTimeZone } from '../use-settings'
import { changePlace } from './analytics-place'
import type { Reach } from './compare-sides'
import { plusDays, today } from './days'
import type { SidesSetup } from './use-sides'

const REACHES: readonly { readonly value: string; readonly label: string; readonly reach: Reach }[] = [
  { value: 'all', label: 'all before and after', reach: null },
  { value: '30', label: '30 days each side', reach: 30 },
  { value: '90', label: '90 days each side', reach: 90 },
  { value: '365', label: 'a year each side', reach: 365 }
]

/** Months that the calendar shows, the last of the data included: most changes are one click away. */
const MONTHS = 3

export function CompareSetup({ setup }: { readonly setup: SidesSetup }) {
  return (
    <Group gap="xs" align="flex-start">
      <SegmentedControl
        aria-label="Compare"
        data={[
          { value: 'periods', label: 'Two periods' },
          { value: 'queries', label: 'Two queries' }
        ]}
        value={setup.mode}
        onChange={(value) => changePlace({ compareMode: value === 'queries' ? 'queries' : 'periods' })}
      />
      {setup.mode === 'periods' ? <DaySetup setup={setup} /> : <QuerySetup setup={setup} />}
    </Group>
  )
}

function DaySetup({ setup }: { readonly setup: SidesSetup }) {
  const timeZone = useTimeZone()
  const info = useContract('workspace.info', undefined, { tables: ['conversation', 'import'] })
  const lastAt = info.data?.lastAt ?? Date.now()
  return (
    <>
      <DatePickerInput
        // The calendar opens where the data ends; it reads that once.
        key={info.isSuccess ? 'known' : 'unknown'}
        size="xs"
        w={200}
        clearable
        aria-label="Day that something changed"
        placeholder="Day that something changed"
        numberOfColumns={MONTHS}
        defaultDate={setup.day ?? plusDays(today(timeZone, lastAt), -31 * (MONTHS - 1))}
        value={setup.day}
        onChange={(day) => changePlace({ splitAt: day })}
      />
      <Select
        aria-label="How far each side reaches"
        size="xs"
        w={190}
        allowDeselect={false}
        data={REACHES.map(({ value, label }) => ({ value, label }))}
        value={setup.reach === null ? 'all' : String(setup.reach)}
        onChange={(value) => changePlace({ reach: REACHES.find((one) => one.value === value)?.reach ?? null })}
      />
    </>
  )
}

function QuerySetup({ setup }: { readonly setup: SidesSetup }) {
  const other = useFieldWords(setup.otherText)
  const shown = useShown()
  return (
    <TextInput
      aria-label="Other query"
      placeholder="Other query, such as channel:email"
      w={420}
      {...other}
      error={setup.problem === null ? null : shown(setup.problem)}
      onChange={(event) => changePlace({ otherText: event.currentTarget.value })}
    />
  )
}
