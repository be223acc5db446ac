-- A place that leads nowhere is given up when it did so twice, one sync after the other.
ALTER TABLE sync_state ADD COLUMN lost_cursor TEXT; -- where the last sync was led astray
