use super::*;
use crate::testing::{House, house, post};
use model::Locale;

async fn new_column(house: &House, name: &str) -> ColumnId {
    house
        .engine
        .column_add(&house.actor, house.board, name, name)
        .await
        .unwrap()
}

async fn shown(house: &House, board: BoardId) -> Vec<String> {
    let view = house
        .engine
        .board(&house.actor, Some(board), Locale::Fr)
        .await
        .unwrap();
    view.columns.into_iter().map(|it| it.title).collect()
}

async fn tabs(house: &House, actor: &Actor) -> Vec<String> {
    let boards = house.engine.boards(actor).await.unwrap();
    boards.into_iter().map(|it| it.name).collect()
}

/// A colleague of the house's administrator.
async fn colleague(house: &House) -> Actor {
    let asked = crate::NewMember {
        login: "hugo".to_owned(),
        name: "Hugo".to_owned(),
        role: Role::Editor,
        password: "another long phrase".to_owned(),
    };
    let member = house.engine.member_add(&house.actor, asked).await.unwrap();
    Actor {
        member,
        role: Role::Editor,
        ..house.actor
    }
}

#[test]
fn what_is_moved_stands_where_it_was_put_and_hidden_ones_keep_their_neighbours() {
    let order = [1, 90, 2, 3, 91];
    let seen = [1, 2, 3];
    assert_eq!(moved(&order, &seen, 3, 0), [3, 1, 90, 2, 91]);
    assert_eq!(moved(&order, &seen, 1, 1), [90, 2, 1, 3, 91]);
    assert_eq!(moved(&order, &seen, 1, 9), [90, 2, 3, 91, 1]);
    assert_eq!(moved(&order, &seen, 2, 1), [1, 90, 2, 3, 91]);
    assert_eq!(moved(&order, &seen, 7, 1), [1, 90, 7, 2, 3, 91]);
}

#[tokio::test]
async fn private_board_is_its_owners_alone_until_it_is_shared() {
    let house = house(crate::Keep::All).await;
    let hugo = colleague(&house).await;
    let engine = &house.engine;
    let mine = engine.board_add(&hugo, "Mienne", false).await.unwrap();
    let column = engine
        .column_add(&hugo, mine, "Colis", "colis")
        .await
        .unwrap();
    assert_eq!(tabs(&house, &hugo).await, ["Ville", "Mienne"]);
    assert_eq!(tabs(&house, &house.actor).await, ["Ville"]);
    let actor = &house.actor;
    for denied in [
        engine.board_rename(actor, mine, "x").await,
        engine.board_move(actor, mine, 0).await,
        engine.board_remove(actor, mine).await,
        engine.pause_all(actor, mine, true).await,
        engine.column_pause(actor, column, true).await,
        engine.column_move(actor, column, house.board, 0).await,
        engine.column_remove(actor, column).await.map(drop),
        engine.mark_seen(actor, column, 1).await,
        engine.older(actor, column, 9, Locale::Fr).await.map(drop),
        engine.live(actor, mine, 0, Locale::Fr).await.map(drop),
        engine.board(actor, Some(mine), Locale::Fr).await.map(drop),
    ] {
        assert!(matches!(denied, Err(Error::NotFound)), "{denied:?}");
    }
    engine.board_share(&hugo, mine, true).await.unwrap();
    assert_eq!(tabs(&house, actor).await, ["Ville", "Mienne"]);
    let taken = engine.board_share(actor, mine, false).await;
    assert!(matches!(taken, Err(Error::Invalid { field: "board", .. })));
}

#[tokio::test]
async fn last_board_cannot_go() {
    let house = house(crate::Keep::All).await;
    let engine = &house.engine;
    let is_last = |it| matches!(it, Err(Error::Invalid { field: "board", .. }));
    assert!(is_last(
        engine.board_remove(&house.actor, house.board).await
    ));
    let mine = engine.board_add(&house.actor, "Mienne", false).await;
    // Others would have none left.
    assert!(is_last(
        engine.board_remove(&house.actor, house.board).await
    ));
    assert!(is_last(
        engine.board_share(&house.actor, house.board, false).await
    ));
    let mine = mine.unwrap();
    engine.board_remove(&house.actor, mine).await.unwrap();
    engine.board_restore(&house.actor, mine).await.unwrap();
    assert_eq!(tabs(&house, &house.actor).await, ["Ville", "Mienne"]);
    engine.board_move(&house.actor, mine, 0).await.unwrap();
    assert_eq!(tabs(&house, &house.actor).await, ["Mienne", "Ville"]);
}

