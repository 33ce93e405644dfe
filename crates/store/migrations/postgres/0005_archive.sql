-- What the archive has yet to take in. The database notes it by itself, in the transaction of each change
-- of a post, so that no way of changing one can forget it.
CREATE TABLE archive_change (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- No reference: posts that go with their organisation are noted too.
    org_id UUID NOT NULL,
    post_id UUID NOT NULL,
    -- Which part of the archive it is in.
    posted_at BIGINT NOT NULL,
    -- Whether the post was not there before.
    is_new BOOLEAN NOT NULL
);

-- A statement that changes many posts notes them all at once.
CREATE FUNCTION archive_post_saved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_change (org_id, post_id, posted_at, is_new)
    SELECT org_id, id, posted_at, TG_OP = 'INSERT' FROM changed;
    RETURN NULL;
END;
$$;

CREATE TRIGGER archive_post_saved AFTER INSERT ON post
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION archive_post_saved();
CREATE TRIGGER archive_post_changed AFTER UPDATE ON post
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION archive_post_saved();
CREATE TRIGGER archive_post_gone AFTER DELETE ON post
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION archive_post_saved();

-- What an author is called is part of what their posts are found by.
CREATE FUNCTION archive_author_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO archive_change (org_id, post_id, posted_at, is_new)
    SELECT p.org_id, p.id, p.posted_at, FALSE FROM post p
    WHERE p.org_id = NEW.org_id AND p.network = NEW.network AND p.host = NEW.host AND p.author_id = NEW.author_id;
    RETURN NULL;
END;
$$;

CREATE TRIGGER archive_author_renamed AFTER UPDATE OF handle ON author
    FOR EACH ROW WHEN (NEW.handle <> OLD.handle) EXECUTE FUNCTION archive_author_renamed();
