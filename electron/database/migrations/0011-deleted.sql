-- Conversations that a person deleted here and may bring back: a copy of every row, made in the transaction that took them away. It goes
-- when they are back, and when their agent is wiped.
CREATE TABLE deleted_conversation (
  conversation_id INTEGER PRIMARY KEY,
  agent_id INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  copy BLOB NOT NULL                      -- deflated JSON: database/deleted-conversations.ts
) STRICT;
CREATE INDEX deleted_conversation_agent ON deleted_conversation (agent_id, external_id);
