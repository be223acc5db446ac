// What each column means, by its name and what its values look like, once it is known what a row is.
import type { MappingTarget, RowShape } from '../../shared/import-plan'
import { knownColumn, NOTHING_OF_OURS } from './mapping-aliases'
import { type ColumnEvidence, isTimeColumn } from './mapping-evidence'

export interface ColumnProposal {
  readonly name: string
  readonly target: MappingTarget
  /** In a few words, for people. */
  readonly reason: string
  /** Higher wins where two columns would mean the same. */
  readonly weight: number
}

/** Targets that several columns may have. */
const REPEATABLE: ReadonlySet<MappingTarget> = new Set(['ignore'])
const BY_NAME = 3
const BY_NAME_AND_VALUES = 4
const BY_VALUES = 1

/** One proposal per column, each meaning at most once. `evidence` is in the order of the file. */
export function proposeColumns(evidence: readonly ColumnEvidence[], shape: RowShape): readonly ColumnProposal[] {
  const pair = shape === 'pair' ? pairByPeople(evidence) : null
  const proposals = evidence.map((column) => pair?.get(column.name) ?? byName(column, shape) ?? ignored(column.name))
  const first = settle(authorBesideRole(proposals))
  const taken = new Set(first.map(({ target }) => target))
  const withValues = first.map((proposal, index) => {
    const column = evidence[index]
    if (proposal.target !== 'ignore' || proposal.weight > 0 || !column) return proposal
    return byValues(column, shape, taken) ?? proposal
  })
  return settle(idOfConversation(withSpeakers(withValues, evidence, shape), evidence, shape))
}

/** Where a column clearly holds roles, another that could be one holds names. */
function authorBesideRole(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const isClear = ({ target, weight }: ColumnProposal) => target === 'message.role' && weight === BY_NAME_AND_VALUES
  if (!proposals.some(isClear)) return proposals
  return proposals.map((proposal) =>
    proposal.target === 'message.role' && !isClear(proposal)
      ? { ...proposal, target: 'message.author', reason: 'named so; another column holds the roles' }
      : proposal
  )
}

/** Where nothing else says who wrote a message: a column of few names that come again and again. */
function withSpeakers(
  proposals: readonly ColumnProposal[],
  evidence: readonly ColumnEvidence[],
  shape: RowShape
): readonly ColumnProposal[] {
  if (shape !== 'message' || proposals.some(({ target }) => target === 'message.role')) return proposals
  const chosen = evidence.findIndex(
    (column, index) =>
      proposals[index]?.target === 'ignore' &&
      proposals[index].weight < BY_NAME - 1 &&
      column.distinct > 1 &&
      column.distinct <= 20 &&
      column.distinct <= column.values.length / 2 &&
      column.averageLength < 40 &&
      column.numberShare + column.dateShare + column.ratingShare === 0
  )
  const column = evidence[chosen]
  if (!column) return proposals
  const reason = `few different values: ${sampleWords(column)}`
  return proposals.with(chosen, { name: column.name, target: 'message.role', reason, weight: BY_VALUES })
}

function ignored(name: string, reason = 'kept in the raw record only', weight = 0): ColumnProposal {
  return { name, target: 'ignore', reason, weight }
}

/** Of several columns for one meaning the heaviest stays; of equals the first. */
function settle(proposals: readonly ColumnProposal[]): ColumnProposal[] {
  const best = new Map<MappingTarget, ColumnProposal>()
  for (const proposal of proposals) {
    const before = best.get(proposal.target)
    if (!before || proposal.weight > before.weight) best.set(proposal.target, proposal)
  }
  return proposals.map((proposal) => {
    const winner = best.get(proposal.target)
    if (REPEATABLE.has(proposal.target) || winner === proposal || !winner) return proposal
    return ignored(proposal.name, `“${winner.name}” says the same`, 1)
  })
}

function byName(column: ColumnEvidence, shape: RowShape): ColumnProposal | null {
  const meaning = knownColumn(column.name)
  if (!meaning) return null
  if (meaning === NOTHING_OF_OURS) return ignored(column.name, 'kept in the raw record only', BY_NAME - 1)
  const target = meaning[shape]
  return believed(column, target, shape)
}

const NAMED = 'named so'

