-- What people say of the posts that a query finds: the matter, or off topic. Goes with either.
-- member_id: who said it, as long as they are here.
CREATE TABLE judgement (
    org_id UUID NOT NULL,
    query_id UUID NOT NULL,
    post_id UUID NOT NULL,
    relevant BOOLEAN NOT NULL,
    member_id UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (org_id, query_id, post_id),
    FOREIGN KEY (org_id, query_id) REFERENCES query (org_id, id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, post_id) REFERENCES post (org_id, id) ON DELETE CASCADE
);
CREATE INDEX judgement_by_post ON judgement (org_id, post_id);
CREATE INDEX judgement_by_date ON judgement (org_id, query_id, at);
