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

/// Three questions, each answered by lines of text in the same form: columns, keys and indexes,
/// references.
type Questions = [&'static str; 3];

const SQLITE: Questions = [
    "SELECT t.name || '.' || c.name || ' ' ||
        CASE c.type WHEN 'BLOB' THEN 'bytes' WHEN 'TEXT' THEN 'text' WHEN 'INTEGER' THEN 'number' ELSE c.type END
        || CASE WHEN c.\"notnull\" THEN '' ELSE ' null' END
        || CASE WHEN c.dflt_value IS NULL THEN '' ELSE ' default ' || lower(c.dflt_value) END
    FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name <> 'schema_migration' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid",
    "SELECT t.name || CASE i.origin WHEN 'pk' THEN ' key' WHEN 'u' THEN ' unique' ELSE ' index' END
        || CASE WHEN i.partial THEN ' partial' ELSE '' END || ' (' ||
        (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')'
    FROM sqlite_schema t, pragma_index_list(t.name) i
    WHERE t.type = 'table' AND t.name <> 'schema_migration' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1",
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
