// Functions with which the engine writes JSON as JavaScript would, for the values that its own functions write otherwise.
import { inflateSync } from 'node:zlib'
import { isoTime, openJson } from './annotation-tables'
import type { SqlFunction, Value } from './open'

/**
 * Each gives JSON text. `json_number(number)`; `json_time(milliseconds)`; `json_opened(text)`: the JSON that the text is, where writing
 * it again gives the same, else the text; `json_inflated(bytes)`: the deflated text.
 */
export const EXPORT_FUNCTIONS = {
  json_number: (number: Value) => JSON.stringify(Number(number)),
  json_time: (time: Value) => JSON.stringify(isoTime(Number(time))),
  json_opened: (text: Value) => {
    const whole = String(text)
    return typeof openJson(whole) === 'string' ? JSON.stringify(whole) : whole
  },
  json_inflated: (body: Value) => JSON.stringify(body instanceof Uint8Array ? inflateSync(body).toString('utf8') : null)
} satisfies Record<string, SqlFunction>
