// Typebot's results as CSV (packages/results/src/streamAllResultsToCsv.ts): one row per visit, "Submitted at" first, then one column
// per question of the bot, so that the columns differ from bot to bot. The bot's own words are not in it: the name of a column
// stands for its question, as a note of the system.
import type { RawConversation, RawMessage, RawRecord, Rejection } from '../../ingest/raw'
import type { CsvRow } from '../csv-table'
import { knownColumn } from '../mapping-aliases'
import type { Cells } from '../mapping-rows'
import type { ReadOptions, SourceAdapter } from '../source-adapter'
import { readTable } from './table-adapter'

const FIRST_COLUMN = 'Submitted at'

export const typebotCsv: SourceAdapter = {
  id: 'typebot-csv',
  label: 'Typebot results (CSV)',
  recognise: (head) =>
    head.kind === 'csv' && head.header[0] === FIRST_COLUMN && head.header.length > 1
      ? {
          certainty: 0.92,
          reason: 'The first column is “Submitted at”, as in Typebot’s results. Every row is one visit.'
        }
      : null,
  // No column of it is to be mapped; only the zone of its times is not in the file.
  propose: (head) => ({
    mapping: { version: 1, rows: 'conversation', columns: {} },
    columns: [],
    questions: [
      {
        kind: 'time-zone',
        text: `In which time zone are the times of “${FIRST_COLUMN}”?`,
        examples: head.rows.slice(0, 5).map((row) => row[FIRST_COLUMN] ?? '')
      }
    ]
  }),
  read: readResults
}

async function* readResults(file: string, options: ReadOptions): AsyncGenerator<RawRecord> {
  const questions = options.head.header.slice(1)
  for await (const rows of readTable(file, options)) for (const row of rows) yield toConversation(row, questions)
}

function toConversation(row: CsvRow | Rejection, questions: readonly string[]): RawRecord {
  if (row.kind === 'rejection') return row
  const { row: number, bytesRead, cells } = row
  const startedAt = cells[FIRST_COLUMN]
  const messages = questions.flatMap((question) => messagesOf(question, cells[question] ?? '', startedAt))
  if (messages.length === 0)
    return {
      kind: 'skip',
      row: number,
      bytesRead,
      code: 'no-text',
      reason: `The visit in row ${number} has no answers.`
    }
  const customer = customerOf(cells, questions)
  return { kind: 'conversation', row: number, bytesRead, startedAt, customer, messages, raw: JSON.stringify(cells) }
}

function messagesOf(question: string, answer: string, sentAt: string | undefined): RawMessage[] {
  if (answer.trim() === '') return []
  return [
    { role: 'system', text: question, sentAt },
    { role: 'customer', text: answer, sentAt }
  ]
}

/** Answers to questions after the visitor's name, address or number, by the names such columns usually have. */
function customerOf(cells: Cells, questions: readonly string[]): RawConversation['customer'] {
  const find = (target: string): string | undefined =>
    questions.map((name) => (knownColumn(name)?.conversation === target ? cells[name] : '')).find((value) => value) ||
    undefined
  const name = find('customer.name')
  const email = find('customer.email')
  const phone = find('customer.phone')
  return (name ?? email ?? phone) === undefined ? undefined : { name, email, phone }
}
