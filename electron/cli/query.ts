// `query`: the conversations of a filter, or how many they are; the same filter and the same counts as the window's.
import { AppError } from '../../shared/errors'
import { parseQuery } from '../../shared/query/parse-query'
import type { Query } from '../../shared/query/query'
import { createSearch, type Search } from '../search/result-sets'
import { chooseColumns } from './columns'
import { type Command, flag, type Surroundings, text, type Values } from './command'
import { formatOf, rowWriter } from './formats'
import { withReadable } from './workspace'

const PAGE = 500

export const queryCommand: Command = {
  name: 'query',
  usage:
    '"<query>" --workspace W [--format table|csv|json|jsonl] [--columns a,b] [--limit n] [--count] [--time-zone TZ] [--json]',
  summary: 'The conversations that match, written as in the search box; all of them without a query.',
  options: {
    format: { type: 'string' },
    columns: { type: 'string' },
    limit: { type: 'string' },
    count: { type: 'boolean' },
    'time-zone': { type: 'string' }
  },
  run: (words, values, surroundings) =>
    withReadable(values, surroundings, async (database) => {
      const query = readQuery(words.join(' '))
      const limit = readLimit(text(values, 'limit'))
      const search = createSearch(database, { keepColumns: false })
      try {
        const { id, total, of } = await search.open(query, {
          timeZone: text(values, 'time-zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
          now: Date.now(),
          signal: surroundings.signal
        })
        if (flag(values, 'count')) {
          await surroundings.out(flag(values, 'json') ? `${JSON.stringify({ total, of })}\n` : `${total}\n`)
        } else {
          await writeRows(search, id, Math.min(total, limit), values, surroundings)
        }
        return 0
      } finally {
        search.close()
      }
    })
}

async function writeRows(
  search: Search,
  resultSet: string,
  end: number,
  values: Values,
  { out, signal }: Surroundings
): Promise<void> {
  const format = formatOf(text(values, 'format'), flag(values, 'json'))
  const columns = chooseColumns(text(values, 'columns'), format === 'table')
  const writer = rowWriter(
    format,
    columns.map(({ name }) => name)
  )
  await out(writer.begin())
  for (let start = 0; start < end; start += PAGE) {
    signal.throwIfAborted()
    const rows = search.page(resultSet, start, Math.min(end, start + PAGE))
    await out(
      writer.rows(
        rows.map((row) => columns.map((column) => column.of(row))),
        start === 0
      )
    )
  }
  await out(writer.end())
}

/** Throws `invalid-query` with what is not understood; nothing of a query is ever left out in silence. */
export function readQuery(written: string): Query {
  const { query, problems } = parseQuery(written)
  const [problem] = problems
  if (problem) throw new AppError('invalid-query', problem.message)
  return query
}

function readLimit(written: string | undefined): number {
  if (written === undefined) return Number.POSITIVE_INFINITY
  const limit = Number(written)
  if (Number.isInteger(limit) && limit >= 0) return limit
  throw new AppError('invalid-input', `“${written}” is no number of rows: --limit takes 0, 1, 2...`)
}
