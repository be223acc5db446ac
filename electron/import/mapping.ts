// How a table (or a list of JSON objects) that no adapter knows by heart is to be read: a proposal with its reasons and what only
// a person can say.
import { createHash } from 'node:crypto'
import type { Role } from '../../shared/domain'
import type { ImportQuestion, Mapping, MappingTarget, PlanColumn, RowShape } from '../../shared/import-plan'
import { roleOf } from '../ingest/vocabulary'
import { dateQuestions } from './date-questions'
import { knownColumn } from './mapping-aliases'
import { type ColumnProposal, peoplePair, proposeColumns } from './mapping-columns'
import { type ColumnEvidence, gatherEvidence, type Table } from './mapping-evidence'
import { columnRole } from './mapping-speakers'

export interface MappingProposal {
  readonly mapping: Mapping
  readonly columns: readonly PlanColumn[]
  readonly questions: readonly ImportQuestion[]
  /** 0..1: 0.9 and more needs nobody to look. */
  readonly certainty: number
  /** Why, as a sentence. */
  readonly reason: string
}

/** Proposes how to read a table of these columns, of which `rows` are the first. Never throws. */
export function proposeMapping(header: readonly string[], rows: Table): MappingProposal {
  const evidence = gatherEvidence(header, rows)
  const shape = shapeOfRows(evidence)
  const proposals = proposeColumns(evidence, shape)
  const by = (target: MappingTarget) => evidence[proposals.findIndex((proposal) => proposal.target === target)]
  const roles = rolesOf(by('message.role'))
  const dates = datesOf([by('message.sentAt'), by('conversation.startedAt'), by('conversation.updatedAt')])
  const scores = by('message.confidence') ?? by('conversation.confidence')
  const ratings = by('message.feedback') ?? by('conversation.feedback')
  const mapping: Mapping = {
    version: 1,
    rows: shape,
    columns: Object.fromEntries(proposals.map(({ name, target }) => [name, target])),
    ...(dates.order ? { dateOrder: dates.order } : {}),
    ...(Object.keys(roles.known).length > 0 ? { roles: roles.known } : {}),
    ...(scores && scores.largest > 1 ? { scoreScale: 100 as const } : {}),
    ...(ratings && ratings.largest > 1 && ratings.largest <= 5 ? { feedbackIsStars: true } : {})
  }
  const doubts = [...doubtsOf(shape, proposals, by), ...roles.doubts, ...dates.doubts]
  return {
    mapping,
    columns: evidence.map((column, index) => planColumn(column, proposals[index])),
    questions: [...dates.questions, ...roles.questions],
    certainty: doubts.reduce((least, doubt) => Math.min(least, doubt.certainty), 0.95),
    reason: [ROW_SENTENCES[shape], ...doubts.map((doubt) => doubt.sentence)].join(' ')
  }
}

const ROW_SENTENCES: Readonly<Record<RowShape, string>> = {
  message: 'Every row is one message.',
  pair: 'Every row is a question and its answer.',
  conversation: 'Every row is one conversation.'
}

interface Doubt {
  readonly certainty: number
  readonly sentence: string
}

/** A row with a role and a text is a message; with question and answer, a pair; else a conversation, when it has a transcript. */
function shapeOfRows(evidence: readonly ColumnEvidence[]): RowShape {
  const names = new Map(evidence.map((column) => [column, knownColumn(column.name)]))
  const some = (fits: (column: ColumnEvidence) => boolean) => evidence.some(fits)
  const isText = (column: ColumnEvidence) => names.get(column)?.message === 'message.text'
  const isRole = (column: ColumnEvidence) =>
    names.get(column)?.message === 'message.role' ||
    (column.roleShare >= 0.9 && column.distinct > 1 && column.distinct <= 8)
  const hasRole = some(isRole)
  if (hasRole && some((column) => isText(column) && column.transcriptShare < 0.5)) return 'message'
  const named = (target: MappingTarget) => some((column) => names.get(column)?.pair === target)
  if (named('pair.question') && named('pair.answer')) return 'pair'
  if (some((column) => column.transcriptShare >= 0.5)) return 'conversation'
  if (named('conversation.transcript')) return 'conversation'
  if (peoplePair(evidence)) return 'pair'
  const hasOpening = some(
    (column) => names.get(column)?.conversation === 'pair.question' && names.get(column)?.pair === 'ignore'
  )
  return hasOpening && !some(isText) ? 'conversation' : 'message'
}

type Finder = (target: MappingTarget) => ColumnEvidence | undefined

