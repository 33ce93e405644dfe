//! The same questions to the full-text indexes of the two databases, over folded texts.

use std::path::Path;

use query::{Expr, Needle};
use sqlx::{
    Connection as _, Executor as _, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use crate::{Measured, at, measure, pages, say, share, tell, workload::World};

#[expect(
    clippy::disallowed_methods,
    reason = "only the bench knows of this server"
)]
pub(crate) fn compare(
    world: &World,
    n_posts: usize,
    exprs: &[Expr],
    ours: &Measured,
    folder: &Path,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let file = folder.join("fts.db");
    let mut sqlite = runtime.block_on(fill_sqlite(world, n_posts, &file));
    let fts = measure(exprs, |expr| {
        const SQL: &str =
            "SELECT at / 86400000000, COUNT(*) FROM fts JOIN post ON post.rowid = fts.rowid
            WHERE fts MATCH $1 GROUP BY 1";
        let asked = sqlx::query_as(SQL).bind(fts5(expr));
        let bars: Vec<(i64, i64)> = runtime
            .block_on(asked.fetch_all(&mut sqlite))
            .expect("an answer of SQLite");
        bars.iter().map(|(_, n)| n.unsigned_abs()).sum()
    });
    tell("SQLite FTS5", &fts);
    let nothing = measure(exprs, |_| {
        runtime
            .block_on(sqlx::query_scalar::<_, i64>("SELECT 0").fetch_one(&mut sqlite))
            .map_or(0, i64::unsigned_abs)
    });
    tell("  of it, to ask SQLite for nothing", &nothing);
    faster("SQLite FTS5", ours, &fts);
    let Ok(url) = std::env::var("VIGIE_TEST_POSTGRES") else {
        say("PostgreSQL GIN: left out, VIGIE_TEST_POSTGRES names no server");
        return;
    };
    let mut postgres = runtime.block_on(fill_postgres(world, n_posts, &url));
    let gin = measure(exprs, |expr| {
        const SQL: &str = "SELECT at / 86400000000, COUNT(*) FROM archive_bench
            WHERE words @@ $1::tsquery GROUP BY 1";
        let asked = sqlx::query_as(SQL).bind(tsquery(expr));
        let bars: Vec<(i64, i64)> = runtime
            .block_on(asked.fetch_all(&mut postgres))
            .expect("an answer of PostgreSQL");
        bars.iter().map(|(_, n)| n.unsigned_abs()).sum()
    });
    tell("PostgreSQL GIN", &gin);
    let nothing = measure(exprs, |_| {
        runtime
            .block_on(sqlx::query_scalar::<_, i64>("SELECT 0::bigint").fetch_one(&mut postgres))
            .map_or(0, i64::unsigned_abs)
    });
    tell("  of it, to ask PostgreSQL for nothing", &nothing);
    faster("PostgreSQL GIN", ours, &gin);
    let _ = runtime.block_on(postgres.execute("DROP TABLE archive_bench"));
}

fn faster(what: &str, ours: &Measured, other: &Measured) {
    let pairs = ours.per_query.iter().zip(&other.per_query);
    let ratios: Vec<f64> = pairs.map(|(ours, other)| other / ours).collect();
    let alike = ours.counts.iter().zip(&other.counts);
    let alike = alike.filter(|(a, b)| a.abs_diff(**b) <= **a / 50).count();
    say(&format!(
        "  ours is {:.1} times as fast as {what} (median of queries; a tenth of them {:.1} and less, a tenth {:.1} and more), {alike} of {} answers alike within 2 %",
        share(&ratios, 0.5),
        share(&ratios, 0.1),
        share(&ratios, 0.9),
        ratios.len()
    ));
}

