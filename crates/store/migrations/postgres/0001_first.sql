-- The first schema: organisations, members, sources and their coverage, posts, queries, mentions.
--
-- Times are microseconds since 1970. Every table a tenant owns starts its key with org_id.
-- Text that networks gave is cleaned of NUL before it comes here (PostgreSQL refuses it).

CREATE TABLE org (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    timezone TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);

-- One row an organisation, apart from org so that locking it disturbs no foreign key check.
-- Whoever writes posts, queries or mentions holds it: numbers become visible in their order.
CREATE TABLE org_counter (
    org_id UUID NOT NULL PRIMARY KEY REFERENCES org (id) ON DELETE CASCADE,
    mention_seq BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE member (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    login TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
    locale TEXT COLLATE "C" NOT NULL,
    theme TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);

-- Keyed by the hash alone: the token is all a request shows before its organisation is known.
CREATE TABLE session (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    org_id UUID NOT NULL,
    member_id UUID NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
);
CREATE INDEX session_by_member ON session (org_id, member_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE source (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    config TEXT COLLATE "C" NOT NULL,
    enabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    received BIGINT NOT NULL DEFAULT 0,
    last_event_at BIGINT,
    last_error TEXT COLLATE "C",
    last_error_at BIGINT,
    PRIMARY KEY (org_id, id)
);

CREATE TABLE checkpoint (
    org_id UUID NOT NULL,
    source_id UUID NOT NULL,
    token BYTEA NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, source_id),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE
);

-- What a source received and we did not keep, counted by reason with the last sample.
CREATE TABLE source_drop (
    org_id UUID NOT NULL,
    source_id UUID NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    n BIGINT NOT NULL,
    sample TEXT COLLATE "C" NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, source_id, reason),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE
);

CREATE TABLE listened (
    org_id UUID NOT NULL,
    source_id UUID NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, source_id, from_at),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE,
    CHECK (from_at <= to_at)
);

CREATE TABLE gap (
    org_id UUID NOT NULL,
    id UUID NOT NULL,
    source_id UUID NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT,
    cause TEXT COLLATE "C" NOT NULL,
    refilled_at BIGINT,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, source_id) REFERENCES source (org_id, id) ON DELETE CASCADE
);
CREATE INDEX gap_by_source ON gap (org_id, source_id, from_at, id);
CREATE INDEX gap_open ON gap (org_id, from_at) WHERE to_at IS NULL;

-- wanted: someone's post matched while its author had no handle yet, so a name is worth asking for.
CREATE TABLE author (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    network TEXT COLLATE "C" NOT NULL,
    host TEXT COLLATE "C" NOT NULL,
    author_id TEXT COLLATE "C" NOT NULL,
    handle TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    avatar TEXT COLLATE "C",
    followers BIGINT,
    updated_at BIGINT NOT NULL,
    wanted BOOLEAN NOT NULL DEFAULT FALSE,
    asked_at BIGINT,
    PRIMARY KEY (org_id, network, host, author_id)
);
CREATE INDEX author_unnamed ON author (org_id, network, author_id) WHERE wanted AND handle = '';

-- Accounts that left: what they said before that moment must not come back by a replay.
CREATE TABLE author_gone (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    network TEXT COLLATE "C" NOT NULL,
    host TEXT COLLATE "C" NOT NULL,
    author_id TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, network, host, author_id)
);
CREATE INDEX author_gone_by_time ON author_gone (org_id, at);

-- source_id says who heard it first; it has no foreign key because it may outlive the source.
-- body is JSON of what is shown but never searched by SQL; raw, the evidence, comes last so that
-- reading the other columns does not touch its pages.
CREATE TABLE post (
    org_id UUID NOT NULL,
    id UUID NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    host TEXT COLLATE "C" NOT NULL,
    remote_id TEXT COLLATE "C" NOT NULL,
    rev TEXT COLLATE "C",
    author_id TEXT COLLATE "C" NOT NULL,
    posted_at BIGINT NOT NULL,
    edited_at BIGINT,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('post', 'reply', 'repost', 'quote', 'article')),
    title TEXT COLLATE "C",
    text TEXT COLLATE "C" NOT NULL,
    lang TEXT COLLATE "C",
    url TEXT COLLATE "C",
    replies BIGINT,
    reposts BIGINT,
    likes BIGINT,
    source_id UUID,
    received_at BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    raw TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, network, host, remote_id),
    FOREIGN KEY (org_id, network, host, author_id)
        REFERENCES author (org_id, network, host, author_id) ON DELETE CASCADE
);
CREATE INDEX post_by_author ON post (org_id, network, host, author_id);
CREATE INDEX post_by_date ON post (org_id, posted_at, id);
CREATE INDEX post_by_arrival ON post (org_id, received_at, id);

-- A deleted post leaves this, so that a late or repeated creation does not bring it back.
CREATE TABLE tombstone (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    network TEXT COLLATE "C" NOT NULL,
    host TEXT COLLATE "C" NOT NULL,
    remote_id TEXT COLLATE "C" NOT NULL,
    author_id TEXT COLLATE "C",
    why TEXT COLLATE "C" NOT NULL CHECK (why IN ('deleted', 'takedown', 'account', 'unknown')),
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, network, host, remote_id)
);
CREATE INDEX tombstone_by_time ON tombstone (org_id, at);
CREATE INDEX tombstone_by_author ON tombstone (org_id, network, host, author_id) WHERE author_id IS NOT NULL;

CREATE TABLE query (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    canonical TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);

-- Every version a query ever had, the present one included.
CREATE TABLE query_version (
    org_id UUID NOT NULL,
    query_id UUID NOT NULL,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    canonical TEXT COLLATE "C" NOT NULL,
    member_id UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, query_id, version),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id)
);
CREATE INDEX query_version_by_member ON query_version (org_id, member_id);

CREATE TABLE board (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id)
);

CREATE TABLE board_column (
    org_id UUID NOT NULL,
    id UUID NOT NULL,
    board_id UUID NOT NULL,
    query_id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    paused BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (org_id, board_id) REFERENCES board (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE
);
CREATE INDEX board_column_by_board ON board_column (org_id, board_id, position);
CREATE INDEX board_column_by_query ON board_column (org_id, query_id);

-- How far each person has read each column.
CREATE TABLE column_seen (
    org_id UUID NOT NULL,
    column_id UUID NOT NULL,
    member_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, column_id, member_id),
    FOREIGN KEY (org_id, column_id) REFERENCES board_column (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE
);
CREATE INDEX column_seen_by_member ON column_seen (org_id, member_id);

-- Clustered in reading order; spans is JSON of why it matched.
CREATE TABLE mention (
    org_id UUID NOT NULL,
    query_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    post_id UUID NOT NULL,
    seen_at BIGINT NOT NULL,
    posted_at BIGINT NOT NULL,
    spans TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org_id, query_id, seq),
    UNIQUE (org_id, post_id, query_id),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, post_id) REFERENCES post (org_id, id) ON DELETE CASCADE
);
CREATE INDEX mention_by_date ON mention (org_id, query_id, posted_at);

CREATE TABLE setting (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    key TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (org_id, key)
);

CREATE TABLE instance_setting (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);
