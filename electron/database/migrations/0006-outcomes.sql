-- What a pair was meant to answer, beside its own questions: remembered from the suggestion or contradiction it was begun from.
ALTER TABLE qa_pair ADD COLUMN asked TEXT;       -- JSON: questions as people asked them, without personal data
