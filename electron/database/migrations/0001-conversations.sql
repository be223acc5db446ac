-- Conversations and how they came in: agents, sources, imports, messages with their citations and feedback, and the full-text index.
-- Times are integer milliseconds since 1970 UTC. Ids from outside are text. Derived values carry their origin.

CREATE TABLE agent (
  id INTEGER PRIMARY KEY,
  external_id TEXT,                       -- id at the platform, where the source gives one
  name TEXT NOT NULL,
  UNIQUE (name)
) STRICT;

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('file', 'connection', 'sample')),
  name TEXT NOT NULL,                     -- shown in the Source column: the file's name or the connection's
  format TEXT NOT NULL,                   -- the adapter's or connector's id
  created_at INTEGER NOT NULL,
  UNIQUE (kind, name, format)
) STRICT;

CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  agent_name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_size INTEGER NOT NULL,
  format_label TEXT NOT NULL,
  mapping TEXT,                           -- JSON, where a person or the detector made one
  time_zone TEXT,                         -- zone given to times that had none
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted', 'removed')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  messages INTEGER NOT NULL DEFAULT 0,
  first_at INTEGER,
  last_at INTEGER,
  note TEXT
) STRICT;

CREATE TABLE rejected_row (
  import_id INTEGER NOT NULL REFERENCES import_batch (id),
  number INTEGER NOT NULL,                -- running number inside the import
  kind TEXT NOT NULL DEFAULT 'rejected' CHECK (kind IN ('rejected', 'skipped')), -- skipped: fine, but no conversation
  row INTEGER NOT NULL,                   -- row or record number in the file, from 1
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (import_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
  id INTEGER PRIMARY KEY,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  external_id TEXT NOT NULL,
  external_id_is_synthetic INTEGER NOT NULL DEFAULT 0,
  source_id INTEGER NOT NULL REFERENCES source (id),
  first_import_id INTEGER NOT NULL REFERENCES import_batch (id),
  import_id INTEGER NOT NULL REFERENCES import_batch (id), -- the last import that wrote it
  content_hash TEXT NOT NULL,             -- of everything the source said; equal means unchanged
  source_updated_at INTEGER,              -- the source's own "last changed"; an older snapshot never overwrites a newer one
  title TEXT,
  channel TEXT,
  channel_raw TEXT,
  status TEXT,
  status_raw TEXT,
  started_at INTEGER,
  last_at INTEGER,
  time_is_estimated INTEGER NOT NULL DEFAULT 0,
  preview TEXT NOT NULL,                  -- the opening customer message, one line, at most 200 characters
  message_count INTEGER NOT NULL,
  answer_count INTEGER NOT NULL,          -- messages of role agent
  unanswered_count INTEGER,               -- answers without citation; null where the source carries no citations
  citation_count INTEGER NOT NULL DEFAULT 0,
  up_count INTEGER NOT NULL,
  down_count INTEGER NOT NULL,
  confidence REAL,                        -- lowest of its answers, 0..1
  confidence_mean REAL,
  confidence_origin TEXT,                 -- source | computed
  sentiment TEXT,
  sentiment_origin TEXT,                  -- source | computed | person
  topic TEXT,
  topic_origin TEXT,
  language TEXT,
  country TEXT,
  customer TEXT,                          -- what the list shows: name, else e-mail, else id
  customer_fields TEXT,                   -- JSON object of text
  url TEXT,
  summary TEXT,
  last_role TEXT,                         -- who spoke last
  has_human INTEGER NOT NULL DEFAULT 0,   -- a teammate wrote in it
  is_test INTEGER NOT NULL DEFAULT 0,     -- playground and the like
  branches TEXT,                          -- JSON: messages off the visible path, where the source is a tree
  review_state TEXT NOT NULL DEFAULT 'unreviewed',
  reviewed_at INTEGER,
  changed_at INTEGER NOT NULL,            -- when an import last changed its content
  UNIQUE (agent_id, external_id)
) STRICT;
CREATE INDEX conversation_started_at ON conversation (started_at);
CREATE INDEX conversation_confidence ON conversation (confidence);
-- Counts per agent and source, messages in all, and the last time, without a look at the rows.
CREATE INDEX conversation_scope ON conversation (agent_id, source_id, message_count, last_at);

-- Which imports hold a conversation, changed by them or not: removing an import removes only what no other import holds.
CREATE TABLE import_conversation (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  import_id INTEGER NOT NULL REFERENCES import_batch (id),
  PRIMARY KEY (conversation_id, import_id)
) STRICT, WITHOUT ROWID;

-- Which conversations changed or went, in order, so that a reader that keeps some columns in memory reads only those again. New
-- ones it finds by their id. Emptied when a workspace is opened for writing; ids are never used twice, so that a reader notices.
CREATE TABLE conversation_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL
) STRICT;
CREATE TRIGGER conversation_updated AFTER UPDATE ON conversation BEGIN
  INSERT INTO conversation_change (conversation_id) VALUES (new.id);
END;
CREATE TRIGGER conversation_deleted AFTER DELETE ON conversation BEGIN
  INSERT INTO conversation_change (conversation_id) VALUES (old.id);
END;

-- The record as the source gave it. `body` is UTF-8 text, deflated when `is_deflated`.
CREATE TABLE raw_record (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  is_deflated INTEGER NOT NULL DEFAULT 0,
  body BLOB NOT NULL
) STRICT;

-- id = conversation_id << 20 | seq, seq from 1: a transcript is a range of ids and needs no second index, and a full-text hit
-- tells its conversation without touching this table. 20 bits: 1,048,575 messages a conversation; the other 33 bits that a
-- JavaScript number holds exactly leave room for 8 billion conversations.
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,                      -- id at the source, or a stable synthetic one; unique in its conversation
  role TEXT NOT NULL CHECK (role IN ('customer', 'agent', 'human', 'system')),
  author TEXT,
  sent_at INTEGER,
  time_is_estimated INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  format TEXT NOT NULL DEFAULT 'text' CHECK (format IN ('text', 'markdown')),
  confidence REAL,
  thumb INTEGER CHECK (thumb IN (-1, 1)), -- the last rating that counts; details in feedback
  citation_count INTEGER,                 -- null: the source does not say
  parts TEXT                              -- JSON array of MessagePart, null when it is text alone
) STRICT;

CREATE TABLE citation (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL,            -- conversation_id << 20 (seq 0): of the conversation as a whole
  position INTEGER NOT NULL,
  title TEXT,
  url TEXT,
  excerpt TEXT,
  score REAL,
  external_id TEXT,
  kind TEXT
) STRICT;
CREATE INDEX citation_message ON citation (message_id);

CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL,            -- conversation_id << 20 (seq 0): of the conversation as a whole
  rater TEXT NOT NULL,                    -- customer | teammate | unknown
  thumb INTEGER CHECK (thumb IN (-1, 1)),
  stars REAL,
  comment TEXT,
  raw TEXT
) STRICT;
CREATE INDEX feedback_message ON feedback (message_id);

-- One column per role, so that `user:` and `bot:` are answered by the index alone. Text goes through searchable() first
-- (database/searchable.ts): scripts without spaces are split into characters. rowid = message.id.
CREATE VIRTUAL TABLE message_fts USING fts5 (
  customer, agent, human, system, cited,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
-- A batch of an import becomes one segment (words wait in 16 MiB of memory, not 1), and segments are merged eight at a time, not four:
-- a third less merging in an import, the same speed of queries.
INSERT INTO message_fts (message_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO message_fts (message_fts, rank) VALUES ('automerge', 8);
