// The keys of a conversation in JSON, each once: as the engine writes it and as JavaScript does. docs/export-format.md says what each
// means. Every key is always there, in this order: the same content is the same bytes.
import { isoTime, openJson } from '../../database/annotation-tables'
import type { CitationRecord, FeedbackRecord, MessageRecord } from '../../database/conversation-record'
import type { FullConversation } from '../../database/full-conversations'
import { flag, type Key, key, list, number, objectOf, objectSql, opened, text, time } from './json-sql'

/** Raised when a key changes its meaning; an import refuses what is newer than it knows. */
export const FORMAT_VERSION = 1

const at = (moment: number | null) => (moment === null ? null : isoTime(moment))
const open = (json: string | null) => (json === null ? null : openJson(json))

const CITATION: readonly Key<CitationRecord>[] = [
  key('title', text('t.title'), (citation) => citation.title),
  key('url', text('t.url'), (citation) => citation.url),
  key('excerpt', text('t.excerpt'), (citation) => citation.excerpt),
  key('score', number('t.score'), (citation) => citation.score),
  key('id', text('t.external_id'), (citation) => citation.externalId),
  key('kind', text('t.kind'), (citation) => citation.kind)
]

const FEEDBACK: readonly Key<FeedbackRecord>[] = [
  key('rater', text('f.rater'), (feedback) => feedback.rater),
  key('thumb', `CASE f.thumb WHEN 1 THEN '"up"' WHEN -1 THEN '"down"' ELSE 'null' END`, ({ thumb }) =>
    thumb === null ? null : thumb === 1 ? 'up' : 'down'
  ),
  key('stars', number('f.stars'), (feedback) => feedback.stars),
  key('comment', text('f.comment'), (feedback) => feedback.comment),
  key('raw', text('f.raw'), (feedback) => feedback.raw)
]

const citationOf = (citation: CitationRecord) => objectOf(CITATION, citation)
const feedbackOf = (feedback: FeedbackRecord) => objectOf(FEEDBACK, feedback)
/** `owner`: the id of a message, or of the conversation as a whole. */
const citationsOf = (owner: string) =>
  list(objectSql(CITATION), `FROM citation t WHERE t.message_id = ${owner} ORDER BY t.position`)
const feedbackSql = (owner: string) =>
  list(objectSql(FEEDBACK), `FROM feedback f WHERE f.message_id = ${owner} ORDER BY f.id`)

const MESSAGE: readonly Key<MessageRecord>[] = [
  key('id', text('m.key'), (message) => message.key),
  key('role', text('m.role'), (message) => message.role),
  key('author', text('m.author'), (message) => message.author),
  key('sentAt', time('m.sent_at', 'm.time_is_estimated'), (message) => at(message.sentAt)),
  key('text', text('m.text'), (message) => message.text),
  key('format', text('m.format'), (message) => message.format),
  key('confidence', number('m.confidence'), (message) => message.confidence),
  key(
    'citations',
    `CASE WHEN m.citation_count IS NULL THEN 'null' WHEN m.citation_count = 0 THEN '[]' ELSE ${citationsOf('m.id')} END`,
    (message) => message.citations?.map(citationOf) ?? null
  ),
  key('feedback', feedbackSql('m.id'), (message) => message.feedback.map(feedbackOf)),
  key('parts', opened('m.parts'), (message) => open(message.parts))
]

/** The id under which what belongs to the whole conversation hangs; its messages follow. */
const WHOLE = '(c.id * 1048576)'
const LAST = '(c.id * 1048576 + 1048575)'

/** What stands before that which people added. */
export const CONVERSATION: readonly Key<FullConversation>[] = [
  key('chatlogDesk', String(FORMAT_VERSION), () => FORMAT_VERSION),
  key('number', 'c.id', ({ id }) => id),
  key('id', text('c.external_id'), ({ record }) => record.externalId),
  key('idIsMade', flag('c.external_id_is_synthetic'), ({ record }) => record.externalIdIsSynthetic),
  key('agent', `concat('{"name":', ${text('a.name')}, ',"id":', ${text('a.external_id')}, '}')`, ({ record }) => ({
    name: record.agent.name,
    id: record.agent.externalId
  })),
  key(
    'source',
    `concat('{"kind":', ${text('s.kind')}, ',"name":', ${text('s.name')}, ',"format":', ${text('s.format')}, '}')`,
    ({ source }) => source
  ),
  key('title', text('c.title'), ({ record }) => record.title),
  key('channel', text('c.channel'), ({ record }) => record.channel),
  key('channelRaw', text('c.channel_raw'), ({ record }) => record.channelRaw),
  key('status', text('c.status'), ({ record }) => record.status),
  key('statusRaw', text('c.status_raw'), ({ record }) => record.statusRaw),
  key('startedAt', time('c.started_at', 'c.time_is_estimated'), ({ record }) => at(record.startedAt)),
  key('updatedAt', time('c.source_updated_at'), ({ record }) => at(record.updatedAt)),
  key('lastAt', time('c.last_at'), ({ lastAt }) => at(lastAt)),
  key('sentiment', text('c.sentiment'), ({ record }) => record.sentiment),
  key('sentimentOrigin', text('c.sentiment_origin'), ({ sentimentOrigin }) => sentimentOrigin),
  key('topic', text('c.topic'), ({ record }) => record.topic),
  key('topicOrigin', text('c.topic_origin'), ({ topicOrigin }) => topicOrigin),
  key('language', text('c.language'), ({ record }) => record.language),
  key('country', text('c.country'), ({ record }) => record.country),
  key('customer', text('c.customer'), ({ record }) => record.customer),
  key('customerFields', opened('c.customer_fields'), ({ record }) => open(record.customerFields)),
  key('url', text('c.url'), ({ record }) => record.url),
  key('summary', text('c.summary'), ({ record }) => record.summary),
  key('isTest', flag('c.is_test'), ({ record }) => record.isTest),
  key(
    'confidence',
    `CASE WHEN c.confidence_origin = 'source'
      THEN concat('{"lowest":', ${number('c.confidence')}, ',"mean":', ${number('c.confidence_mean')}, '}') ELSE 'null' END`,
    ({ record }) => record.confidence
  ),
  key('feedback', feedbackSql(WHOLE), ({ record }) => record.feedback.map(feedbackOf)),
  key(
    'citations',
    `CASE WHEN EXISTS (SELECT 1 FROM citation t WHERE t.message_id = ${WHOLE}) THEN ${citationsOf(WHOLE)} ELSE 'null' END`,
    ({ record }) => record.citations?.map(citationOf) ?? null
  ),
  key(
    'messages',
    list(objectSql(MESSAGE), `FROM message m WHERE m.id BETWEEN ${WHOLE} + 1 AND ${LAST} ORDER BY m.id`),
    ({ record }) => record.messages.map((message) => objectOf(MESSAGE, message))
  ),
  key('branches', opened('c.branches'), ({ record }) => open(record.branches)),
  key('review', `concat('{"state":', ${text('c.review_state')}, ',"at":', ${time('c.reviewed_at')}, '}')`, (read) => ({
    state: read.reviewState,
    at: at(read.reviewedAt)
  })),
  key('changedAt', time('c.changed_at'), ({ changedAt }) => at(changedAt))
]

/** The record of the source, which stands last. */
export const RAW: Key<FullConversation> = key(
  'raw',
  `CASE WHEN r.body IS NULL THEN 'null' WHEN r.is_deflated THEN json_inflated(r.body) ELSE json_quote(CAST(r.body AS TEXT)) END`,
  ({ raw }) => raw
)
