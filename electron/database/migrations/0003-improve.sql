-- What people decide about suggestions, and what a Q&A pair remembers beside its words.

-- A group of questions as a person made it: merged, split off, renamed or dismissed. It holds on to questions, not to rows of a
-- computed list, so that it survives another grouping and new imports.
CREATE TABLE suggestion_group (
  id INTEGER PRIMARY KEY,
  name TEXT,                              -- null: called by its representative question
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dismissed')),
  reason TEXT,                            -- why it was dismissed
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- The questions of such a group: by topic and telling words, without names and numbers (insights/question-vectors.ts).
CREATE TABLE suggestion_question (
  topic TEXT NOT NULL,                    -- '' where the conversation has none
  words TEXT NOT NULL,                    -- the telling words in their order, joined by spaces
  group_id INTEGER NOT NULL REFERENCES suggestion_group (id),
  leads INTEGER NOT NULL DEFAULT 0,       -- questions alike to it join the group; the others stay in it and draw nobody
  PRIMARY KEY (topic, words)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_question_group ON suggestion_question (group_id);

ALTER TABLE qa_pair ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE qa_pair ADD COLUMN replaces TEXT;    -- the weak answer, word for word, as it was when the draft was begun
ALTER TABLE qa_pair ADD COLUMN failure TEXT;     -- the platform's reason, a sentence, in state failed
ALTER TABLE qa_pair ADD COLUMN live_at INTEGER;  -- when it went live; null until then
ALTER TABLE qa_pair ADD COLUMN covered TEXT;     -- JSON: what it was meant to cover when it was made ready
CREATE INDEX qa_pair_state ON qa_pair (state);

-- Q&A lists that the agent already has, imported to compare drafts against. Not ours: never edited, never sent.
CREATE TABLE qa_reference (
  id INTEGER PRIMARY KEY,
  list TEXT NOT NULL,                     -- name of the file
  questions TEXT NOT NULL,                -- JSON array of text
  answer TEXT NOT NULL,
  imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX qa_reference_list ON qa_reference (list);