/** What is missing or only guessed from values. */
function doubtsOf(shape: RowShape, proposals: readonly ColumnProposal[], by: Finder): Doubt[] {
  const doubts: Doubt[] = []
  const need = (target: MappingTarget, certainty: number, sentence: string) => {
    if (!by(target)) doubts.push({ certainty, sentence })
    else if ((proposals.find((proposal) => proposal.target === target)?.weight ?? 0) < 2)
      doubts.push({ certainty: 0.7, sentence: `“${by(target)?.name}” was chosen by its values alone.` })
  }
  const hasTime = by('conversation.startedAt') !== undefined || by('conversation.updatedAt') !== undefined
  if (shape === 'message') {
    need('message.text', 0.2, 'No column holds the text of the messages.')
    need('message.role', 0.4, 'No column says who wrote a message.')
    need('message.sentAt', hasTime ? 0.9 : 0.8, 'No column says when a message was sent.')
    if (by('conversation.id')) needsRepeats(by('conversation.id'), doubts)
    else doubts.push({ certainty: 0.4, sentence: 'No column says which conversation a message belongs to.' })
  } else if (shape === 'pair') {
    need('pair.question', 0.3, 'No column holds the questions.')
    need('pair.answer', 0.3, 'No column holds the answers.')
    need('message.sentAt', hasTime ? 0.9 : 0.8, 'No column says when a question was asked.')
  } else if (!by('conversation.transcript') && by('pair.question')) {
    doubts.push({ certainty: 0.6, sentence: 'Only the first message of each conversation is in the file.' })
  } else {
    need('conversation.transcript', 0.2, 'No column holds a transcript.')
    const transcript = by('conversation.transcript')
    const several = transcript?.transcriptShare ?? 0
    const share = several < 0.5 ? several : (transcript?.turnShare ?? 0)
    if (share < 0.9)
      doubts.push({
        certainty: share < 0.5 ? 0.4 : 0.7,
        sentence: 'Some transcripts cannot be read as turns of speakers.'
      })
    need('conversation.startedAt', 0.8, 'No column says when a conversation began.')
  }
  return doubts
}

/** Messages of which every single one would be a conversation are suspicious where there are many. */
function needsRepeats(column: ColumnEvidence | undefined, doubts: Doubt[]): void {
  if (column && column.values.length > 3 && !column.repeats)
    doubts.push({
      certainty: 0.6,
      sentence: `No value of “${column.name}” comes twice: every message would be a conversation.`
    })
}

interface Roles {
  readonly known: Record<string, Role>
  readonly questions: readonly ImportQuestion[]
  readonly doubts: readonly Doubt[]
}

/** Words of the role column that need explaining: other languages, names, `agent` beside a bot, `human` without a customer. */
function rolesOf(column: ColumnEvidence | undefined): Roles {
  if (!column) return { known: {}, questions: [], doubts: [] }
  const words = [...new Set(column.values)].filter((word) => word.length <= 200).slice(0, 100)
  const read = words.map((word) => [word, columnRole(word)] as const)
  const hasBot = read.some(([word, role]) => role === 'agent' && !/^agent$/i.test(word.trim()))
  const hasHuman = read.some(([, role]) => role === 'human')
  const hasCustomer = read.some(([, role]) => role === 'customer')
  const known: Record<string, Role> = {}
  for (const [word, role] of read) {
    const isAgentBesideBot = /^agent$/i.test(word.trim()) && hasBot && !hasHuman
    const isHumanAlone = /^human$/i.test(word.trim()) && hasBot && !hasCustomer
    const meant = isAgentBesideBot ? 'human' : isHumanAlone ? 'customer' : role
    if (meant !== null && meant !== roleOf(word)) known[word] = meant
  }
  const unknown = read.flatMap(([word, role]) => (role === null ? [word] : []))
  if (unknown.length === 0) return { known, questions: [], doubts: [] }
  const text = `Who wrote the messages of ${quoted(unknown)}: the customer, the AI agent, a human or the system?`
  const sentence = `It is not known who ${quoted(unknown)} is.`
  return {
    known,
    questions: [{ kind: 'mapping', text, examples: unknown.slice(0, 5) }],
    doubts: [{ certainty: 0.7, sentence }]
  }
}

function quoted(words: readonly string[]): string {
  const shown = words.slice(0, 3).map((word) => `“${word.slice(0, 40)}”`)
  return words.length > 3 ? `${shown.join(', ')} and others` : shown.join(' and ')
}

interface Dates {
  readonly order: Mapping['dateOrder']
  readonly questions: readonly ImportQuestion[]
  readonly doubts: readonly Doubt[]
}

/** Of all time columns of the file together. */
function datesOf(columns: readonly (ColumnEvidence | undefined)[]): Dates {
  const times = columns.flatMap((column) => (column && column.dates.readable > 0 ? [column] : []))
  const { order, isOrderOpen, questions } = dateQuestions(times)
  const sentence = 'Dates can be read with the day or the month first.'
  return { order, questions, doubts: isOrderOpen ? [{ certainty: 0.7, sentence }] : [] }
}

function planColumn(column: ColumnEvidence, proposal: ColumnProposal | undefined): PlanColumn {
  return {
    name: column.name,
    samples: [...new Set(column.values)].slice(0, 5).map((value) => value.slice(0, 200)),
    proposed: proposal?.target ?? 'ignore',
    reason: proposal?.reason ?? ''
  }
}

/** A short fingerprint of the columns of a file, whatever their order: files of one export share it. */
export function shapeOf(header: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...header].sort()))
    .digest('hex')
    .slice(0, 32)
}
