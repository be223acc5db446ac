-- Searching for sentiments and topics goes on where it was cut off.
ALTER TABLE sync_state ADD COLUMN labelling TEXT; -- JSON: Labelling; null: none is under way
