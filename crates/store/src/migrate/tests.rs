use std::fmt::Write;

use sqlx::{Executor, Row};

use super::*;
use crate::testing::{World, at, db_test, on_postgres, on_sqlite, post};

db_test! {
    async fn running_again_changes_nothing(world) {
        let mut tx = world.write().await;
        assert_eq!(run(&mut tx).await.unwrap(), 0);
    }
}

#[test]
fn versions_follow_each_other() {
    let versions: Vec<i64> = ALL.iter().map(|it| it.version).collect();
    assert_eq!(versions, (1..=known()).collect::<Vec<_>>());
    assert!(
        ALL.iter()
            .all(|it| it.name.starts_with(&format!("{:04}_", it.version)))
    );
}

#[test]
fn checksum_notices_an_edit() {
    assert_ne!(checksum("CREATE TABLE a"), checksum("CREATE TABLE b"));
    assert_eq!(checksum(""), 0xcbf2_9ce4_8422_2325_u64.cast_signed());
}

/// One description for both: what a program sees of the tables, not how each database writes it.
#[test]
fn schema_is_the_one_reviewed() {
    on_sqlite(async |world| insta::assert_snapshot!("schema", describe(world, SQLITE).await));
    on_postgres(async |world| insta::assert_snapshot!("schema", describe(world, POSTGRES).await));
}

#[test]
fn schema_is_the_same_with_data_in_it() {
    on_sqlite(async |world| {
        fill(world).await;
        insta::assert_snapshot!("schema", describe(world, SQLITE).await);
    });
    on_postgres(async |world| {
        fill(world).await;
        insta::assert_snapshot!("schema", describe(world, POSTGRES).await);
    });
}

/// Data as an earlier program left them, then this program's start.
async fn fill(world: &World) {
    world.new_member("ada").await;
    world.new_source().await;
    world.new_query("bonjour").await;
    world.save(at(1), &[post("p1", "bonjour")]).await;
    let again = crate::Db::open(&crate::Config {
        url: world.url.clone(),
        readers: 1,
    })
    .await
    .unwrap();
    assert_eq!(
        crate::post::count(&mut again.read().await.unwrap(), world.org)
            .await
            .unwrap(),
        1
    );
    again.close().await;
}

/// What the first schema held: a person with a session, a board they read, a query they wrote and
/// its mentions, and a source that failed.
const FIRST: [&str; 12] = [
    "INSERT INTO org VALUES ($1, 'Ville', 'city', 'Europe/Paris', 1)",
    "INSERT INTO member VALUES ($1, $2, 'ada', 'Ada', 'admin', 'fr', 'dark', 'hash', 7)",
    "INSERT INTO session VALUES ($3, $1, $2, 1, 99, 5)",
    "INSERT INTO query VALUES ($1, $2, 'Glace', 'glace', 'glace', 1, 1, 1)",
    "INSERT INTO query_version VALUES ($1, $2, 1, 'Glace', 'glace', 'glace', $2, 1)",
    "INSERT INTO board VALUES ($1, $2, 'Tableau', 0, 1)",
    "INSERT INTO board_column VALUES ($1, $2, $2, $2, 'Glace', 0, TRUE, 1)",
    "INSERT INTO column_seen VALUES ($1, $2, $2, 3, 4)",
    "INSERT INTO author (org_id, network, host, author_id, handle, name, updated_at)
        VALUES ($1, 'bluesky', '', 'did', 'lea', 'Lea', 1)",
    "INSERT INTO post (org_id, id, network, host, remote_id, author_id, posted_at, kind, text, received_at, body, raw)
        VALUES ($1, $2, 'bluesky', '', 'p1', 'did', 7200000001, 'post', 'glace', 1, '{}', '{}')",
    "INSERT INTO mention VALUES ($1, $2, 1, $2, 1, 7200000001, '[]')",
    "INSERT INTO source (org_id, id, kind, name, config, enabled, created_at, received, last_error, last_error_at)
        VALUES ($1, $2, 'feed', 'Gazette', '{}', TRUE, 1, 0, 'no answer within 10 s', 1)",
];

