// The language's own formatters of numbers and times. Making one costs more than using it a hundred times, and `toLocaleString` with options
// makes one each time: whoever formats asks here, and each is made once.

/** Remembers what was made for a language (undefined: the machine's) and options. */
function once<O extends object, F>(make: (locale: string | undefined, options: O) => F) {
  const made = new Map<string, F>()
  return (locale: string | undefined, options: O): F => {
    const key = `${locale ?? ''} ${JSON.stringify(options)}`
    let formatter = made.get(key)
    if (formatter === undefined) {
      formatter = make(locale, options)
      made.set(key, formatter)
    }
    return formatter
  }
}

export const numberFormat = once((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))
export const dateFormat = once(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
)

/** A calendar day, `2026-03-01`, in the person's language. Noon, so that no zone moves it to its neighbour. */
export function dayWords(day: string, locale: string | undefined): string {
  const options = { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' } as const
  return dateFormat(locale, options).format(new Date(`${day}T12:00:00Z`))
}

/** The calendar day in a zone as the query writes it, `2026-03-01`: the Swedish way of writing a date. */
export function dayIn(timeZone: string, time: number): string {
  return dateFormat('sv', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(time)
}
