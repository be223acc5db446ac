// How amounts are written: digits with their separators, numbers as words, units of time and money, in the languages of most exports.

/** Digits as people write them: 30, 4.90, 4,90, 1,000, 1 000, 1'000. */
export const DIGITS = String.raw`\d{1,15}(?:[.,'’\u00a0\u202f]\d{3}){0,5}(?:[.,]\d{1,6})?`

/** `1,000` and `1.000` are a thousand, `4,90` and `4.90` are four and nine tenths: the last separator decides. */
export function readAmount(written: string): number {
  const plain = written.replace(/['’\s\u00a0\u202f]/g, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last < 0) return Number(plain)
  const sign = plain.charAt(last)
  const decimals = plain.length - last - 1
  const isThousands = decimals === 3 && (plain.indexOf(sign) !== last || /^\d{1,3}[.,]\d{3}$/.test(plain))
  if (isThousands) return Number(plain.replace(/[.,]/g, ''))
  return Number(`${plain.slice(0, last).replace(/[.,]/g, '')}.${plain.slice(last + 1)}`)
}

/** From two on: "one" and its like are articles as often as numbers; English alone tells them apart. */
const WORDS: readonly (readonly string[])[] = [
  ['one'],
  ['two', 'zwei', 'deux', 'dos', 'due', 'twee'],
  ['three', 'drei', 'trois', 'tres', 'tre', 'drie'],
  ['four', 'vier', 'quatre', 'cuatro', 'quattro'],
  ['five', 'fünf', 'cinq', 'cinco', 'cinque', 'vijf'],
  ['six', 'sechs', 'seis', 'sei', 'zes'],
  ['seven', 'sieben', 'sept', 'siete', 'sette', 'zeven'],
  ['eight', 'acht', 'huit', 'ocho', 'otto'],
  ['nine', 'neun', 'neuf', 'nueve', 'nove', 'negen'],
  ['ten', 'zehn', 'dix', 'diez', 'dieci', 'tien'],
  ['eleven', 'elf', 'onze', 'once', 'undici'],
  ['twelve', 'zwölf', 'douze', 'doce', 'dodici', 'twaalf']
]
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  WORDS.flatMap((words, i) => words.map((word) => [word, i + 1] as const))
)

/** A unit of time: `minute` lengths are compared with each other, `month` lengths with each other. */
export interface TimeUnit {
  readonly base: 'minute' | 'month'
  readonly length: number
}

const MINUTE: TimeUnit = { base: 'minute', length: 1 }
const HOUR: TimeUnit = { base: 'minute', length: 60 }
const DAY: TimeUnit = { base: 'minute', length: 1_440 }
const WEEK: TimeUnit = { base: 'minute', length: 10_080 }
const MONTH: TimeUnit = { base: 'month', length: 1 }
const YEAR: TimeUnit = { base: 'month', length: 12 }

export const TIME_UNITS: ReadonlyMap<string, TimeUnit> = new Map(
  (
    [
      [MINUTE, 'minute minutes min mins minuten minuto minutos minuti minuut'],
      [HOUR, 'hour hours hr hrs stunde stunden heure heures hora horas ora ore uur uren'],
      [DAY, 'day days tag tage tagen werktag werktage werktagen arbeitstage arbeitstagen jour jours día días dia dias'],
      [DAY, 'giorno giorni dag dagen werkdag werkdagen workday workdays weekday weekdays'],
      [WEEK, 'week weeks woche wochen semaine semaines semana semanas settimana settimane weken'],
      [MONTH, 'month months monat monate monaten mois mes meses mese mesi maand maanden'],
      [YEAR, 'year years yr yrs jahr jahre jahren an ans année années año años anno anni jaar jaren']
    ] as const
  ).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const))
)

/** What may stand between a number and its unit of time. */
export const DAY_KINDS = 'working|business|calendar|full|whole|consecutive|volle|ganze|kalender'

const CURRENCIES: readonly (readonly [code: string, written: string])[] = [
  ['EUR', '€ eur euro euros'],
  ['USD', '$ usd us$ dollar dollars'],
  ['GBP', '£ gbp pound pounds quid'],
  ['CHF', 'chf fr. franken francs'],
  ['JPY', '¥ jpy yen 円'],
  ['INR', '₹ inr rs rupees'],
  ['CAD', 'cad c$'],
  ['AUD', 'aud a$'],
  ['PLN', 'pln zł zloty'],
  ['SEK', 'sek'],
  ['NOK', 'nok'],
  ['DKK', 'dkk'],
  ['CZK', 'czk kč'],
  ['BRL', 'brl r$'],
  ['CNY', 'cny rmb 元']
]
export const CURRENCY_CODES: ReadonlyMap<string, string> = new Map(
  CURRENCIES.flatMap(([code, written]) => written.split(' ').map((word) => [word, code] as const))
)

/** Longest first, ready for an alternative. */
export function alternatives(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|')
}
