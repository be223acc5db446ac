// What a person answers about each file before it is imported, and what is still open.
import type { ImportPlan, ImportRequest, Mapping } from '../../shared/import-plan'
import { mappingProblems } from './mapping-words'

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
    ...(answer.mapping && plan.columns.length > 0 ? mappingProblems(answer.mapping) : []),
    ...(asks(plan, 'date-order') && answer.dateOrder === null ? ['Say whether day or month comes first.'] : []),
    ...(asks(plan, 'time-zone') && answer.timeZone === null ? ['Choose the time zone of the times in this file.'] : [])
  ]
}

/** The file as the plan and the import are asked for it. */
export function requestOf(plan: ImportPlan, answer: FileAnswer): ImportRequest['files'][number] {
  const mapping = mappingOf(answer)
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
function mappingOf({ mapping, dateOrder, timeZone }: FileAnswer): Mapping | null {
  const known = {
    ...(dateOrder === null || dateOrder === undefined ? {} : { dateOrder }),
    ...(timeZone === null ? {} : { timeZone })
  }
  if (mapping) return { ...mapping, ...known }
  return known.dateOrder ? { version: 1, rows: 'message', columns: {}, ...known } : null
}
