use super::*;
use crate::{
    Kind, coverage,
    coverage::Interval,
    testing::{at, db_test, post},
};

db_test! {
    async fn source_comes_back_whole(world) {
        let mut source = world.new_source().await;
        let mut tx = world.write().await;
        assert_eq!(get(&mut tx, world.org, source.id).await.unwrap(), Some(source.clone()));
        source.id = SourceId::from_uuid(world.seams.uuid());
        source.last_error = Some("refused".to_owned());
        source.last_reason = Some(FailReason::Forbidden);
        source.last_error_at = Some(at(2));
        source.last_event_at = Some(at(3));
        source.received = 9;
        source.enabled = false;
        insert(&mut tx, &source).await.unwrap();
        assert_eq!(get(&mut tx, world.org, source.id).await.unwrap(), Some(source));
        assert_eq!(list(&mut tx, world.org).await.unwrap().len(), 2);
        assert_eq!(list_all_enabled(&mut tx).await.unwrap().len(), 1);
    }
}

db_test! {
    async fn source_is_changed_only_in_its_organisation(world) {
        let source = world.new_source().await;
        let other = world.new_org().await;
        let mut tx = world.write().await;
        assert!(!rename(&mut tx, other, source.id, "x").await.unwrap());
        assert!(!remove(&mut tx, other, source.id, at(1)).await.unwrap());
        assert!(rename(&mut tx, world.org, source.id, "Le Quotidien").await.unwrap());
        assert!(set_config(&mut tx, world.org, source.id, "{}").await.unwrap());
        assert!(set_enabled(&mut tx, world.org, source.id, false).await.unwrap());
        let found = get(&mut tx, world.org, source.id).await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.config.as_str(), found.enabled), ("Le Quotidien", "{}", false));
    }
}

db_test! {
    async fn checkpoint_is_opaque_and_moves(world) {
        let source = world.new_source().await;
        let mut tx = world.write().await;
        assert_eq!(checkpoint(&mut tx, world.org, source.id).await.unwrap(), None);
        for token in [vec![], vec![0, 255, 7]] {
            let token = Checkpoint(token);
            set_checkpoint(&mut tx, world.org, source.id, &token, at(5)).await.unwrap();
            assert_eq!(checkpoint(&mut tx, world.org, source.id).await.unwrap(), Some(token));
        }
        clear_checkpoint(&mut tx, world.org, source.id).await.unwrap();
        assert_eq!(checkpoint(&mut tx, world.org, source.id).await.unwrap(), None);
    }
}

db_test! {
    async fn checkpoint_of_a_deleted_source_is_a_conflict(world) {
        let unknown = SourceId::from_uuid(world.seams.uuid());
        let mut tx = world.write().await;
        let error = set_checkpoint(&mut tx, world.org, unknown, &Checkpoint(vec![1]), at(5)).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict);
    }
}

db_test! {
    async fn figures_add_up(world) {
        let source = world.new_source().await;
        let mut tx = world.write().await;
        add_received(&mut tx, world.org, source.id, 5, at(20)).await.unwrap();
        add_received(&mut tx, world.org, source.id, 2, at(10)).await.unwrap();
        let found = get(&mut tx, world.org, source.id).await.unwrap().unwrap();
        assert_eq!((found.received, found.last_event_at), (7, Some(at(20))));
    }
}

db_test! {
    async fn drops_are_counted_by_reason(world) {
        let source = world.new_source().await;
        let drop = |reason, n, sample: &str, last_at| Dropped { reason, n, sample: sample.to_owned(), last_at };
        let mut tx = world.write().await;
        for dropped in [
            drop(DropReason::TooLarge, 1, "a\0b", at(1)),
            drop(DropReason::Malformed, 1, "{", at(2)),
            drop(DropReason::Malformed, 3, &"é".repeat(500), at(3)),
        ] {
            count_dropped(&mut tx, world.org, source.id, &dropped).await.unwrap();
        }
        assert_eq!(
            dropped(&mut tx, world.org, source.id).await.unwrap(),
            [
                drop(DropReason::Malformed, 4, &"é".repeat(SAMPLE_CHARS_MAX), at(3)),
                drop(DropReason::TooLarge, 1, "a\u{1a}b", at(1)),
            ]
        );
    }
}

db_test! {
    async fn error_is_noted_and_cleared(world) {
        let source = world.new_source().await;
        let mut tx = world.write().await;
        set_error(&mut tx, world.org, source.id, (FailReason::Unwell, "the feed answers 500"), at(4)).await.unwrap();
        let found = get(&mut tx, world.org, source.id).await.unwrap().unwrap();
        assert_eq!((found.last_error.as_deref(), found.last_error_at), (Some("the feed answers 500"), Some(at(4))));
        assert_eq!(found.last_reason, Some(FailReason::Unwell));
        clear_error(&mut tx, world.org, source.id).await.unwrap();
        assert_eq!(get(&mut tx, world.org, source.id).await.unwrap(), Some(source));
    }
}

db_test! {
    async fn source_put_aside_is_not_listed_and_comes_back_as_it_was(world) {
        let source = world.new_source().await;
        let mut tx = world.write().await;
        set_checkpoint(&mut tx, world.org, source.id, &Checkpoint(vec![1]), at(1)).await.unwrap();
        assert_eq!(restore(&mut tx, world.org, source.id).await.unwrap(), None, "it is there");
        assert!(remove(&mut tx, world.org, source.id, at(2)).await.unwrap());
        assert!(!remove(&mut tx, world.org, source.id, at(3)).await.unwrap(), "once is enough");
        assert_eq!(get(&mut tx, world.org, source.id).await.unwrap(), None);
        assert_eq!(list(&mut tx, world.org).await.unwrap(), []);
        assert_eq!(list_all_enabled(&mut tx).await.unwrap(), []);
        assert_eq!(purge_removed(&mut tx, world.org, at(2)).await.unwrap(), 0);
        assert_eq!(restore(&mut tx, world.org, source.id).await.unwrap(), Some(source.clone()));
        assert_eq!(checkpoint(&mut tx, world.org, source.id).await.unwrap(), Some(Checkpoint(vec![1])));
    }
}

db_test! {
    async fn purged_source_takes_its_ledger_and_leaves_its_posts(world) {
        let source = world.new_source().await;
        let heard = post("p1", "bonjour");
        let mut incoming = world.incoming(&heard);
        incoming.source = Some(source.id);
        let mut tx = world.write().await;
        crate::post::save_many(&mut tx, world.org, at(1), &[incoming]).await.unwrap();
        set_checkpoint(&mut tx, world.org, source.id, &Checkpoint(vec![1]), at(5)).await.unwrap();
        let interval = Interval { from_at: at(0), to_at: at(9) };
        coverage::extend(&mut tx, world.org, source.id, &interval, std::time::Duration::ZERO).await.unwrap();
        assert!(remove(&mut tx, world.org, source.id, at(10)).await.unwrap());
        assert_eq!(purge_removed(&mut tx, world.org, at(11)).await.unwrap(), 1);
        assert_eq!(checkpoint(&mut tx, world.org, source.id).await.unwrap(), None);
        assert!(coverage::intervals(&mut tx, world.org, source.id, at(0), 9).await.unwrap().is_empty());
        let kept = crate::post::find(&mut tx, world.org, &heard.at).await.unwrap().unwrap();
        assert_eq!(kept.source, Some(source.id));
    }
}
