-- What people add: tags, notes, issues, scorecards with verdicts, review sets, Q&A pairs, saved views, history.
-- `message_key` is null for the conversation as a whole; it holds on to message.key, which survives a newer import.

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  color TEXT NOT NULL
) STRICT;

CREATE TABLE conversation_tag (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  message_key TEXT,
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  reviewer TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX conversation_tag_once ON conversation_tag (conversation_id, tag_id, coalesce(message_key, ''));
CREATE INDEX conversation_tag_tag ON conversation_tag (tag_id);

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  message_key TEXT,
  body TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_conversation ON note (conversation_id);

CREATE TABLE flag (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  message_key TEXT NOT NULL DEFAULT '',   -- '' for the conversation as a whole
  reviewer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, message_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE issue (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  body TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE issue_conversation (
  issue_id INTEGER NOT NULL REFERENCES issue (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  message_key TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (issue_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX issue_conversation_conversation ON issue_conversation (conversation_id);

-- A scorecard is never edited: a change is a new version with the same key.
CREATE TABLE scorecard (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  criteria TEXT NOT NULL,                 -- JSON array
  created_at INTEGER NOT NULL,
  UNIQUE (key, version)
) STRICT;

CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  message_key TEXT,
  scorecard_id INTEGER NOT NULL REFERENCES scorecard (id),
  criterion TEXT NOT NULL,
  value TEXT,                             -- null: not applicable
  number REAL,                            -- of a rating
  comment TEXT,
  reviewer TEXT NOT NULL,
  review_set_id INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX verdict_once ON verdict (conversation_id, criterion, reviewer, coalesce(message_key, ''));

CREATE TABLE review_set (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,                    -- JSON
  query_words TEXT NOT NULL,
  scorecard_id INTEGER NOT NULL REFERENCES scorecard (id),
  population INTEGER NOT NULL,
  sample TEXT,                            -- JSON: size, seed, strata
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE TABLE review_item (
  review_set_id INTEGER NOT NULL REFERENCES review_set (id),
  position INTEGER NOT NULL,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'skipped', 'declined')),
  reason TEXT,
  weight REAL NOT NULL DEFAULT 1,
  decided_at INTEGER,
  PRIMARY KEY (review_set_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_item_conversation ON review_item (conversation_id);

CREATE TABLE qa_pair (
  id INTEGER PRIMARY KEY,
  agent_id INTEGER REFERENCES agent (id),
  conversation_id INTEGER REFERENCES conversation (id),
  message_key TEXT,
  answer TEXT NOT NULL,
  is_pinned INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'ready', 'queued', 'sent', 'live', 'failed', 'withdrawn')),
  external_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX qa_pair_conversation ON qa_pair (conversation_id);

CREATE TABLE qa_question (
  qa_pair_id INTEGER NOT NULL REFERENCES qa_pair (id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (qa_pair_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  body TEXT NOT NULL,                     -- JSON: query as text and data, columns, sort, open facets; unknown keys are kept
  position INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Every act of a person, with the rows it changed before and after: undo writes the ones, redo the others. Never shortened
-- behind their back.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  reviewer TEXT NOT NULL,
  label TEXT NOT NULL,                    -- what was done, in words
  conversations INTEGER NOT NULL,         -- how many it touched
  changes TEXT NOT NULL,                  -- JSON array of {table, key, before, after}
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX history_state ON history (state, id);

-- A mapping a person made, remembered for files of the same shape (the sorted column names, hashed).
CREATE TABLE remembered_mapping (
  shape TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