/** What the values make of a column whose name says `target`. */
function believed(column: ColumnEvidence, target: MappingTarget, shape: RowShape): ColumnProposal | null {
  const { name, values } = column
  const as = (to: MappingTarget, reason: string, weight = BY_NAME_AND_VALUES): ColumnProposal => ({
    name,
    target: to,
    reason,
    weight
  })
  if (values.length === 0)
    return target === 'ignore' ? null : as(target, 'named so; empty in the first rows', BY_NAME - 1)
  switch (target) {
    case 'message.sentAt':
    case 'conversation.startedAt':
    case 'conversation.updatedAt':
      return isTimeColumn(column) ? as(target, 'named so, values are times') : null
    case 'message.role':
      if (column.roleShare >= 0.7) return as(target, `values are ${sampleWords(column)}`)
      return column.distinct <= 8 && column.averageLength < 40
        ? as(target, NAMED, BY_NAME)
        : as('message.author', 'values are names', BY_NAME)
    case 'message.feedback':
    case 'conversation.feedback':
      if (column.ratingShare >= 0.6) return as(target, `values are ${sampleWords(column)}`)
      return column.proseShare > 0.3
        ? as(`${target}Comment`, 'values are comments', BY_NAME)
        : as(target, NAMED, BY_NAME)
    case 'message.confidence':
    case 'conversation.confidence':
      return column.numberShare > 0.7 || /^(?:high|medium|low)$/i.test(values[0] ?? '')
        ? as(target, 'named so, values are scores')
        : null
    case 'customer.name':
      return column.emailShare > 0.7 ? as('customer.email', 'values are e-mail addresses') : as(target, NAMED, BY_NAME)
    case 'customer.email':
      return column.emailShare > 0.5 ? as(target, 'values are e-mail addresses') : null
    case 'conversation.channel':
      return column.urlShare > 0.7
        ? as('conversation.url', 'values are addresses', BY_NAME)
        : as(target, NAMED, BY_NAME)
    case 'conversation.id':
      if (column.transcriptShare > 0.5 && shape === 'conversation')
        return as('conversation.transcript', 'values are transcripts')
      return column.proseShare > 0.8 && column.averageLength > 40 ? null : as(target, NAMED, BY_NAME)
    case 'conversation.transcript':
      return as(
        target,
        column.transcriptShare > 0.5 ? 'values are transcripts' : NAMED,
        column.transcriptShare > 0.5 ? BY_NAME_AND_VALUES : BY_NAME
      )
    default:
      return target === 'ignore' ? null : as(target, NAMED, BY_NAME)
  }
}

function sampleWords(column: ColumnEvidence): string {
  return [...new Set(column.values)].slice(0, 3).join(', ')
}

/** What a column of a name nobody knows may be, by its values alone. */
function byValues(column: ColumnEvidence, shape: RowShape, taken: Set<MappingTarget>): ColumnProposal | null {
  const { name, values } = column
  if (values.length === 0) return null
  const propose = (target: MappingTarget, reason: string): ColumnProposal | null => {
    if (taken.has(target)) return null
    taken.add(target)
    return { name, target, reason, weight: BY_VALUES }
  }
  if (shape === 'message' && column.roleShare >= 0.9 && column.distinct <= 8)
    return propose('message.role', `values are ${sampleWords(column)}`)
  if (shape === 'conversation' && column.transcriptShare >= 0.6)
    return propose('conversation.transcript', 'values are transcripts')
  if (column.emailShare >= 0.8) return propose('customer.email', 'values are e-mail addresses')
  if (column.dateShare >= 0.9)
    return propose(shape === 'conversation' ? 'conversation.startedAt' : 'message.sentAt', 'values are times')
  const comesAgain = column.repeats && column.distinct > 1 && column.distinct >= values.length / 50
  if (shape === 'message' && column.idShare >= 0.9 && comesAgain && column.dateShare < 0.9)
    return propose('conversation.id', 'values are ids that come again in several rows')
  if (shape === 'message' && column.proseShare >= 0.6 && column.averageLength >= 12)
    return propose('message.text', 'values are sentences')
  return null
}

/** A table of questions and answers whose columns are called "User" and "Bot". */
function pairByPeople(evidence: readonly ColumnEvidence[]): ReadonlyMap<string, ColumnProposal> | null {
  const found = peoplePair(evidence)
  if (!found) return null
  const reason = 'values are sentences'
  return new Map([
    [found.question, { name: found.question, target: 'pair.question', reason, weight: BY_NAME }],
    [found.answer, { name: found.answer, target: 'pair.answer', reason, weight: BY_NAME }]
  ])
}

/** Columns named after the two who talk and full of sentences; null where question and answer have columns of their own. */
export function peoplePair(
  evidence: readonly ColumnEvidence[]
): { readonly question: string; readonly answer: string } | null {
  const prose = evidence.filter((column) => column.proseShare > 0.5 && column.averageLength > 10)
  const named = (targets: readonly MappingTarget[]) =>
    prose.find((column) => targets.includes(knownColumn(column.name)?.pair ?? 'ignore'))
  if (named(['pair.question']) && named(['pair.answer'])) return null
  const question = named(['pair.question', 'customer.name'])
  const answer = named(['pair.answer', 'agent'])
  return question && answer ? { question: question.name, answer: answer.name } : null
}

/** A lone `id` that comes again is the conversation's in a table of messages, and in a table of pairs it is all there is. */
function idOfConversation(
  proposals: readonly ColumnProposal[],
  evidence: readonly ColumnEvidence[],
  shape: RowShape
): ColumnProposal[] {
  if (shape === 'conversation' || proposals.some(({ target }) => target === 'conversation.id')) return [...proposals]
  return proposals.map((proposal, index) => {
    if (proposal.target !== 'message.id') return proposal
    if (shape === 'message' && !evidence[index]?.repeats) return proposal
    const reason =
      shape === 'pair' ? 'the only id; every row is a conversation of its own' : 'the only id, and it comes again'
    return { ...proposal, target: 'conversation.id', reason }
  })
}
