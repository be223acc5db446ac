// How the engine writes CSV of messages: SQL expressions whose value is a cell as it stands in the file, byte for byte what csv.ts writes.
import type { CsvOptions } from '../../../shared/export'
import type { MessageColumn } from '../../../shared/export-columns'
import { type HeadColumn, isOfMessage, type OwnMessageColumn } from './cells'
import { number as jsonNumber, text as jsonText, list, moment } from './json-sql'
import { ONE, WANTED } from './written-reader'

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`
/** `of` of a value that is made once. */
const once = (value: string, of: (v: string) => string) => `(SELECT ${of('v')} FROM (SELECT ${value} AS v LIMIT 1))`

const number = (column: string) => jsonNumber(column, '', 'number_text')
/** A moment stands bare. */
const time = (column: string, isUnknown = '0') =>
  `CASE WHEN ${column} IS NULL OR ${isUnknown} THEN NULL ELSE ${moment(column, '', `trim(json_time(${column}), '"')`)} END`

/**
 * A text column. Text that begins with a Latin letter is no formula, no number and has no blank before it: unless it ends in a blank,
 * or is a truth value, only what stands in it matters. All other text is left to JavaScript.
 */
function textCell({ delimiter, guard }: CsvOptions): (column: string) => string {
  const special = [delimiter, '\n', '"', '\r']
  return (x) => {
    const holdsSpecial = special.map((letter) => `instr(${x}, ${quoted(letter)})`).join(' OR ')
    const isBare = `substr(CAST(${x} AS BLOB), -1) BETWEEN x'21' AND x'7e' AND (octet_length(${x}) > 5 OR lower(${x}) NOT IN ('true', 'false'))`
    const odd = `csv_cell(${x}, ${quoted(delimiter)}, ${Number(guard)})`
    return `CASE WHEN ${x} GLOB '[A-Za-z]*' THEN
        CASE WHEN ${holdsSpecial} THEN concat('"', replace(${x}, '"', '""'), '"') WHEN ${isBare} THEN ${x} ELSE ${odd} END
      WHEN ${x} <> '' THEN ${odd} END`
  }
}

type SqlOf<C extends string, S = string> = Readonly<Record<C, S>>

function headSql(text: (column: string) => string): SqlOf<HeadColumn> {
  // What is no text has another type, but for lists and objects; an escaped letter may be one that the engine does not give back.
  const field = (name: string) =>
    once(
      `c.customer_fields ->> '${name}'`,
      (v) => `CASE WHEN ${v} GLOB '[[{]*' OR instr(c.customer_fields, '\\u')
        THEN ${once(`text_field(c.customer_fields, '${name}')`, text)} WHEN typeof(${v}) = 'text' THEN ${text(v)} END`
    )
  return {
    'Conversation ID': text('c.external_id'),
    Started: time('c.started_at', 'c.time_is_estimated'),
    Channel: text('ifnull(c.channel_raw, c.channel)'),
    Status: text('ifnull(c.status_raw, c.status)'),
    Sentiment: text('c.sentiment'),
    Topic: text('c.topic'),
    Customer: `CASE WHEN c.customer_fields IS NULL THEN ${text('c.customer')} ELSE ${field('name')} END`,
    'Customer e-mail': field('email'),
    'Customer phone': field('phone'),
    'Customer ID': field('id'),
    Agent: text('a.name'),
    Title: text('c.title'),
    Language: text('c.language'),
    Country: text('c.country'),
    URL: text('c.url'),
    Summary: text('c.summary'),
    Updated: time('c.source_updated_at'),
    Source: text('s.name')
  }
}

/** Of a citation what is known. */
const known = (column: string, name: string, json: string) =>
  `CASE WHEN ${column} IS NOT NULL THEN concat(',"${name}":', ${json}) END`
const CITATION = `concat('{', ltrim(concat(${known('t.title', 'title', jsonText('t.title'))}, ${known('t.url', 'url', jsonText('t.url'))},
  ${known('t.excerpt', 'excerpt', jsonText('t.excerpt'))}, ${known('t.score', 'score', jsonNumber('t.score'))}), ','), '}')`

function messageSql(text: (column: string) => string): SqlOf<OwnMessageColumn> {
  const jsonCell = (v: string) => `iif(instr(${v}, '"'), concat('"', replace(${v}, '"', '""'), '"'), ${text(v)})`
  const citations = list(CITATION, 'FROM citation t WHERE t.message_id = m.id ORDER BY t.position')
  const comments = `SELECT group_concat(comment, char(10)) FROM (SELECT f.comment FROM feedback f WHERE f.message_id = m.id ORDER BY f.id)`
  return {
    'Message ID': text('m.key'),
    Position: 'm.id - c.id * 1048576',
    Role: 'm.role',
    Author: text('m.author'),
    Sent: time('m.sent_at', 'm.time_is_estimated'),
    Text: text('m.text'),
    Confidence: number('m.confidence'),
    Feedback: `CASE m.thumb WHEN 1 THEN 'up' WHEN -1 THEN 'down' END`,
    'Feedback comment': once(`(${comments})`, text),
    Citations: `CASE WHEN m.citation_count IS NULL THEN '' WHEN m.citation_count = 0 THEN '[]' ELSE ${once(citations, jsonCell)} END`
  }
}

const ends = ({ lineEnd }: CsvOptions) => (lineEnd === 'crlf' ? 'char(13, 10)' : 'char(10)')
const joined = (cells: readonly string[], delimiter: string) => cells.join(`, ${quoted(delimiter)}, `)

/** Reads conversations as a row for each message. What is the same in every row of a conversation is written out once. */
export function messagesSql(columns: readonly MessageColumn[], options: CsvOptions): string {
  const text = textCell(options)
  const [heads, owns] = [headSql(text), messageSql(text)]
  const pieces: string[] = []
  const cells: string[] = []
  let run: string[] = []
  const close = () => {
    if (run.length === 0) return
    cells.push(`c.piece${pieces.length}`)
    pieces.push(`concat(${joined(run, options.delimiter)}) AS piece${pieces.length}`)
    run = []
  }
  for (const name of columns) {
    if (isOfMessage(name)) {
      close()
      cells.push(owns[name])
    } else run.push(heads[name])
  }
  close()
  const row = `concat(${joined(cells, options.delimiter)}, ${ends(options)})`
  const rows = `SELECT group_concat(line, '') FROM (SELECT ${row} AS line FROM message m
    WHERE m.id BETWEEN c.id * 1048576 + 1 AND c.id * 1048576 + 1048575 ORDER BY m.id)`
  return `WITH head AS MATERIALIZED (SELECT ${['c.id', ONE, ...pieces].join(', ')} ${WANTED})
    SELECT place, 1, c.message_count, c.started_at, c.last_at, CAST(ifnull((${rows}), '') AS BLOB) FROM head c`
}
