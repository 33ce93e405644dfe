-- A place to work: people in several organisations, boards of one's own, removals that can be undone,
-- lists of authors, visits, and mentions counted by the hour.

-- Who signs in, once whatever the organisations they are in; prefs is JSON.
CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    login TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    locale TEXT COLLATE "C" NOT NULL,
    theme TEXT COLLATE "C" NOT NULL,
    prefs TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
INSERT INTO person (id, login, name, locale, theme, prefs, password_hash, created_at)
    SELECT id, login, name, locale, theme, '{}', password_hash, created_at FROM member;

ALTER TABLE member ADD COLUMN person_id UUID REFERENCES person (id) ON DELETE CASCADE;
UPDATE member SET person_id = id;
ALTER TABLE member ALTER COLUMN person_id SET NOT NULL;
ALTER TABLE member ADD UNIQUE (person_id, org_id);
ALTER TABLE member
    DROP COLUMN login, DROP COLUMN name, DROP COLUMN locale, DROP COLUMN theme, DROP COLUMN password_hash;

-- When people were here: one row a visit, made longer while it lasts.
CREATE TABLE visit (
    org_id UUID NOT NULL,
    member_id UUID NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, member_id, from_at),
    FOREIGN KEY (org_id, member_id) REFERENCES member (org_id, id) ON DELETE CASCADE,
    CHECK (from_at <= to_at)
);
CREATE INDEX visit_by_end ON visit (org_id, to_at);

-- owner_id: who made the board, as long as they are here; nobody for those the program made.
-- A board that is not shared is its owner's alone. What is removed stays a day, to be brought back.
ALTER TABLE board ADD COLUMN owner_id UUID;
ALTER TABLE board ADD COLUMN shared BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE board ADD COLUMN removed_at BIGINT;
ALTER TABLE board_column ADD COLUMN removed_at BIGINT;

-- handles is JSON: a list of texts.
CREATE TABLE author_list (
    org_id UUID NOT NULL REFERENCES org (id) ON DELETE CASCADE,
    id UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    handles TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (org_id, id)
);

-- How many mentions each query has in each hour, by the date of the post: kept with every change of
-- mentions, so that a page counts a month without reading it.
CREATE TABLE mention_hour (
    org_id UUID NOT NULL,
    query_id UUID NOT NULL,
    hour_at BIGINT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (org_id, query_id, hour_at),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE
);
INSERT INTO mention_hour (org_id, query_id, hour_at, n)
    SELECT org_id, query_id, posted_at / 3600000000 * 3600000000, COUNT(*) FROM mention
    GROUP BY org_id, query_id, posted_at / 3600000000;
