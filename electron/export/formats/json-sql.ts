// How the engine writes JSON: SQL expressions whose value is JSON text, byte for byte what `JSON.stringify` writes.

/** A text column. */
export const text = (column: string) => `json_quote(${column})`

/** 0 or 1. */
export const flag = (column: string) => `iif(${column} = 1, 'true', 'false')`

/**
 * Whole or not; `none` stands for null, `odd` is a function of ours for what the engine would write otherwise. The engine writes 17 digits, JavaScript as few as tell the number from every other: up to 15 they are the same
 * (IEEE 754 doubles hold 15 decimal digits), between a ten-thousandth and 10^15 without an exponent.
 */
export const number = (column: string, none = 'null', odd = 'json_number') =>
  `CASE WHEN ${column} IS NULL THEN '${none}'
    WHEN abs(${column}) < 1e15 AND ${column} = CAST(${column} AS INTEGER) THEN CAST(${column} AS INTEGER)
    WHEN octet_length(${column}) < 17 AND abs(${column}) BETWEEN 1e-4 AND 1e15 THEN ${column}
    ELSE ${odd}(${column}) END`

/** The last millisecond of 9999: the engine's calendar ends there. */
const LAST_OF_CALENDAR = 253_402_300_799_999

/** A time that is known, between quotes or none; `odd` where the engine's calendar does not know it. Most times are whole seconds. */
export const moment = (column: string, quote: string, odd: string) =>
  `CASE WHEN ${column} NOT BETWEEN 0 AND ${LAST_OF_CALENDAR} THEN ${odd}
    WHEN ${column} % 1000 = 0 THEN strftime('${quote}%Y-%m-%dT%H:%M:%S.000Z${quote}', ${column} / 1000, 'unixepoch')
    ELSE strftime('${quote}%Y-%m-%dT%H:%M:%fZ${quote}', ${column} / 1000.0, 'unixepoch') END`

/** Milliseconds. `isUnknown`: a condition under which the time is none. */
export const time = (column: string, isUnknown = '0') =>
  `CASE WHEN ${column} IS NULL OR ${isUnknown} THEN 'null' ELSE ${moment(column, '"', `json_time(${column})`)} END`

/** A text column that holds JSON. */
export const opened = (column: string) => `CASE WHEN ${column} IS NULL THEN 'null' ELSE json_opened(${column}) END`

/** A list: `item` of every row. `from` has the order, which a subquery keeps: https://sqlite.org/lang_aggfunc.html#group_concat */
export const list = (item: string, from: string) =>
  `concat('[', (SELECT group_concat(item, ',') FROM (SELECT ${item} AS item ${from})), ']')`

/** A key of an object: what the engine writes there, and what JavaScript takes from a record that was read. */
export interface Key<R> {
  readonly key: string
  readonly sql: string
  readonly of: (record: R) => unknown
}

export function key<R>(name: string, sql: string, of: (record: R) => unknown): Key<R> {
  return { key: name, sql, of }
}

/** Arguments of `concat` that write the keys of an object, without its braces. */
export function membersSql(keys: readonly Key<never>[]): string {
  return keys.map(({ key: name, sql }, i) => `'${i === 0 ? '' : ','}"${name}":', ${sql}`).join(', ')
}

export function objectSql(keys: readonly Key<never>[]): string {
  return `concat('{', ${membersSql(keys)}, '}')`
}

/** The same object of a record. */
export function objectOf<R>(keys: readonly Key<R>[], record: R): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const { key: name, of } of keys) object[name] = of(record)
  return object
}
