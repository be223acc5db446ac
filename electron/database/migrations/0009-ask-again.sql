-- Questions that were put to an agent again, with the answer of then and the answer of now: evidence. A row is made before its question
-- goes out, as unclear: whatever happens then, it is known that it may have been asked. It holds words of the conversation it is about,
-- and goes with it.
CREATE TABLE asked_again (
  id INTEGER PRIMARY KEY,
  qa_pair_id INTEGER,
  conversation_id INTEGER REFERENCES conversation (id) ON DELETE CASCADE,
  message_key TEXT,
  agent TEXT NOT NULL,                    -- names of agent and connection, for people
  question TEXT NOT NULL,
  before TEXT,                            -- JSON: text, confidence, citations of the answer as it was; null: there was none
  asked_at INTEGER NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'unclear' CHECK (outcome IN ('answered', 'refused', 'unclear')),
  now TEXT,                               -- JSON: text, confidence, citations; null unless answered
  credits REAL,
  remote_id TEXT,                         -- the conversation it left behind on the platform
  words TEXT,
  request_id TEXT,
  verdict TEXT CHECK (verdict IN ('fixed', 'not fixed')),
  judged_by TEXT,
  judged_at INTEGER
) STRICT;
CREATE INDEX asked_again_pair ON asked_again (qa_pair_id);
CREATE INDEX asked_again_conversation ON asked_again (conversation_id);
