-- The outbox also carries hand-offs and deletions, knows which conversation and which line of History an entry belongs to, and remembers
-- the steps of a change that are done, so that only what is missing is repeated.

CREATE TABLE outbox_next (
  id INTEGER PRIMARY KEY,
  connection_id INTEGER NOT NULL REFERENCES connection (id),
  agent_id TEXT NOT NULL,                 -- at the platform
  target TEXT NOT NULL,                   -- entries of one target are sent in their order
  kind TEXT NOT NULL CHECK (kind IN ('pair', 'withdrawal', 'feedback', 'hand-off', 'deletion')),
  title TEXT NOT NULL,
  body TEXT NOT NULL,                     -- JSON
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'training', 'delivered', 'refused', 'discarded')),
  is_unclear INTEGER NOT NULL DEFAULT 0,  -- an attempt may have been done: look before sending again
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  words TEXT,
  request_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  conversation_id INTEGER,                -- here; null: about none. Kept when the conversation goes
  history_id INTEGER,                     -- the line of History it came from
  done TEXT                               -- JSON: the steps that are done
) STRICT;
INSERT INTO outbox_next (id, connection_id, agent_id, target, kind, title, body, state, is_unclear, attempts, next_at, words, request_id,
  created_at, updated_at)
SELECT id, connection_id, agent_id, target, kind, title, body, state, is_unclear, attempts, next_at, words, request_id, created_at,
  updated_at FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_next RENAME TO outbox;
CREATE INDEX outbox_open ON outbox (state, next_at);
CREATE INDEX outbox_target ON outbox (target);
CREATE INDEX outbox_conversation ON outbox (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX outbox_history ON outbox (history_id) WHERE history_id IS NOT NULL;
