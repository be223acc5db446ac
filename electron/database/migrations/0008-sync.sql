-- Sync in depth: what a person decides of a connection, what was learned beside the records, when syncs run by themselves.

ALTER TABLE connection ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'; -- JSON: ConnectionSettings

ALTER TABLE sync_state ADD COLUMN rechecked_at INTEGER;    -- when late thumbs were last looked for
ALTER TABLE sync_state ADD COLUMN labelled_until INTEGER;  -- newest activity whose sentiment and topic were asked for
ALTER TABLE sync_state ADD COLUMN problem TEXT;            -- why the last sync did not come to its end
ALTER TABLE sync_state ADD COLUMN notes TEXT NOT NULL DEFAULT '[]'; -- JSON: what the last sync could not read besides

-- What a platform tells of a conversation in other reads than the one that brings it. Laid over its record whenever that is read, so
-- that it stays when the record comes again without it.
CREATE TABLE learned (
  agent_id TEXT NOT NULL,                 -- at the platform
  conversation_id TEXT NOT NULL,          -- at the platform
  sentiment TEXT,
  topic TEXT,
  citations TEXT,                         -- JSON: message id -> list of citations as the platform writes them
  cited_at INTEGER,                       -- last activity of the conversation when its citations were read; null: never
  PRIMARY KEY (agent_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_schedule (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  schedule TEXT NOT NULL                  -- JSON: SyncSchedule
) STRICT;
