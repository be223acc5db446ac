// What a mapping still lacks before a file can be read by it.
import type { Mapping, MappingTarget } from './import-plan'

/** What keeps a mapping from being used on a file of these columns, as sentences; empty when nothing does. */
export function validateMapping(mapping: Mapping, header: readonly string[]): readonly string[] {
  // An answer about dates alone names no columns.
  if (Object.keys(mapping.columns).length === 0) return []
  const problems: string[] = []
  const columns = Object.entries(mapping.columns).filter(([, target]) => target !== 'ignore')
  const missing = columns.filter(([name]) => !header.includes(name)).map(([name]) => `“${name}”`)
  if (missing.length > 0) problems.push(`The file has no column ${missing.slice(0, 5).join(', ')}.`)
  const has = (target: MappingTarget) => columns.some(([name, to]) => to === target && header.includes(name))
  for (const target of new Set(columns.map(([, to]) => to))) {
    const names = columns.filter(([, to]) => to === target).map(([name]) => `“${name}”`)
    if (names.length > 1) problems.push(`${names.join(' and ')} are given the same meaning; choose one of them.`)
  }
  switch (mapping.rows) {
    case 'message':
      if (!has('message.text')) problems.push('Choose the column that holds the text of the messages.')
      if (!has('message.role')) problems.push('Choose the column that says who wrote a message.')
      if (!has('conversation.id') && !has('customer.id') && !has('customer.email'))
        problems.push(
          'Choose the column that says which conversation a message belongs to, or at least which customer.'
        )
      break
    case 'pair':
      if (!has('pair.question') && !has('pair.answer'))
        problems.push('Choose the columns that hold the questions and the answers.')
      break
    case 'conversation':
      if (!has('conversation.transcript') && !has('pair.question'))
        problems.push('Choose the column that holds the transcript.')
      break
  }
  return problems
}
