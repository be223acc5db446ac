-- Platforms: connections, how far each agent is synchronised, and what waits to be sent. Keys are never here: the system's keychain
-- has them, under the connection's uid.

CREATE TABLE connection (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  base_url TEXT NOT NULL,
  agents TEXT NOT NULL,                   -- JSON: [{id, name}] as the platform names them
  paused TEXT,                            -- why nothing is read or sent until a person does something
  created_at INTEGER NOT NULL
) STRICT;

-- One row per agent of a connection. A cursor is saved in the transaction of the page it follows.
CREATE TABLE sync_state (
  connection_id INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  agent_id TEXT NOT NULL,                 -- at the platform
  sweep TEXT CHECK (sweep IN ('full', 'changes')), -- unfinished; null: none
  cursor TEXT,
  first_import_id INTEGER,                -- the first import of the unfinished sweep
  watermark INTEGER,                      -- newest activity that is surely here: what is older was seen
  next_watermark INTEGER,                 -- newest activity seen by the unfinished sweep
  last_at INTEGER,
  last_full_at INTEGER,
  PRIMARY KEY (connection_id, agent_id)
) STRICT, WITHOUT ROWID;

-- Conversations that a whole full sweep did not find on the platform any more. They are kept.
CREATE TABLE conversation_gone (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  noticed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connection (id),
  agent_id TEXT NOT NULL,                 -- at the platform
  target TEXT NOT NULL,                   -- entries of one target are sent in their order
  kind TEXT NOT NULL CHECK (kind IN ('pair', 'withdrawal', 'feedback')),
  title TEXT NOT NULL,
  body TEXT NOT NULL,                     -- JSON
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'training', 'delivered', 'refused', 'discarded')),
  is_unclear INTEGER NOT NULL DEFAULT 0,  -- an attempt may have been done: look before sending again
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  words TEXT,
  request_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_open ON outbox (state, next_at);
CREATE INDEX outbox_target ON outbox (target);

-- Where a Q&A pair was sent: which pair at which agent of which connection.
CREATE TABLE qa_remote (
  qa_pair_id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connection (id) ON DELETE CASCADE,
  agent_id TEXT NOT NULL,
  source_id TEXT NOT NULL
) STRICT;
