-- A place to work: people in several organisations, boards of one's own, removals that can be undone,
-- lists of authors, visits, and mentions counted by the hour.

-- Who signs in, once whatever the organisations they are in; prefs is JSON.
CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    locale TEXT NOT NULL,
    theme TEXT NOT NULL,
    prefs TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO person (id, login, name, locale, theme, prefs, password_hash, created_at)
    SELECT id, login, name, locale, theme, '{}', password_hash, created_at FROM member;

-- SQLite cannot take a unique column away: the table is made anew, and with it those that refer to it,
-- children first, so that nothing cascades. Renaming carries the references along.
CREATE TABLE member_2 (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    created_at INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (org_id, id),
    UNIQUE (person_id, org_id)
) STRICT;
INSERT INTO member_2 (org_id, id, role, created_at, person_id) SELECT org_id, id, role, created_at, id FROM member;

CREATE TABLE session_2 (
    token_hash BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL,
    member_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    FOREIGN KEY (org_id, member_id) REFERENCES member_2 (org_id, id) ON DELETE CASCADE
) STRICT;
INSERT INTO session_2 SELECT * FROM session;
DROP TABLE session;

CREATE TABLE query_version_2 (
    org_id BLOB NOT NULL,
    query_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    canonical TEXT NOT NULL,
    member_id BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (org_id, query_id, version),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, member_id) REFERENCES member_2 (org_id, id)
) STRICT;
INSERT INTO query_version_2 SELECT * FROM query_version;
DROP TABLE query_version;

CREATE TABLE column_seen_2 (
    org_id BLOB NOT NULL,
    column_id BLOB NOT NULL,
    member_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (org_id, column_id, member_id),
    FOREIGN KEY (org_id, column_id) REFERENCES board_column (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, member_id) REFERENCES member_2 (org_id, id) ON DELETE CASCADE
) STRICT;
INSERT INTO column_seen_2 SELECT * FROM column_seen;
DROP TABLE column_seen;

DROP TABLE member;
ALTER TABLE member_2 RENAME TO member;
ALTER TABLE session_2 RENAME TO session;
CREATE INDEX session_by_member ON session (org_id, member_id);
CREATE INDEX session_by_expiry ON session (expires_at);
ALTER TABLE query_version_2 RENAME TO query_version;
CREATE INDEX query_version_by_member ON query_version (org_id, member_id);
ALTER TABLE column_seen_2 RENAME TO column_seen;
CREATE INDEX column_seen_by_member ON column_seen (org_id, member_id);

-- When people were here: one row a visit, made longer while it lasts.
CREATE TABLE visit (
    org_id BLOB NOT NULL,
    member_id BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, member_id, from_at),
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE,
    CHECK (from_at <= to_at)
) STRICT;
CREATE INDEX visit_by_end ON visit (org_id, to_at);

-- owner_id: who made the board, as long as they are here; nobody for those the program made.
-- A board that is not shared is its owner's alone. What is removed stays a day, to be brought back.
ALTER TABLE board ADD COLUMN owner_id BLOB;
ALTER TABLE board ADD COLUMN shared INTEGER NOT NULL DEFAULT TRUE;
ALTER TABLE board ADD COLUMN removed_at INTEGER;
ALTER TABLE board_column ADD COLUMN removed_at INTEGER;

-- handles is JSON: a list of texts.
CREATE TABLE author_list (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    handles TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    removed_at INTEGER,
    PRIMARY KEY (org_id, id)
) STRICT;

-- How many mentions each query has in each hour, by the date of the post: kept with every change of
-- mentions, so that a page counts a month without reading it.
CREATE TABLE mention_hour (
    org_id BLOB NOT NULL,
    query_id BLOB NOT NULL,
    hour_at INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (org_id, query_id, hour_at),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO mention_hour (org_id, query_id, hour_at, n)
    SELECT org_id, query_id, posted_at / 3600000000 * 3600000000, COUNT(*) FROM mention
    GROUP BY org_id, query_id, posted_at / 3600000000;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('mention_hour', 'sqlite_autoindex_mention_hour_1', '100000 100000 1000 1'),
    ('visit', 'sqlite_autoindex_visit_1', '2000 2000 100 1'),
    ('visit', 'visit_by_end', '2000 2000 2');
ANALYZE sqlite_schema;