async fn fill_sqlite(world: &World, n_posts: usize, file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal);
    let mut sqlite = SqliteConnection::connect_with(&options)
        .await
        .expect("a file");
    sqlite
        .execute(
            "PRAGMA cache_size = -400000; CREATE TABLE post (at INTEGER NOT NULL);
            CREATE VIRTUAL TABLE fts USING fts5(text, content='', tokenize='unicode61');",
        )
        .await
        .expect("tables");
    for (first, lines) in pages(world, n_posts) {
        let mut tx = sqlite.begin().await.expect("a transaction");
        for (number, line) in (first..).zip(&lines) {
            let rowid = number as i64 + 1;
            let saved = sqlx::query("INSERT INTO post (rowid, at) VALUES ($1, $2)")
                .bind(rowid)
                .bind(at(number, n_posts));
            saved.execute(&mut *tx).await.expect("saved");
            let indexed = sqlx::query("INSERT INTO fts (rowid, text) VALUES ($1, $2)")
                .bind(rowid)
                .bind(text::fold(&line.text));
            indexed.execute(&mut *tx).await.expect("indexed");
        }
        tx.commit().await.expect("committed");
    }
    sqlite
        .execute("INSERT INTO fts (fts) VALUES ('optimize'); ANALYZE;")
        .await
        .expect("optimised");
    sqlite
}

async fn fill_postgres(world: &World, n_posts: usize, url: &str) -> PgConnection {
    let mut postgres = PgConnection::connect(url).await.expect("a server");
    postgres
        .execute("DROP TABLE IF EXISTS archive_bench; CREATE UNLOGGED TABLE archive_bench (at BIGINT NOT NULL, words TSVECTOR NOT NULL)")
        .await
        .expect("a table");
    for (first, lines) in pages(world, n_posts) {
        let (mut ats, mut texts) = (Vec::new(), Vec::new());
        for (number, line) in (first..).zip(&lines) {
            ats.push(at(number, n_posts));
            texts.push(text::fold(&line.text));
        }
        sqlx::query(
            "INSERT INTO archive_bench SELECT at, to_tsvector('simple', text)
            FROM UNNEST($1::bigint[], $2::text[]) AS it (at, text)",
        )
        .bind(ats)
        .bind(texts)
        .execute(&mut postgres)
        .await
        .expect("indexed");
    }
    postgres
        .execute("CREATE INDEX ON archive_bench USING GIN (words); ANALYZE archive_bench")
        .await
        .expect("an index");
    postgres
}

/// The one word of a term, as the bench's queries have them.
fn word(expr: &Expr) -> Option<&str> {
    let Expr::Term(term) = expr else { return None };
    match term.atoms() {
        [query::Atom::Word(Needle::Whole(word))] => Some(word),
        _ => None,
    }
}

fn fts5(expr: &Expr) -> String {
    let list = |parts: &[&Expr], sign: &str| {
        let parts: Vec<String> = parts.iter().map(|it| fts5(it)).collect();
        format!("({})", parts.join(sign))
    };
    match expr {
        Expr::And(parts) => {
            let (not, asked): (Vec<&Expr>, Vec<&Expr>) =
                parts.iter().partition(|it| matches!(it, Expr::Not(_)));
            let excluded: String = not.iter().map(|it| fts5(it)).collect();
            format!("({}{excluded})", list(&asked, " AND "))
        }
        Expr::Or(parts) => list(&parts.iter().collect::<Vec<_>>(), " OR "),
        Expr::Not(inner) => format!(" NOT {}", fts5(inner)),
        other => format!("\"{}\"", word(other).unwrap_or_default()),
    }
}

fn tsquery(expr: &Expr) -> String {
    let list = |parts: &[Expr], sign: &str| {
        let parts: Vec<String> = parts.iter().map(tsquery).collect();
        format!("({})", parts.join(sign))
    };
    match expr {
        Expr::And(parts) => list(parts, " & "),
        Expr::Or(parts) => list(parts, " | "),
        Expr::Not(inner) => format!("!({})", tsquery(inner)),
        other => format!("'{}'", word(other).unwrap_or_default()),
    }
}