#[tokio::test]
async fn columns_move_within_a_board_and_to_another() {
    let house = house(crate::Keep::All).await;
    let engine = &house.engine;
    let one = new_column(&house, "un").await;
    new_column(&house, "deux").await;
    let three = new_column(&house, "trois").await;
    engine
        .column_move(&house.actor, three, house.board, 0)
        .await
        .unwrap();
    assert_eq!(shown(&house, house.board).await, ["trois", "un", "deux"]);
    let there = engine.board_add(&house.actor, "Là", true).await.unwrap();
    engine
        .column_move(&house.actor, one, there, 5)
        .await
        .unwrap();
    assert_eq!(shown(&house, house.board).await, ["trois", "deux"]);
    assert_eq!(shown(&house, there).await, ["un"]);
}

#[tokio::test]
async fn removed_column_comes_back_as_it_was_with_what_matched_meanwhile() {
    let house = house(crate::Keep::All).await;
    let engine = &house.engine;
    let id = new_column(&house, "colis").await;
    new_column(&house, "musée").await;
    engine.column_pause(&house.actor, id, true).await.unwrap();
    engine.mark_seen(&house.actor, id, 7).await.unwrap();
    engine.column_remove(&house.actor, id).await.unwrap();
    assert_eq!(shown(&house, house.board).await, ["musée"]);
    house.hear(vec![post("p1", "un colis")]).await;
    engine.column_restore(&house.actor, id).await.unwrap();
    assert_eq!(shown(&house, house.board).await, ["colis", "musée"]);
    let column = engine.column(&house.actor, id, Locale::Fr).await.unwrap();
    assert!(column.paused);
    assert_eq!(column.seen.map(|it| it.seq), Some(7));
    assert_eq!(column.mentions.len(), 1);
}

#[tokio::test]
async fn what_was_removed_a_day_ago_is_deleted_and_matches_no_more() {
    let house = house(crate::Keep::Matched).await;
    let engine = &house.engine;
    let hour = std::time::Duration::from_secs(3_600);
    let id = new_column(&house, "colis").await;
    let board = engine.board_add(&house.actor, "Autre", true).await.unwrap();
    engine
        .column_add(&house.actor, board, "musée", "musée")
        .await
        .unwrap();
    let held = async || {
        let mut tx = engine.db.read().await.unwrap();
        store::post::count(&mut tx, house.actor.org).await.unwrap()
    };
    engine.column_remove(&house.actor, id).await.unwrap();
    engine.board_remove(&house.actor, board).await.unwrap();
    house.clock.advance(23 * hour);
    engine.purge().await.unwrap();
    house
        .hear(vec![post("p1", "un colis"), post("p2", "un musée")])
        .await;
    assert_eq!(held().await, 2, "they go on matching for a day");
    house.clock.advance(2 * hour);
    engine.purge().await.unwrap();
    house
        .hear(vec![post("p3", "un colis"), post("p4", "un musée")])
        .await;
    assert_eq!(held().await, 2);
    for gone in [
        engine.column_restore(&house.actor, id).await.map(drop),
        engine.board_restore(&house.actor, board).await,
    ] {
        assert!(matches!(gone, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn pausing_all_pauses_each() {
    let house = house(crate::Keep::All).await;
    new_column(&house, "un").await;
    new_column(&house, "deux").await;
    for paused in [true, false] {
        house
            .engine
            .pause_all(&house.actor, house.board, paused)
            .await
            .unwrap();
        let view = house
            .engine
            .board(&house.actor, Some(house.board), Locale::Fr)
            .await
            .unwrap();
        assert!(view.columns.iter().all(|it| it.paused == paused));
    }
}
