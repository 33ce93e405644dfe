use super::*;
use crate::{
    Kind, member, org,
    testing::{at, db_test, execute, on_postgres, on_sqlite, soon},
};

db_test! {
    async fn opened_again_it_keeps_everything(world) {
        world.new_member("ada").await;
        let again = Db::open(&Config { url: world.url.clone(), readers: 1 }).await.unwrap();
        let mut tx = again.read().await.unwrap();
        assert_eq!(member::count(&mut tx).await.unwrap(), 1);
        drop(tx);
        again.close().await;
    }
}

db_test! {
    async fn dropped_transaction_leaves_nothing(world) {
        let mut tx = world.write().await;
        execute(&mut tx, "DELETE FROM org_counter").await;
        execute(&mut tx, "DELETE FROM org").await;
        assert!(org::list(&mut tx).await.unwrap().is_empty());
        drop(tx);
        let mut tx = world.write().await;
        assert_eq!(org::list(&mut tx).await.unwrap().len(), 1);
    }
}

db_test! {
    async fn reader_sees_one_moment(world) {
        let mut reader = world.read().await;
        assert_eq!(member::count(&mut reader).await.unwrap(), 0);
        world.new_member("ada").await;
        assert_eq!(member::count(&mut reader).await.unwrap(), 0);
        drop(reader);
        assert_eq!(member::count(&mut world.read().await).await.unwrap(), 1);
    }
}

db_test! {
    async fn reader_cannot_write(world) {
        let mut reader = world.read().await;
        let error = member::set_password(&mut reader, world.org, world.new_member("ada").await.id, "x").await;
        error.unwrap_err();
    }
}

db_test! {
    async fn writers_at_once_take_turns(world) {
        let write = async |name: &str| {
            for n in 0..5 {
                world.new_member(&format!("{name}{n}")).await;
            }
        };
        soon(async { tokio::join!(write("ada"), write("bob"), write("cleo"), write("dan"), write("eve")) }).await;
        assert_eq!(member::count(&mut world.read().await).await.unwrap(), 25);
    }
}

db_test! {
    async fn newer_schema_is_refused(world) {
        let mut tx = world.write().await;
        execute(&mut tx, "INSERT INTO schema_migration (version, name, checksum) VALUES (999, '0999_later', 0)").await;
        tx.commit().await.unwrap();
        let error = Db::open(&Config { url: world.url.clone(), readers: 1 }).await.err().unwrap();
        assert_eq!(error.kind(), Kind::SchemaTooNew);
        assert_eq!(
            error.to_string(),
            format!("the database has schema 999, this program knows up to {}: use a newer program", crate::schema_version())
        );
    }
}

db_test! {
    async fn changed_migration_is_refused(world) {
        let mut tx = world.write().await;
        execute(&mut tx, "UPDATE schema_migration SET checksum = checksum + 1").await;
        tx.commit().await.unwrap();
        let error = Db::open(&Config { url: world.url.clone(), readers: 1 }).await.err().unwrap();
        assert!(matches!(error, Error::MigrationChanged { version: 1 }), "{error}");
    }
}

#[test]
fn postgres_limits_are_in_force() {
    on_postgres(async |world| {
        const SQL: &str =
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),
            current_setting('idle_in_transaction_session_timeout')";
        let Conn::Postgres(mut tx) = world.write().await.0 else {
            unreachable!()
        };
        let limits: (String, String, String) =
            sqlx::query_as(SQL).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(
            limits,
            ("30s".to_owned(), "10s".to_owned(), "1min".to_owned())
        );
    });
}

/// The tests' server runs without fsync, which a real operator has to hear about.
#[test]
fn postgres_without_fsync_is_told() {
    on_postgres(async |world| {
        const SQL: &str = "SELECT COUNT(*) FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'";
        let Conn::Postgres(mut tx) = world.read().await.0 else {
            unreachable!()
        };
        let (n_off,): (i64,) = sqlx::query_as(SQL).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(i64::try_from(world.db.warnings().len()).unwrap(), n_off);
    });
}

#[test]
fn sqlite_has_no_warnings() {
    on_sqlite(async |world| assert!(world.db.warnings().is_empty()));
}

#[cfg(unix)]
#[test]
fn sqlite_files_are_private() {
    use std::os::unix::fs::PermissionsExt;
    on_sqlite(async |world| {
        world.new_member("ada").await;
        let path = sqlite::path(&world.url).unwrap();
        for suffix in ["", "-wal", "-shm"] {
            let mode = std::fs::metadata(format!("{}{suffix}", path.display()))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o077, 0, "{suffix}");
        }
    });
}

fn open_error(url: &str) -> Error {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime
        .block_on(Db::open(&Config {
            url: url.to_owned(),
            readers: 1,
        }))
        .err()
        .unwrap()
}

#[test]
fn file_that_is_no_database_is_corrupt() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vigie.db");
    std::fs::write(&path, "not a database ".repeat(1000)).unwrap();
    assert_eq!(
        open_error(&format!("sqlite:{}", path.display())).kind(),
        Kind::Corrupt
    );
}

#[test]
fn folder_that_does_not_exist_is_refused() {
    let error = open_error("sqlite:/nowhere/at/all/vigie.db");
    assert_eq!(error.kind(), Kind::Refused);
    assert_eq!(
        error.to_string(),
        "could not create the database file `/nowhere/at/all/vigie.db`"
    );
}

#[test]
fn other_addresses_are_refused() {
    for url in [
        "",
        "sqlite:",
        "mysql://root@localhost/vigie",
        "vigie.db",
        "postgres:",
    ] {
        let error = open_error(url);
        assert!(matches!(error, Error::Address), "{url}: {error}");
        assert_eq!(error.kind(), Kind::Refused);
    }
}

#[test]
fn moment_is_kept_to_the_microsecond() {
    on_sqlite(async |world| {
        let mut tx = world.read().await;
        assert_eq!(
            org::get(&mut tx, world.org)
                .await
                .unwrap()
                .unwrap()
                .created_at,
            at(0)
        );
    });
}

#[test]
fn new_file_may_be_opened_by_several_at_once() {
    on_sqlite(async |world| {
        for n in 0..20 {
            let config = Config {
                url: format!("{}-{n}", world.url),
                readers: 1,
            };
            let open = || Db::open(&config);
            let opened = soon(async { tokio::join!(open(), open(), open(), open()) }).await;
            for db in <[_; 4]>::from(opened) {
                db.unwrap().close().await;
            }
        }
    });
}

#[test]
fn two_programs_starting_at_once_migrate_once() {
    let open_twice = async |url: String| {
        let config = Config { url, readers: 1 };
        let (one, two) = soon(async { tokio::join!(Db::open(&config), Db::open(&config)) }).await;
        for db in [one.unwrap(), two.unwrap()] {
            assert!(
                org::list(&mut db.read().await.unwrap())
                    .await
                    .unwrap()
                    .is_empty()
            );
            db.close().await;
        }
    };
    on_sqlite(async |world| open_twice(format!("{}2", world.url)).await);
    on_postgres(async |world| {
        let mut tx = world.write().await;
        execute(&mut tx, "DROP SCHEMA public CASCADE").await;
        execute(&mut tx, "CREATE SCHEMA public").await;
        tx.commit().await.unwrap();
        open_twice(world.url.clone()).await;
    });
}
