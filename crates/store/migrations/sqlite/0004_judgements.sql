-- What people say of the posts that a query finds: the matter, or off topic. Goes with either.
-- member_id: who said it, as long as they are here.
CREATE TABLE judgement (
    org_id BLOB NOT NULL,
    query_id BLOB NOT NULL,
    post_id BLOB NOT NULL,
    relevant INTEGER NOT NULL,
    member_id BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (org_id, query_id, post_id),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, post_id) REFERENCES post (org_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX judgement_by_post ON judgement (org_id, post_id);
CREATE INDEX judgement_by_date ON judgement (org_id, query_id, at);
