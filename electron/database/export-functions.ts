// Functions with which the engine writes exports as JavaScript would, for the values that its own functions write otherwise.
import { inflateSync } from 'node:zlib'
import { isoTime, openJson } from './annotation-tables'
import { csvCell } from './csv-cell'
import type { SqlFunction, Value } from './open'
import { textField } from './text-field'

/**
 * `csv_cell(text, delimiter, isGuarded)`: a cell as it stands in a CSV file; `number_text(number)`; `text_field(json, name)`: the text
 * under a name of a JSON object, null where there is none. The others give JSON text: `json_number(number)`; `json_time(milliseconds)`; `json_opened(text)`: the JSON that the text is, where writing
 * it again gives the same, else the text; `json_inflated(bytes)`: the deflated text.
 */
export const EXPORT_FUNCTIONS = {
  csv_cell: (text: Value, delimiter: Value, isGuarded: Value) =>
    csvCell(String(text), String(delimiter), Number(isGuarded) === 1),
  number_text: (number: Value) => String(Number(number)),
  text_field: (json: Value, name: Value) => textField(JSON.parse(String(json)), String(name)),
  json_number: (number: Value) => JSON.stringify(Number(number)),
  json_time: (time: Value) => JSON.stringify(isoTime(Number(time))),
  json_opened: (text: Value) => {
    const whole = String(text)
    return typeof openJson(whole) === 'string' ? JSON.stringify(whole) : whole
  },
  json_inflated: (body: Value) => JSON.stringify(body instanceof Uint8Array ? inflateSync(body).toString('utf8') : null)
} satisfies Record<string, SqlFunction>
