// `sort:` in query text: what the list is ordered by.
import { nearest } from './did-you-mean'
import { SORT_NAMES, type SortName } from './fields'
import type { TermState } from './parse-term'
import type { Sort } from './query'
import { atEnd, isSpace, peek, readAtom } from './scanner'

const SORT_ALIASES: Readonly<Record<string, SortName>> = {
  started: 'date',
  turns: 'messages',
  origin: 'source',
  rank: 'relevance'
}

/** Behind `sort:`, which began at `start`: `date`, `-confidence,date`, `date-desc`. What cannot be sorted by is a problem. */
export function readSort({ scanner, problems }: TermState, start: number): Sort[] {
  const value = atEnd(scanner) || isSpace(peek(scanner)) ? null : readAtom(scanner)
  if (!value) problems.push({ start, end: scanner.at, message: 'Write what to sort by: sort:date, sort:-confidence.' })
  return (value?.text.split(',') ?? []).flatMap((word): Sort[] => {
    const match = /^(-?)(.+?)(-asc|-desc)?$/.exec(word.toLowerCase())
    const typed = match?.[2] ?? word
    const field = SORT_NAMES.find((name) => name === (SORT_ALIASES[typed] ?? typed))
    if (field) return [{ field, direction: match?.[1] === '-' || match?.[3] === '-desc' ? 'desc' : 'asc' }]
    const near = nearest(typed, SORT_NAMES)
    const hint = near ? ` Did you mean “${near}”?` : ''
    problems.push({
      start,
      end: scanner.at,
      message: `The list cannot be sorted by “${typed}”. Use ${SORT_NAMES.join(', ')}.${hint}`,
      ...(near ? { suggestion: near } : {})
    })
    return []
  })
}
