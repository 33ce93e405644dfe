use super::*;
use crate::testing::{at, db_test};

fn visit(from: i64, to: i64) -> Visit {
    Visit {
        from_at: at(from),
        to_at: at(to),
    }
}

db_test! {
    async fn visit_gets_longer_until_its_person_leaves(world) {
        let ada = world.new_member("ada").await.id;
        let mut tx = world.write().await;
        // Thirty seconds away are a new visit; a clock that goes back changes nothing.
        for seconds in [0, 20, 45, 44, 80, 80] {
            note(&mut tx, world.org, ada, at(seconds), at(seconds - 30)).await.unwrap();
        }
        assert_eq!(of(&mut tx, world.org, ada, 9).await.unwrap(), [visit(80, 80), visit(0, 45)]);
        assert_eq!(of(&mut tx, world.org, ada, 1).await.unwrap(), [visit(80, 80)]);
    }
}

db_test! {
    async fn visits_of_all_are_told_and_forgotten(world) {
        let ada = world.new_member("ada").await.id;
        let bob = world.new_member("bob").await.id;
        let mut tx = world.write().await;
        for (who, seconds) in [(ada, 0), (bob, 50), (ada, 100)] {
            note(&mut tx, world.org, who, at(seconds), at(seconds - 30)).await.unwrap();
        }
        assert_eq!(since(&mut tx, world.org, at(50), 9).await.unwrap(), [visit(50, 50), visit(100, 100)]);
        assert_eq!(purge(&mut tx, world.org, at(100)).await.unwrap(), 2);
        assert_eq!(of(&mut tx, world.org, ada, 9).await.unwrap(), [visit(100, 100)]);
        crate::member::remove(&mut tx, world.org, ada).await.unwrap();
        assert!(since(&mut tx, world.org, at(0), 9).await.unwrap().is_empty());
    }
}