// SQLite makes tables anew in the second step, with those that refer to them: nothing may be lost.
db_test! {
    async fn later_steps_keep_what_the_first_held(world) {
        let id = uuid::Uuid::from_u128(7);
        let mut tx = world.write().await;
        undo_second_step(&mut tx).await;
        for sql in FIRST {
            // Not all of them name both, and PostgreSQL wants each parameter to be used.
            let hash = match tx.dialect() {
                Dialect::Sqlite => "x'07'",
                Dialect::Postgres => "'\\x07'::bytea",
            };
            let id = literal(&tx, id);
            let sql = sql.replace("$1", &id).replace("$2", &id).replace("$3", hash);
            on!(tx, |c| c.execute(sqlx::AssertSqlSafe(sql.clone())).await.map(drop)).unwrap();
        }
        assert_eq!(run(&mut tx).await.unwrap(), ALL.len() - 1);
        let org = model::OrgId::from_uuid(id);
        let (member, hash) = crate::member::by_login(&mut tx, "ada").await.unwrap().unwrap();
        assert_eq!((member.org, member.role, hash.as_str()), (org, model::Role::Admin, "hash"));
        assert_eq!((member.theme, member.prefs.as_str()), (model::Theme::Dark, "{}"));
        let query = model::QueryId::from_uuid(id);
        let versions = crate::query::history(&mut tx, org, query, None, 9).await.unwrap();
        assert_eq!(versions[0].by, Some(member.id));
        let board = crate::board::list(&mut tx, org).await.unwrap().remove(0);
        assert!(board.shared && board.owner.is_none());
        assert!(crate::board::columns(&mut tx, org, board.id).await.unwrap()[0].paused);
        let seen = crate::board::seen(&mut tx, org, board.id, member.id).await.unwrap();
        assert_eq!(seen[0].seq, 3);
        let (from, to) = (model::time::from_micros(0), at(0));
        let hours = crate::mention::hourly(&mut tx, org, query, from, to).await.unwrap();
        assert_eq!((hours[0].at.as_second(), hours[0].n, hours.len()), (7_200, 1, 1));
        let source = crate::source::list(&mut tx, org).await.unwrap().remove(0);
        assert_eq!((source.last_error.as_deref(), source.last_reason), (Some("no answer within 10 s"), None));
        assert_eq!(crate::session::delete_all_of(&mut tx, org, member.id).await.unwrap(), 1);
    }
}

/// An id as SQL writes it.
fn literal(tx: &Tx, id: uuid::Uuid) -> String {
    match tx.dialect() {
        Dialect::Sqlite => format!("x'{}'", id.simple()),
        Dialect::Postgres => format!("'{id}'::uuid"),
    }
}

/// A database as the first step left it, empty.
async fn undo_second_step(tx: &mut Tx) {
    let drop_all = match tx.dialect() {
        Dialect::Sqlite => {
            let names: Vec<String> = on!(tx, |c| c
                .fetch_all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC")
                .await
                .map(|rows| rows.iter().map(|row| row.get::<String, _>(0)).collect()))
            .unwrap();
            // Those that refer to others were made after them.
            let drops = names.iter().map(|it| format!("DROP TABLE {it};"));
            format!("{} DELETE FROM sqlite_stat1;", drops.collect::<String>())
        }
        Dialect::Postgres => "DROP SCHEMA public CASCADE; CREATE SCHEMA public;".to_owned(),
    };
    on!(tx, |c| sqlx::raw_sql(sqlx::AssertSqlSafe(drop_all.clone()))
        .execute(c)
        .await
        .map(|_| ()))
    .unwrap();
    prepare(tx).await.unwrap();
    let first = &ALL[0];
    let sql = first.sql(tx.dialect());
    apply(tx, first, sql, checksum(sql)).await.unwrap();
}

