// What the sqlite3 command line writes as the peer of an export: the same cells of the same rows in the same order, times as text as ours
// are, and a look at whether it does.
import { closeSync, openSync, readSync } from 'node:fs'
import Papa from 'papaparse'

export interface Peer {
  readonly mode: '-json' | '-csv'
  readonly sql: string
}

const time = (column: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`
const known = (column: string, isUnknown: string) => `CASE WHEN NOT ${isUnknown} THEN ${time(column)} END`
const FROM = 'FROM conversation c JOIN agent a ON a.id = c.agent_id JOIN source s ON s.id = c.source_id'
const ORDER = 'ORDER BY c.started_at DESC, c.id DESC'
const HEAD = `${known('c.started_at', 'c.time_is_estimated')}, ifnull(c.channel_raw, c.channel), ifnull(c.status_raw, c.status),
  c.sentiment, c.topic, ifnull(c.customer_fields ->> 'name', CASE WHEN c.customer_fields IS NULL THEN c.customer END),
  c.customer_fields ->> 'email', a.name, s.name`

const CONVERSATIONS = `SELECT c.external_id, c.preview, ${HEAD}, ${time('c.last_at')}, c.message_count, c.up_count, c.down_count,
    c.confidence, c.confidence_mean,
    CASE WHEN c.confidence IS NULL THEN 'none' WHEN c.confidence < 0.5 THEN 'low' WHEN c.confidence < 0.8 THEN 'medium' ELSE 'high' END,
    c.review_state,
    (SELECT group_concat(t.name, ', ') FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE x.conversation_id = c.id),
    (SELECT group_concat(body, char(10)) FROM note WHERE conversation_id = c.id),
    (SELECT count(*) FROM qa_pair WHERE conversation_id = c.id)
  ${FROM} ${ORDER};`

const MESSAGES = `SELECT c.external_id, m.key, m.id & 1048575, m.role, m.author, ${known('m.sent_at', 'm.time_is_estimated')}, m.text,
    m.confidence, CASE m.thumb WHEN 1 THEN 'up' WHEN -1 THEN 'down' END,
    (SELECT group_concat(comment, char(10)) FROM feedback WHERE message_id = m.id),
    CASE WHEN m.citation_count IS NOT NULL THEN (SELECT json_group_array(json_object('title', title, 'url', url, 'excerpt', excerpt,
      'score', score)) FROM citation WHERE message_id = m.id) END, ${HEAD}
  ${FROM} CROSS JOIN message m ON m.id BETWEEN (c.id << 20) + 1 AND (c.id << 20) + 1048575 ${ORDER}, m.id;`

/**
 * Everything, table by table: the command line has no list in a row, ours is nested. Nothing is joined or sorted but the
 * conversations, so that this is the easier work of the two.
 */
const ALL_TABLES = `SELECT c.id, c.external_id, c.external_id_is_synthetic, a.name AS agent, a.external_id AS agent_id, s.kind, s.name AS source,
    s.format, c.title, c.channel, c.channel_raw, c.status, c.status_raw, ${known('c.started_at', 'c.time_is_estimated')} AS started_at,
    ${time('c.source_updated_at')} AS updated_at, ${time('c.last_at')} AS last_at, c.sentiment, c.sentiment_origin, c.topic,
    c.topic_origin, c.language, c.country, c.customer, c.customer_fields, c.url, c.summary, c.is_test, c.confidence,
    c.confidence_mean, c.confidence_origin, c.branches, c.review_state, ${time('c.reviewed_at')} AS reviewed_at,
    ${time('c.changed_at')} AS changed_at ${FROM} ${ORDER};
  SELECT id, key, role, author, ${known('sent_at', 'time_is_estimated')} AS sent_at, text, format, confidence, citation_count, parts FROM message;
  SELECT message_id, title, url, excerpt, score, external_id, kind FROM citation;
  SELECT message_id, rater, thumb, stars, comment, raw FROM feedback;
  SELECT conversation_id, CAST(body AS TEXT) AS body FROM raw_record;
  SELECT * FROM conversation_tag; SELECT * FROM note; SELECT * FROM flag; SELECT * FROM issue_conversation;
  SELECT * FROM verdict; SELECT * FROM review_item; SELECT * FROM qa_pair; SELECT * FROM qa_question;`

export const PEERS = {
  jsonl: { mode: '-json', sql: ALL_TABLES },
  csv: { mode: '-csv', sql: CONVERSATIONS },
  'csv-messages': { mode: '-csv', sql: MESSAGES }
} as const satisfies Record<string, Peer>

/** Rows, and the bytes that surely hold them. */
const LOOKED_AT = 2_000
const BEGINNING = 20_000_000

/** Throws where the first rows of our CSV and of the command line's do not hold the same cells. */
export function checkSameCells(ours: string, theirs: string): void {
  const [own, peer] = [cellsOf(ours).slice(1), cellsOf(theirs)]
  for (let row = 0; row < LOOKED_AT; row++)
    for (let column = 0; column < (own[row]?.length ?? 0); column++) {
      const [a, b] = [own[row]?.[column] ?? '', peer[row]?.[column] ?? '']
      // Ours guards formulas by an apostrophe; the command line rounds numbers to 15 digits and tells what is not known in citations.
      if (a !== b && a !== `'${b}` && !isSameNumber(a, b) && !(a.startsWith('[{') && sameJson(a, b)))
        throw new Error(`row ${row}, column ${column}: ours has “${a}”, the command line “${b}”`)
    }
  if (own.length < 3 || own[1]?.length !== peer[1]?.length) throw new Error('not the same columns')
}

function cellsOf(file: string): readonly string[][] {
  const handle = openSync(file, 'r')
  const bytes = Buffer.alloc(BEGINNING)
  const text = bytes.toString('utf8', 0, readSync(handle, bytes, 0, BEGINNING, 0))
  closeSync(handle)
  return Papa.parse<string[]>(text, { preview: LOOKED_AT + 2 }).data
}

function isSameNumber(a: string, b: string): boolean {
  return a !== '' && b !== '' && Math.abs(Number(a) - Number(b)) < 1e-12
}

function sameJson(a: string, b: string): boolean {
  const plain = (text: string) => JSON.stringify(JSON.parse(text), (_, value) => value ?? undefined)
  return plain(a) === plain(b)
}
