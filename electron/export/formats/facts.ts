// What stands over a transcript, in words: who, when, where, and what reviewers said.
import type { JsonValue } from '../../database/annotation-tables'
import type { FullConversation } from '../../database/full-conversations'

/** Name and value of what is known of a conversation. */
export function factsOf(
  conversation: FullConversation,
  time: (at: number) => string
): readonly (readonly [name: string, value: string])[] {
  const { record, annotations, startedAt, timeIsEstimated, reviewState } = conversation
  const facts: readonly (readonly [string, string | null])[] = [
    ['Customer', record.customer],
    ['Agent', record.agent.name],
    ['Channel', record.channelRaw ?? record.channel],
    ['Status', record.statusRaw ?? record.status],
    ['Started', startedAt === null || timeIsEstimated ? null : time(startedAt)],
    ['Topic', record.topic],
    ['Sentiment', record.sentiment],
    ['ID', record.externalId],
    ['Address', record.url],
    ['Review', reviewState === 'unreviewed' ? null : reviewState],
    ['Tags', [...new Set(annotations.tags.map((tag) => inner(tag['tag'], 'name')))].join(', ')],
    ['Issues', annotations.issues.map((issue) => inner(issue['issue'], 'title')).join(', ')]
  ]
  return facts.flatMap(([name, value]) => (value ? [[name, value] as const] : []))
}

/** Verdicts, notes and drafts of reviewers. */
export function notesOf({ annotations }: FullConversation): readonly string[] {
  return [
    ...annotations.verdicts.map(
      (verdict) =>
        `${words(verdict['criterion'])}: ${words(verdict['value']) || 'not applicable'}${words(verdict['comment']) && `. ${words(verdict['comment'])}`}`
    ),
    ...annotations.notes.map((note) => `Note of ${words(note['reviewer']) || 'a reviewer'}: ${words(note['body'])}`),
    ...annotations.drafts.map((draft) => `Better answer (${words(draft['state'])}): ${words(draft['answer'])}`)
  ]
}

function inner(value: JsonValue | undefined, key: string): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? words((value as Readonly<Record<string, JsonValue>>)[key])
    : ''
}

function words(value: JsonValue | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}
