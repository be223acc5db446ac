// What a person answers about each file before it is imported, and what is still open.
import type { Role } from '../../shared/domain'
import type { ImportPlan, ImportRequest, Mapping, MappingTarget, Speaker } from '../../shared/import-plan'
import { validateMapping } from '../../shared/validate-mapping'

/** A file below this certainty shows its mapping and asks the person to look at it. */
export const CERTAIN = 0.9

export interface FileAnswer {
  readonly included: boolean
  readonly agentName: string
  /** null where the file needs none. */
  readonly mapping: Mapping | null
  readonly dateOrder: Mapping['dateOrder'] | null
  readonly timeZone: string | null
  readonly rememberMapping: boolean
}

export const fileKey = (plan: Pick<ImportPlan, 'file' | 'member'>): string => `${plan.file}\n${plan.member ?? ''}`

/** The app's own proposal. A time zone that is asked for starts as the workspace's, in plain sight. */
export function proposedAnswer(plan: ImportPlan, workspaceZone: string): FileAnswer {
  return {
    included: plan.problem === null,
    agentName: plan.agentName ?? '',
    mapping: plan.mapping,
    dateOrder: plan.mapping?.dateOrder ?? null,
    timeZone: plan.mapping?.timeZone ?? (asks(plan, 'time-zone') ? workspaceZone : null),
    rememberMapping: true
  }
}

export const asks = (plan: ImportPlan, kind: ImportPlan['questions'][number]['kind']): boolean =>
  plan.questions.some((question) => question.kind === kind)

/** What keeps this file from being imported, each a sentence. Empty: ready. */
export function openPoints(plan: ImportPlan, answer: FileAnswer): readonly string[] {
  if (!answer.included || plan.problem !== null) return []
  return [
    ...(answer.mapping && plan.columns.length > 0 ? problemsOf(plan, answer.mapping) : []),
    ...unknownSpeakers(plan, answer),
    ...(asks(plan, 'date-order') && answer.dateOrder === null ? ['Say whether day or month comes first.'] : []),
    ...(asks(plan, 'time-zone') && answer.timeZone === null ? ['Choose the time zone of the times in this file.'] : [])
  ]
}

/** Who a word is, by the person or by the app; null: not said yet. */
export const roleOfSpeaker = ({ mapping }: FileAnswer, { word, role }: Speaker): Role | null =>
  (mapping?.roles && Object.hasOwn(mapping.roles, word) ? mapping.roles[word] : undefined) ?? role

function unknownSpeakers(plan: ImportPlan, answer: FileAnswer): readonly string[] {
  const [first] = plan.speakers.filter((speaker) => roleOfSpeaker(answer, speaker) === null)
  return first ? [`Say who “${first.word.slice(0, 60)}” is.`] : []
}

const problemsOf = (plan: ImportPlan, mapping: Mapping): readonly string[] =>
  validateMapping(
    mapping,
    plan.columns.map(({ name }) => name)
  )

/** The mapping with what was answered about dates in it: for a file of its own. Null where the file needs none. */
export function savedMapping(plan: ImportPlan, answer: FileAnswer): Mapping | null {
  return answer.mapping && mappingOf(plan, answer)
}

/** Columns that a mapping gives a meaning to and the file does not have. */
export function columnsMissing(plan: ImportPlan, { columns }: Mapping): readonly string[] {
  return Object.keys(columns).filter(
    (name) => columns[name] !== 'ignore' && !plan.columns.some((one) => one.name === name)
  )
}

const ownMeaning = ({ columns }: Mapping, name: string): MappingTarget =>
  (Object.hasOwn(columns, name) ? columns[name] : undefined) ?? 'ignore'

/** A mapping from a file in place of the one on screen, for the columns there are; what it says of dates is answered with it. */
export function withMapping(plan: ImportPlan, answer: FileAnswer, mapping: Mapping): Partial<FileAnswer> {
  const { dateOrder, timeZone } = mapping
  const columns = Object.fromEntries(plan.columns.map(({ name }) => [name, ownMeaning(mapping, name)]))
  return {
    mapping: { ...mapping, columns },
    dateOrder: dateOrder ?? answer.dateOrder,
    timeZone: timeZone ?? answer.timeZone
  }
}

/** The file as the plan and the import are asked for it. */
export function requestOf(plan: ImportPlan, answer: FileAnswer): ImportRequest['files'][number] {
  const mapping = mappingOf(plan, answer)
  const agentName = answer.agentName.trim()
  return {
    path: plan.file,
    member: plan.member,
    ...(plan.format ? { format: plan.format.id } : {}),
    ...(mapping ? { mapping } : {}),
    ...(answer.timeZone === null ? {} : { timeZone: answer.timeZone }),
    // Only when the person changed it: a name given is for the whole file, which may name several agents itself.
    ...(agentName === '' || agentName === plan.agentName ? {} : { agentName }),
    rememberMapping: answer.rememberMapping
  }
}

/** A file that needs no columns mapped may still have ambiguous dates: their order travels in a mapping without columns. */
function mappingOf(plan: ImportPlan, answer: FileAnswer): Mapping | null {
  const { mapping, dateOrder, timeZone } = answer
  const known = {
    ...(dateOrder === null || dateOrder === undefined ? {} : { dateOrder }),
    ...(timeZone === null ? {} : { timeZone })
  }
  if (mapping) return { ...mapping, ...known, ...rolesOf(plan, answer) }
  return known.dateOrder ? { version: 1, rows: 'message', columns: {}, ...known } : null
}

/** What is on screen is what is used: also who the app took a speaker for. */
function rolesOf(plan: ImportPlan, answer: FileAnswer): Pick<Mapping, 'roles'> {
  const shown = plan.speakers.flatMap((speaker): [string, Role][] => {
    const role = roleOfSpeaker(answer, speaker)
    return role === null ? [] : [[speaker.word, role]]
  })
  return shown.length === 0 ? {} : { roles: { ...answer.mapping?.roles, ...Object.fromEntries(shown) } }
}
