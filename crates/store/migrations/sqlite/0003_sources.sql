-- A source that was removed can come back for a day, and a failure has a name beside its words.
ALTER TABLE source ADD COLUMN removed_at INTEGER;
ALTER TABLE source ADD COLUMN last_reason TEXT;
