use super::*;
use crate::testing::{at, db_test, execute, on_postgres, on_sqlite, post};

db_test! {
    async fn sound_database_has_no_fault(world) {
        world.save(at(1), &[post("p1", "bonjour")]).await;
        let mut tx = world.read().await;
        assert!(integrity_check(&mut tx).await.unwrap().is_empty());
        assert!(foreign_key_check(&mut tx).await.unwrap().is_empty());
    }
}

db_test! {
    async fn every_table_is_measured(world) {
        let mut tx = world.read().await;
        let sizes = sizes(&mut tx).await.unwrap();
        assert_eq!(sizes.len(), 28, "{sizes:?}");
        assert!(sizes.iter().all(|it| it.bytes > 0), "{sizes:?}");
        assert!(sizes.is_sorted_by_key(|it| std::cmp::Reverse(it.bytes)));
    }
}

#[test]
fn dangling_reference_is_told() {
    on_sqlite(async |world| {
        world.new_member("ada").await;
        let mut tx = world.write().await;
        execute(&mut tx, "PRAGMA defer_foreign_keys = ON").await;
        execute(&mut tx, "DELETE FROM org_counter").await;
        execute(&mut tx, "UPDATE member SET org_id = x'00'").await;
        assert_eq!(
            foreign_key_check(&mut tx).await.unwrap(),
            ["1 rows of `member` point to no `org`"]
        );
    });
}

#[test]
fn sqlite_settings_are_those_we_rest_on() {
    on_sqlite(async |world| {
        let settings = settings(&mut world.read().await).await.unwrap();
        let told: Vec<String> = settings
            .iter()
            .skip(1)
            .map(|it| format!("{}={}", it.name, it.value))
            .collect();
        assert_eq!(
            told.join(" "),
            "journal_mode=wal synchronous=2 foreign_keys=1 secure_delete=1 trusted_schema=0 query_only=1"
        );
    });
}

#[test]
fn postgres_settings_are_told() {
    on_postgres(async |world| {
        let settings = settings(&mut world.read().await).await.unwrap();
        assert_eq!(settings.len(), 8, "{settings:?}");
        assert!(
            settings
                .iter()
                .any(|it| it.name == "server_encoding" && it.value == "UTF8"),
            "{settings:?}"
        );
    });
}
