-- Views for people who write SQL: documented in docs/sql-views.md and kept stable, whatever becomes of the tables below them.
-- Times come twice: integer milliseconds since 1970 UTC (`..._at`) and text of the same moment (`..._utc`).

CREATE VIEW v_conversation AS
SELECT c.id, agent.name AS agent, c.external_id, source.name AS source, c.channel, c.channel_raw, c.status, c.status_raw,
  c.started_at, strftime('%Y-%m-%dT%H:%M:%fZ', c.started_at / 1000.0, 'unixepoch') AS started_utc,
  c.last_at, strftime('%Y-%m-%dT%H:%M:%fZ', c.last_at / 1000.0, 'unixepoch') AS last_utc, c.time_is_estimated,
  c.title, c.preview, c.message_count, c.answer_count, c.unanswered_count, c.citation_count, c.up_count, c.down_count,
  c.confidence, c.confidence_mean, c.sentiment, c.topic, c.language, c.country, c.customer, c.url, c.summary,
  c.last_role, c.has_human, c.is_test, c.review_state, c.reviewed_at
FROM conversation c JOIN agent ON agent.id = c.agent_id JOIN source ON source.id = c.source_id;

CREATE VIEW v_message AS
SELECT m.id >> 20 AS conversation_id, m.id & 1048575 AS seq, m.key AS message_key, m.role, m.author, m.sent_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', m.sent_at / 1000.0, 'unixepoch') AS sent_utc, m.time_is_estimated, m.text, m.format,
  m.confidence, CASE m.thumb WHEN 1 THEN 'up' WHEN -1 THEN 'down' END AS thumb, m.citation_count, m.id
FROM message m;

CREATE VIEW v_citation AS
SELECT t.message_id >> 20 AS conversation_id, nullif(t.message_id & 1048575, 0) AS seq, t.position, t.title, t.url, t.excerpt,
  t.score, t.kind, t.message_id
FROM citation t;

CREATE VIEW v_feedback AS
SELECT f.message_id >> 20 AS conversation_id, nullif(f.message_id & 1048575, 0) AS seq, f.rater,
  CASE f.thumb WHEN 1 THEN 'up' WHEN -1 THEN 'down' END AS thumb, f.stars, f.comment, f.message_id
FROM feedback f;

CREATE VIEW v_verdict AS
SELECT v.conversation_id, v.message_key, s.name AS scorecard, s.version AS scorecard_version, v.criterion, v.value, v.number,
  v.comment, v.reviewer, v.created_at, strftime('%Y-%m-%dT%H:%M:%fZ', v.created_at / 1000.0, 'unixepoch') AS created_utc
FROM verdict v JOIN scorecard s ON s.id = v.scorecard_id;

CREATE VIEW v_tag AS
SELECT ct.conversation_id, ct.message_key, tag.name AS tag, tag.color, ct.reviewer, ct.created_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', ct.created_at / 1000.0, 'unixepoch') AS created_utc
FROM conversation_tag ct JOIN tag ON tag.id = ct.tag_id;

CREATE VIEW v_note AS
SELECT n.conversation_id, n.message_key, n.body, n.reviewer, n.created_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', n.created_at / 1000.0, 'unixepoch') AS created_utc, n.updated_at
FROM note n;
