// How a file is to be read: the adapter and mapping that its content, a remembered mapping and a person's answers lead to, and what
// is still open. The plan shows it; the import refuses to guess what is open.
import { AppError } from '../../shared/errors'
import type { GivenFile, ImportQuestion, Mapping, PlanColumn } from '../../shared/import-plan'
import { validateMapping } from '../../shared/validate-mapping'
import { recallMapping } from '../database/mappings'
import type { ReadableDatabase } from '../database/open'
import { isTimeZone } from '../ingest/time-zones'
import { ADAPTERS } from './adapters/index'
import { CERTAIN, type Detection, detect } from './detect'
import { shapeOf } from './mapping'
import type { FileHead, SourceAdapter } from './source-adapter'

export interface Choice extends Detection {
  /** Null for formats that need none. */
  readonly mapping: Mapping | null
  /** IANA zone of times without one; null reads them as UTC. */
  readonly timeZone: string | null
  readonly columns: readonly PlanColumn[]
  /** What nobody has answered yet. */
  readonly questions: readonly ImportQuestion[]
  /** Of its columns, for remembering the mapping; null where there is none. */
  readonly shape: string | null
  /** The mapping is the one remembered for this shape. */
  readonly isRemembered: boolean
}

/** Throws `invalid-input` where an answer cannot be used: an unknown format or zone, a mapping for other columns. */
export function chooseAdapter(database: ReadableDatabase, head: FileHead, given: GivenFile): Choice {
  const detection = detected(head, given)
  const { adapter } = detection
  const proposal = adapter?.propose?.(head)
  if (given.timeZone !== undefined && !isTimeZone(given.timeZone))
    throw new AppError('invalid-input', `“${given.timeZone}” is not a time zone. Use a name such as Europe/Berlin.`)
  if (!proposal) return withoutColumns(detection, head, given)
  const names = proposal.columns.map(({ name }) => name)
  const shape = shapeOf(names)
  if (given.mapping) checkMapping(given.mapping, names)
  const remembered = given.mapping === undefined && given.format === undefined ? recallMapping(database, shape) : null
  const mapping = completed(given.mapping ?? remembered, proposal.mapping)
  const timeZone = given.timeZone ?? mapping.timeZone ?? null
  const isSettled = given.mapping !== undefined || remembered !== null
  const questions = proposal.questions.filter(({ kind }) => (kind === 'time-zone' ? timeZone === null : !isSettled))
  const columns = proposal.columns.map((column) => ({ ...column, proposed: mapping.columns[column.name] ?? 'ignore' }))
  const known = isSettled
    ? { certainty: 1, reason: remembered ? 'Read as files of this shape were read before.' : detection.reason }
    : {}
  return { ...detection, ...known, mapping, timeZone, columns, questions, shape, isRemembered: remembered !== null }
}

/** Of a mapping without columns, which is an answer about dates alone, the rest is what is proposed. */
function completed(mapping: Mapping | null, proposed: Mapping): Mapping {
  if (!mapping) return proposed
  const hasColumns = Object.keys(mapping.columns).length > 0
  return hasColumns ? mapping : { ...proposed, ...mapping, rows: proposed.rows, columns: proposed.columns }
}

/** A format that needs no mapping may still leave open how its dates are to be read. */
function withoutColumns(detection: Detection, head: FileHead, given: GivenFile): Choice {
  const mapping = given.mapping ?? null
  const timeZone = given.timeZone ?? mapping?.timeZone ?? null
  const questions = (detection.adapter?.questions?.(head) ?? []).filter(({ kind }) =>
    kind === 'time-zone' ? timeZone === null : mapping?.dateOrder === undefined
  )
  return { ...detection, mapping, timeZone, columns: [], questions, shape: null, isRemembered: false }
}

/** A person's format needs no certainty; a person's mapping needs an adapter that takes one. */
function detected(head: FileHead, given: GivenFile): Detection {
  if (head.problem !== null) return detect(head)
  if (given.format === undefined)
    // An answer about dates alone names no columns, and every format takes it.
    return given.mapping && Object.keys(given.mapping.columns).length > 0
      ? detect(
          head,
          ADAPTERS.filter((adapter) => adapter.propose)
        )
      : detect(head)
  const adapter = ADAPTERS.find(({ id }) => id === given.format)
  if (!adapter) throw new AppError('invalid-input', `“${given.format}” is not a format the app knows.`)
  return { adapter, certainty: 1, reason: 'Chosen by hand.' }
}

function checkMapping(mapping: Mapping, names: readonly string[]): void {
  const [problem] = validateMapping(mapping, names)
  if (problem !== undefined) throw new AppError('invalid-input', `The mapping does not fit this file. ${problem}`)
}

/** What an import may go ahead with. Throws `unreadable-file`, `unsupported-format`, `needs-mapping`. */
export function settled(choice: Choice, head: FileHead): Choice & { readonly adapter: SourceAdapter } {
  const { adapter, certainty, reason } = choice
  if (!adapter) throw new AppError(head.problem === null ? 'unsupported-format' : 'unreadable-file', reason)
  // Times without a zone are read as UTC and the report says so; importing again with the zone puts them right.
  const open = choice.questions.find(({ kind }) => kind !== 'time-zone')
  if (open || (choice.shape !== null && certainty < CERTAIN))
    throw new AppError(
      'needs-mapping',
      `Not imported, since only a person can say how to read it. ${open?.text ?? reason}`
    )
  if (certainty < CERTAIN)
    throw new AppError('unsupported-format', `Not imported: the app is not sure what it is. ${reason}`)
  return { ...choice, adapter }
}
