// Times as people read them in transcripts: in the zone of the export, the same in every locale, so that a file is the same bytes.

/** `2026-03-05 14:07` in an IANA zone; one formatter for all, since making one costs a millisecond. */
export function clock(timeZone: string): (time: number) => string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23'
  })
  return (time) => parts.format(time).replace(', ', ' ')
}
