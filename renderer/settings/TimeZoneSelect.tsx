// A searchable list of time zones, each with the time it is there now.
import { Select, type SelectProps } from '@mantine/core'
import { useMemo } from 'react'

/** Names that ICU still lists under what the places were once called -> what IANA and their people call them. */
const RENAMED: Readonly<Record<string, string>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk'
}

/** Every IANA zone this machine knows, UTC first. */
const ZONES: readonly string[] = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone')
    .filter((zone) => zone !== 'UTC')
    .map((zone) => RENAMED[zone] ?? zone)
    .sort()
    .filter((zone, index, all) => zone !== all[index - 1])
]

/** "14:07, Europe/Berlin (UTC+1)": the offset of `at`, in milliseconds. */
export function zoneLabel(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat(undefined, {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'shortOffset'
  }).formatToParts(at)
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? ''
  const time = parts
    .filter((part) => part.type !== 'timeZoneName')
    .map((part) => part.value)
    .join('')
    .trim()
  return zone === offset ? `${zone} – ${time}` : `${zone.replaceAll('_', ' ')} (${offset}) – ${time}`
}

export interface TimeZoneSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchable'> {
  readonly value: string | null
  onChange(zone: string | null): void
  /** Words for "no zone of its own", as the first entry; absent: a zone must be chosen. */
  readonly none?: string
}

export function TimeZoneSelect({ value, onChange, none, ...rest }: TimeZoneSelectProps) {
  const data = useMemo(() => {
    const now = Date.now()
    // Machines may know a zone by a name that the list leaves out.
    const zones = value !== null && !ZONES.includes(value) ? [value, ...ZONES] : ZONES
    return [
      ...(none === undefined ? [] : [{ value: '', label: none }]),
      ...zones.map((zone) => ({ value: zone, label: zoneLabel(zone, now) }))
    ]
  }, [none, value])
  return (
    <Select
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage="No such time zone"
      maxDropdownHeight={260}
      limit={600}
      {...rest}
      data={data}
      value={value ?? (none === undefined ? null : '')}
      onChange={(zone) => onChange(zone === '' ? null : zone)}
    />
  )
}