/// Three questions, each answered by lines of text in the same form: columns, keys and indexes,
/// references.
type Questions = [&'static str; 3];

const SQLITE: Questions = [
    "SELECT t.name || '.' || c.name || ' ' ||
        CASE c.type WHEN 'BLOB' THEN 'bytes' WHEN 'TEXT' THEN 'text' WHEN 'INTEGER' THEN 'number' ELSE c.type END
        || CASE WHEN c.\"notnull\" OR c.pk > 0 THEN '' ELSE ' null' END
        || CASE WHEN c.dflt_value IS NULL THEN '' ELSE ' default ' || lower(c.dflt_value) END
    FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name <> 'schema_migration' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid",
    "SELECT t.name || CASE i.origin WHEN 'pk' THEN ' key' WHEN 'u' THEN ' unique' ELSE ' index' END
        || CASE WHEN i.partial THEN ' partial' ELSE '' END || ' (' ||
        (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')'
    FROM sqlite_schema t, pragma_index_list(t.name) i
    WHERE t.type = 'table' AND t.name <> 'schema_migration' AND t.name NOT LIKE 'sqlite_%'
    UNION ALL -- the number of the row itself needs no index to be a key
    SELECT t.name || ' key (' || c.name || ')' FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'schema_migration' AND c.pk > 0
        AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i WHERE i.origin = 'pk')
    ORDER BY 1",
    "SELECT line FROM (SELECT t.name || ' (' || group_concat(f.\"from\", ', ') || ') -> ' || f.\"table\" || ' ('
        || group_concat(f.\"to\", ', ') || ') ' || lower(f.on_delete) AS line
    FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
    WHERE t.type = 'table' GROUP BY t.name, f.id) ORDER BY 1",
];

const POSTGRES: Questions = [
    "SELECT c.relname || '.' || a.attname || ' ' || CASE format_type(a.atttypid, -1)
        WHEN 'uuid' THEN 'bytes' WHEN 'bytea' THEN 'bytes' WHEN 'text' THEN 'text'
        WHEN 'bigint' THEN 'number' WHEN 'boolean' THEN 'number' ELSE format_type(a.atttypid, -1) END
        || CASE WHEN a.attnotnull THEN '' ELSE ' null' END
        || COALESCE(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_migration'
    ORDER BY c.relname COLLATE \"C\", a.attnum",
    "SELECT (c.relname || CASE WHEN i.indisprimary THEN ' key' WHEN i.indisunique THEN ' unique' ELSE ' index' END
        || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END || ' (' ||
        (SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (num, n)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num) || ')') COLLATE \"C\"
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'schema_migration' ORDER BY 1",
    "SELECT (c.relname || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n)
            FROM unnest(f.conkey) WITH ORDINALITY k (num, n)
            JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.num)
        || ') -> ' || p.relname || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n)
            FROM unnest(f.confkey) WITH ORDINALITY k (num, n)
            JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.num)
        || ') ' || CASE f.confdeltype WHEN 'c' THEN 'cascade' WHEN 'a' THEN 'no action' END) COLLATE \"C\"
    FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
    WHERE f.contype = 'f' ORDER BY 1",
];

async fn describe(world: &World, questions: Questions) -> String {
    let mut tx = world.read().await;
    let mut text = String::new();
    for (title, sql) in ["columns", "indexes", "references"]
        .into_iter()
        .zip(questions)
    {
        writeln!(text, "{title}").unwrap();
        let lines: Vec<String> = on!(tx, |c| c
            .fetch_all(sql)
            .await
            .map(|rows| rows.iter().map(|row| row.get::<String, _>(0)).collect()))
        .unwrap();
        for line in lines {
            writeln!(text, "  {line}").unwrap();
        }
    }
    text
}
