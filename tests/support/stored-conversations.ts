// What a workspace holds, as short plain data: for comparing with expectations that people can read and write by hand.
import type { ReadableDatabase, Row } from '../../electron/database/open'

const STEP = 2 ** 20

/** Leaves out what is null, empty or zero, so that an expectation says only what there is. */
function short(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => {
      if (Array.isArray(value)) return value.length > 0
      return value !== null && value !== undefined && value !== '' && value !== 0
    })
  )
}

const iso = (at: unknown) => (typeof at === 'number' ? new Date(at).toISOString() : null)

/** All conversations by external id, with messages, feedback and citations. */
export function storedConversations(database: ReadableDatabase): readonly Record<string, unknown>[] {
  return database
    .prepare(
      'SELECT c.*, a.name AS agent, a.external_id AS agent_id_there FROM conversation c JOIN agent a ON a.id = c.agent_id ORDER BY c.external_id'
    )
    .all<Row>()
    .map((row) => {
      const at = Number(row['id']) * STEP
      return short({
        id: row['external_id_is_synthetic'] ? '(made)' : row['external_id'],
        agent: row['agent'],
        agentId: row['agent_id_there'],
        title: row['title'],
        channel: row['channel'],
        status: row['status'],
        started: iso(row['started_at']),
        updated: iso(row['source_updated_at']),
        timeIsEstimated: row['time_is_estimated'],
        customer: typeof row['customer_fields'] === 'string' ? JSON.parse(row['customer_fields']) : null,
        confidence: row['confidence'],
        mean: row['confidence_mean'] === row['confidence'] ? null : row['confidence_mean'],
        thumbs: row['up_count'] || row['down_count'] ? `${row['up_count']} up, ${row['down_count']} down` : null,
        unanswered: row['unanswered_count'],
        sentiment: row['sentiment'],
        topic: row['topic'],
        language: row['language'],
        country: row['country'],
        url: row['url'],
        summary: row['summary'],
        isTest: row['is_test'],
        branches: typeof row['branches'] === 'string' ? JSON.parse(row['branches']).length : null,
        feedback: feedbackAt(database, at),
        citations: citationsAt(database, at),
        messages: messagesOf(database, Number(row['id']))
      })
    })
}

function messagesOf(database: ReadableDatabase, id: number) {
  return database
    .prepare('SELECT * FROM message WHERE id > ? AND id < ? ORDER BY id')
    .all<Row>(id * STEP, (id + 1) * STEP)
    .map((row) =>
      short({
        id: /^[~=]|^#/.test(String(row['key'])) ? '(made)' : row['key'],
        role: row['role'],
        author: row['author'],
        at: row['time_is_estimated'] ? null : iso(row['sent_at']),
        text: row['text'],
        confidence: row['confidence'],
        parts:
          typeof row['parts'] === 'string'
            ? JSON.parse(row['parts']).map((part: { kind: string; name: string | null }) =>
                `${part.kind} ${part.name ?? ''}`.trim()
              )
            : null,
        feedback: feedbackAt(database, Number(row['id'])),
        citations: citationsAt(database, Number(row['id']))
      })
    )
}

function feedbackAt(database: ReadableDatabase, messageId: number) {
  return database
    .prepare('SELECT rater, thumb, stars, comment FROM feedback WHERE message_id = ? ORDER BY id')
    .all<Row>(messageId)
    .map((row) => short({ ...row, rater: row['rater'] === 'unknown' ? null : row['rater'] }))
}

function citationsAt(database: ReadableDatabase, messageId: number) {
  return database
    .prepare(
      'SELECT title, url, excerpt, score, external_id AS id, kind FROM citation WHERE message_id = ? ORDER BY position'
    )
    .all<Row>(messageId)
    .map(short)
}
