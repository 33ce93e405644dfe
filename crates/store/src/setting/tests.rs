use super::*;
use crate::testing::db_test;

db_test! {
    async fn setting_is_replaced_and_kept_apart(world) {
        let other = world.new_org().await;
        let mut tx = world.write().await;
        set(&mut tx, world.org, "retention", "1").await.unwrap();
        set(&mut tx, world.org, "retention", r#"{"days":30}"#).await.unwrap();
        set_instance(&mut tx, "retention", "true").await.unwrap();
        set_instance(&mut tx, "retention", "false").await.unwrap();
        assert_eq!(get(&mut tx, world.org, "retention").await.unwrap().as_deref(), Some(r#"{"days":30}"#));
        assert_eq!(get(&mut tx, other, "retention").await.unwrap(), None);
        assert_eq!(get_instance(&mut tx, "retention").await.unwrap().as_deref(), Some("false"));
        assert_eq!(get_instance(&mut tx, "other").await.unwrap(), None);
    }
}
