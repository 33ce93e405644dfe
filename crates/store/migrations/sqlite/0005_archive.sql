-- What the archive has yet to take in. The database notes it by itself, in the transaction of each change
-- of a post, so that no way of changing one can forget it.
CREATE TABLE archive_change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- No reference: posts that go with their organisation are noted too.
    org_id BLOB NOT NULL,
    post_id BLOB NOT NULL,
    -- Which part of the archive it is in.
    posted_at INTEGER NOT NULL,
    -- Whether the post was not there before.
    is_new INTEGER NOT NULL
) STRICT;

CREATE TRIGGER archive_post_saved AFTER INSERT ON post BEGIN
    INSERT INTO archive_change (org_id, post_id, posted_at, is_new)
    VALUES (NEW.org_id, NEW.id, NEW.posted_at, TRUE);
END;

CREATE TRIGGER archive_post_changed AFTER UPDATE ON post BEGIN
    INSERT INTO archive_change (org_id, post_id, posted_at, is_new)
    VALUES (NEW.org_id, NEW.id, NEW.posted_at, FALSE);
END;

CREATE TRIGGER archive_post_gone AFTER DELETE ON post BEGIN
    INSERT INTO archive_change (org_id, post_id, posted_at, is_new)
    VALUES (OLD.org_id, OLD.id, OLD.posted_at, FALSE);
END;

-- What an author is called is part of what their posts are found by.
CREATE TRIGGER archive_author_renamed AFTER UPDATE OF handle ON author WHEN NEW.handle <> OLD.handle BEGIN
    INSERT INTO archive_change (org_id, post_id, posted_at, is_new)
    SELECT p.org_id, p.id, p.posted_at, FALSE FROM post p
    WHERE p.org_id = NEW.org_id AND p.network = NEW.network AND p.host = NEW.host AND p.author_id = NEW.author_id;
END;
