use super::*;
use crate::{
    Tx,
    testing::{World, at, db_test, post},
};

/// Judges and answers whether it was taken.
async fn judge(
    tx: &mut Tx,
    world: &World,
    query: QueryId,
    post: PostId,
    relevant: bool,
    seconds: i64,
) -> bool {
    let said = Judgement {
        post,
        relevant,
        by: None,
        at: at(seconds),
    };
    set(tx, world.org, query, &said).await.unwrap()
}

async fn told(tx: &mut Tx, world: &World, query: QueryId) -> Vec<(PostId, bool)> {
    let all = recent(tx, world.org, query, 9).await.unwrap();
    all.into_iter().map(|it| (it.post, it.relevant)).collect()
}

db_test! {
    async fn last_word_on_a_post_counts_until_it_is_taken_back(world) {
        let ada = world.new_member("ada").await;
        let query = world.new_query("patinoire").await;
        let one = world.save_new(at(1), &post("p1", "patinoire")).await;
        let two = world.save_new(at(1), &post("p2", "patinoire")).await;
        let mut tx = world.write().await;
        assert!(judge(&mut tx, world, query, one, true, 1).await);
        assert!(judge(&mut tx, world, query, two, true, 2).await);
        let word = Judgement { post: one, relevant: false, by: Some(ada.id), at: at(3) };
        assert!(set(&mut tx, world.org, query, &word).await.unwrap());
        assert_eq!(told(&mut tx, world, query).await, [(one, false), (two, true)]);
        assert_eq!(recent(&mut tx, world.org, query, 1).await.unwrap(), [word]);
        assert!(clear(&mut tx, world.org, query, one).await.unwrap());
        assert!(!clear(&mut tx, world.org, query, one).await.unwrap());
        assert_eq!(told(&mut tx, world, query).await, [(two, true)]);
    }
}

db_test! {
    async fn unknown_query_post_or_house_takes_no_judgement(world) {
        let query = world.new_query("patinoire").await;
        let one = world.save_new(at(1), &post("p1", "patinoire")).await;
        let mut tx = world.write().await;
        let nowhere = PostId::from_uuid(world.seams.uuid());
        assert!(!judge(&mut tx, world, query, nowhere, true, 1).await);
        assert!(!judge(&mut tx, world, QueryId::from_uuid(world.seams.uuid()), one, true, 1).await);
        let said = Judgement { post: one, relevant: true, by: None, at: at(1) };
        assert!(!set(&mut tx, world.org_out_of_reach(), query, &said).await.unwrap());
        assert!(!clear(&mut tx, world.org_out_of_reach(), query, one).await.unwrap());
    }
}

db_test! {
    async fn judgement_goes_with_its_query_and_with_its_post(world) {
        let one = world.new_query("patinoire").await;
        let two = world.new_query("glace").await;
        let said = post("p1", "patinoire de glace");
        let id = world.save_new(at(1), &said).await;
        let mut tx = world.write().await;
        for query in [one, two] {
            assert!(judge(&mut tx, world, query, id, false, 1).await);
        }
        crate::query::delete(&mut tx, world.org, one).await.unwrap();
        assert_eq!(told(&mut tx, world, one).await, []);
        assert_eq!(told(&mut tx, world, two).await, [(id, false)]);
        crate::testing::execute(&mut tx, "DELETE FROM post").await;
        assert_eq!(told(&mut tx, world, two).await, []);
    }
}
