-- The first schema: organisations, members, sources and their coverage, posts, queries, mentions.
--
-- Times are microseconds since 1970. Every table a tenant owns starts its key with org_id.
-- Text that networks gave is cleaned of NUL before it comes here (PostgreSQL refuses it).

CREATE TABLE org (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    timezone TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- One row an organisation, apart from org so that locking it disturbs no foreign key check.
-- Whoever writes posts, queries or mentions holds it: numbers become visible in their order.
CREATE TABLE org_counter (
    org_id BLOB NOT NULL PRIMARY KEY REFERENCES org (id) ON DELETE CASCADE,
    mention_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE member (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    locale TEXT NOT NULL,
    theme TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, id)
) STRICT;

-- Keyed by the hash alone: the token is all a request shows before its organisation is known.
CREATE TABLE session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    org_id BLOB NOT NULL,
    member_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX session_by_member ON session (org_id, member_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE source (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    config TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    last_event_at INTEGER,
    last_error TEXT,
    last_error_at INTEGER,
    PRIMARY KEY (org_id, id)
) STRICT;

CREATE TABLE checkpoint (
    org_id BLOB NOT NULL,
    source_id BLOB NOT NULL,
    token BLOB NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, source_id),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE
) STRICT;

-- What a source received and we did not keep, counted by reason with the last sample.
CREATE TABLE source_drop (
    org_id BLOB NOT NULL,
    source_id BLOB NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL,
    sample TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, source_id, reason),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE listened (
    org_id BLOB NOT NULL,
    source_id BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, source_id, from_at),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE,
    CHECK (from_at <= to_at)
) STRICT;

CREATE TABLE gap (
    org_id BLOB NOT NULL,
    id BLOB NOT NULL,
    source_id BLOB NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER,
    cause TEXT NOT NULL,
    refilled_at INTEGER,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX gap_by_source ON gap (org_id, source_id, from_at, id);
CREATE INDEX gap_open ON gap (org_id, from_at) WHERE to_at IS NULL;

-- wanted: someone's post matched while its author had no handle yet, so a name is worth asking for.
CREATE TABLE author (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    network TEXT NOT NULL,
    host TEXT NOT NULL,
    author_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    avatar TEXT,
    followers INTEGER,
    updated_at INTEGER NOT NULL,
    wanted INTEGER NOT NULL DEFAULT FALSE,
    asked_at INTEGER,
    PRIMARY KEY (org_id, network, host, author_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX author_unnamed ON author (org_id, network, author_id) WHERE wanted AND handle = '';

-- Accounts that left: what they said before that moment must not come back by a replay.
CREATE TABLE author_gone (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    network TEXT NOT NULL,
    host TEXT NOT NULL,
    author_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (org_id, network, host, author_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX author_gone_by_time ON author_gone (org_id, at);

-- source_id says who heard it first; it has no foreign key because it may outlive the source.
-- body is JSON of what is shown but never searched by SQL; raw, the evidence, comes last so that
-- reading the other columns does not touch its pages.
CREATE TABLE post (
    org_id BLOB NOT NULL,
    id BLOB NOT NULL,
    network TEXT NOT NULL,
    host TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    rev TEXT,
    author_id TEXT NOT NULL,
    posted_at INTEGER NOT NULL,
    edited_at INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'reply', 'repost', 'quote', 'article')),
    title TEXT,
    text TEXT NOT NULL,
    lang TEXT,
    url TEXT,
    replies INTEGER,
    reposts INTEGER,
    likes INTEGER,
    source_id BLOB,
    received_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    raw TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, network, host, remote_id),
    FOREIGN KEY (org_id, network, host, author_id)
        REFERENCES author (org_id, network, host, author_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX post_by_author ON post (org_id, network, host, author_id);
CREATE INDEX post_by_date ON post (org_id, posted_at, id);
CREATE INDEX post_by_arrival ON post (org_id, received_at, id);

-- A deleted post leaves this, so that a late or repeated creation does not bring it back.
CREATE TABLE tombstone (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    network TEXT NOT NULL,
    host TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    author_id TEXT,
    why TEXT NOT NULL CHECK (why IN ('deleted', 'takedown', 'account', 'unknown')),
    at INTEGER NOT NULL,
    PRIMARY KEY (org_id, network, host, remote_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstone_by_time ON tombstone (org_id, at);
CREATE INDEX tombstone_by_author ON tombstone (org_id, network, host, author_id) WHERE author_id IS NOT NULL;

CREATE TABLE query (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    canonical TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, id)
) STRICT;

-- Every version a query ever had, the present one included.
CREATE TABLE query_version (
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
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id)
) STRICT;
CREATE INDEX query_version_by_member ON query_version (org_id, member_id);

CREATE TABLE board (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, id)
) STRICT;

CREATE TABLE board_column (
    org_id BLOB NOT NULL,
    id BLOB NOT NULL,
    board_id BLOB NOT NULL,
    query_id BLOB NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, board_id) REFERENCES board (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX board_column_by_board ON board_column (org_id, board_id, position);
CREATE INDEX board_column_by_query ON board_column (org_id, query_id);

-- How far each person has read each column.
CREATE TABLE column_seen (
    org_id BLOB NOT NULL,
    column_id BLOB NOT NULL,
    member_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (org_id, column_id, member_id),
    FOREIGN KEY (org_id, column_id) REFERENCES board_column (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX column_seen_by_member ON column_seen (org_id, member_id);

-- Clustered in reading order; spans is JSON of why it matched.
CREATE TABLE mention (
    org_id BLOB NOT NULL,
    query_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    post_id BLOB NOT NULL,
    seen_at INTEGER NOT NULL,
    posted_at INTEGER NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (org_id, query_id, seq),
    UNIQUE (org_id, post_id, query_id),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, post_id) REFERENCES post (org_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_date ON mention (org_id, query_id, posted_at);

CREATE TABLE setting (
    org_id BLOB NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (org_id, key)
) STRICT;

CREATE TABLE instance_setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Statistics of an imagined large organisation, in place of measured ones. Without any, SQLite takes
-- the rows of an organisation to be ten and reads them all instead of looking one up; measured ones
-- would change plans under our feet. Rows in all, then rows that share the first column, the first
-- two, and so on. Authors outnumber posts here, or SQLite would read them all to filter a page of posts.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('author', 'sqlite_autoindex_author_1', '2000000 2000000 1000000 500000 1'),
    ('author', 'author_unnamed', '100 100 50 1'),
    ('author_gone', 'sqlite_autoindex_author_gone_1', '1000 1000 500 500 1'),
    ('author_gone', 'author_gone_by_time', '1000 1000 2'),
    ('post', 'sqlite_autoindex_post_1', '1000000 1000000 1'),
    ('post', 'sqlite_autoindex_post_2', '1000000 1000000 500000 200000 1'),
    ('post', 'post_by_author', '1000000 1000000 500000 200000 10'),
    ('post', 'post_by_date', '1000000 1000000 2 1'),
    ('post', 'post_by_arrival', '1000000 1000000 200 1'),
    ('tombstone', 'sqlite_autoindex_tombstone_1', '100000 100000 50000 20000 1'),
    ('tombstone', 'tombstone_by_time', '100000 100000 2'),
    ('tombstone', 'tombstone_by_author', '1000 1000 500 500 5'),
    ('mention', 'sqlite_autoindex_mention_1', '200000 200000 2000 1'),
    ('mention', 'sqlite_autoindex_mention_2', '200000 200000 2 1'),
    ('mention', 'mention_by_date', '200000 200000 2000 2');
ANALYZE sqlite_schema;
