use super::*;
use crate::{
    Kind, query,
    testing::{World, at, db_test},
};

async fn new_board(tx: &mut Tx, world: &World, name: &str, position: u32) -> Board {
    let id = BoardId::from_uuid(world.seams.uuid());
    let board = Board {
        id,
        org: world.org,
        name: name.to_owned(),
        owner: None,
        shared: true,
        position,
        created_at: at(1),
    };
    insert(tx, &board).await.unwrap();
    board
}

async fn new_column(
    tx: &mut Tx,
    world: &World,
    board: BoardId,
    query: QueryId,
    position: u32,
) -> Column {
    let column = Column {
        id: ColumnId::from_uuid(world.seams.uuid()),
        org: world.org,
        board,
        query,
        name: String::new(),
        position,
        paused: false,
        created_at: at(1),
    };
    insert_column(tx, &column).await.unwrap();
    column
}

db_test! {
    async fn boards_stay_in_the_order_given(world) {
        let mut tx = world.write().await;
        let one = new_board(&mut tx, world, "Un", 0).await;
        let two = new_board(&mut tx, world, "Deux", 1).await;
        assert_eq!(list(&mut tx, world.org).await.unwrap(), [one.clone(), two.clone()]);
        reorder(&mut tx, world.org, &[two.id, one.id]).await.unwrap();
        assert!(rename(&mut tx, world.org, one.id, "Premier").await.unwrap());
        let names: Vec<String> = list(&mut tx, world.org).await.unwrap().into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["Deux", "Premier"]);
        assert!(delete(&mut tx, world.org, two.id).await.unwrap());
        assert_eq!(get(&mut tx, world.org, two.id).await.unwrap(), None);
    }
}

db_test! {
    async fn columns_stay_in_the_order_given(world) {
        let query = world.new_query("a").await;
        let mut tx = world.write().await;
        let board = new_board(&mut tx, world, "Un", 0).await;
        let one = new_column(&mut tx, world, board.id, query, 0).await;
        let two = new_column(&mut tx, world, board.id, query, 1).await;
        assert_eq!(columns(&mut tx, world.org, board.id).await.unwrap(), [one.clone(), two.clone()]);
        reorder_columns(&mut tx, world.org, board.id, &[two.id, one.id]).await.unwrap();
        assert!(rename_column(&mut tx, world.org, one.id, "Glace").await.unwrap());
        assert!(set_paused(&mut tx, world.org, one.id, true).await.unwrap());
        let found = columns(&mut tx, world.org, board.id).await.unwrap();
        assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), [two.id, one.id]);
        assert_eq!(column(&mut tx, world.org, one.id).await.unwrap().as_ref(), Some(&found[1]));
        assert_eq!((found[1].name.as_str(), found[1].paused), ("Glace", true));
        assert!(remove_column(&mut tx, world.org, one.id, at(2)).await.unwrap());
        assert_eq!(columns(&mut tx, world.org, board.id).await.unwrap().len(), 1);
    }
}

db_test! {
    async fn column_goes_with_its_query_or_board(world) {
        let one = world.new_query("a").await;
        let two = world.new_query("b").await;
        let mut tx = world.write().await;
        let board = new_board(&mut tx, world, "Un", 0).await;
        new_column(&mut tx, world, board.id, one, 0).await;
        let kept = new_column(&mut tx, world, board.id, two, 1).await;
        query::delete(&mut tx, world.org, one).await.unwrap();
        assert_eq!(columns(&mut tx, world.org, board.id).await.unwrap(), std::slice::from_ref(&kept));
        delete(&mut tx, world.org, board.id).await.unwrap();
        assert_eq!(column(&mut tx, world.org, kept.id).await.unwrap(), None);
    }
}

db_test! {
    async fn column_without_its_query_is_a_conflict(world) {
        let query = QueryId::from_uuid(world.seams.uuid());
        let mut tx = world.write().await;
        let board = new_board(&mut tx, world, "Un", 0).await;
        let id = ColumnId::from_uuid(world.seams.uuid());
        let name = String::new();
        let column = Column { id, org: world.org, board: board.id, query, name, position: 0, paused: false, created_at: at(1) };
        assert_eq!(insert_column(&mut tx, &column).await.unwrap_err().kind(), Kind::Conflict);
    }
}

db_test! {
    async fn reading_is_each_persons_and_never_goes_back(world) {
        let ada = world.new_member("ada").await.id;
        let bob = world.new_member("bob").await.id;
        let query = world.new_query("a").await;
        let mut tx = world.write().await;
        let board = new_board(&mut tx, world, "Un", 0).await;
        let column = new_column(&mut tx, world, board.id, query, 0).await.id;
        new_column(&mut tx, world, board.id, query, 1).await;
        for (seq, second) in [(5, 10), (9, 20), (7, 30)] {
            set_seen(&mut tx, world.org, ada, &Seen { column, seq, at: at(second) }).await.unwrap();
        }
        assert_eq!(seen(&mut tx, world.org, board.id, ada).await.unwrap(), [Seen { column, seq: 9, at: at(20) }]);
        assert!(seen(&mut tx, world.org, board.id, bob).await.unwrap().is_empty());
    }
}

db_test! {
    async fn what_is_removed_keeps_its_place_and_comes_back(world) {
        let ada = world.new_member("ada").await.id;
        let query = world.new_query("a").await;
        let mut tx = world.write().await;
        let board = new_board(&mut tx, world, "Un", 0).await;
        let one = new_column(&mut tx, world, board.id, query, 0).await;
        let two = new_column(&mut tx, world, board.id, query, 1).await;
        set_paused(&mut tx, world.org, one.id, true).await.unwrap();
        set_seen(&mut tx, world.org, ada, &Seen { column: one.id, seq: 5, at: at(3) }).await.unwrap();
        assert!(remove_column(&mut tx, world.org, one.id, at(10)).await.unwrap());
        assert!(!remove_column(&mut tx, world.org, one.id, at(11)).await.unwrap());
        assert_eq!(column(&mut tx, world.org, one.id).await.unwrap(), None);
        assert_eq!(columns(&mut tx, world.org, board.id).await.unwrap(), std::slice::from_ref(&two));
        assert_eq!(column_order(&mut tx, world.org, board.id).await.unwrap(), [one.id, two.id]);
        assert_eq!(removed_queries(&mut tx, world.org, at(10)).await.unwrap(), []);
        assert_eq!(removed_queries(&mut tx, world.org, at(11)).await.unwrap(), [query]);
        let back = restore_column(&mut tx, world.org, one.id).await.unwrap().unwrap();
        assert_eq!((back.id, back.paused), (one.id, true));
        assert_eq!(restore_column(&mut tx, world.org, one.id).await.unwrap(), None);
        assert_eq!(columns(&mut tx, world.org, board.id).await.unwrap()[0].id, one.id);
        assert_eq!(seen(&mut tx, world.org, board.id, ada).await.unwrap()[0].seq, 5);
    }
}

db_test! {
    async fn removed_board_takes_its_columns_out_of_reach(world) {
        let query = world.new_query("a").await;
        let mut tx = world.write().await;
        let board = new_board(&mut tx, world, "Un", 0).await;
        let kept = new_board(&mut tx, world, "Deux", 1).await;
        let one = new_column(&mut tx, world, board.id, query, 0).await;
        assert!(remove(&mut tx, world.org, board.id, at(10)).await.unwrap());
        assert_eq!(list(&mut tx, world.org).await.unwrap(), std::slice::from_ref(&kept));
        assert_eq!(order(&mut tx, world.org).await.unwrap(), [board.id, kept.id]);
        assert_eq!(get(&mut tx, world.org, board.id).await.unwrap(), None);
        assert_eq!(column(&mut tx, world.org, one.id).await.unwrap(), None);
        assert_eq!(removed_boards(&mut tx, world.org, at(11)).await.unwrap(), [board.id]);
        assert_eq!(removed_queries(&mut tx, world.org, at(11)).await.unwrap(), [query]);
        assert_eq!(restore(&mut tx, world.org, board.id).await.unwrap(), Some(board));
        assert_eq!(column(&mut tx, world.org, one.id).await.unwrap(), Some(one));
        assert_eq!(restore(&mut tx, world.org, kept.id).await.unwrap(), None);
    }
}

db_test! {
    async fn column_moves_to_another_board(world) {
        let query = world.new_query("a").await;
        let mut tx = world.write().await;
        let here = new_board(&mut tx, world, "Un", 0).await;
        let there = new_board(&mut tx, world, "Deux", 1).await;
        let moved = new_column(&mut tx, world, here.id, query, 0).await;
        let known = new_column(&mut tx, world, there.id, query, 0).await;
        reorder_columns(&mut tx, world.org, there.id, &[known.id, moved.id]).await.unwrap();
        assert!(columns(&mut tx, world.org, here.id).await.unwrap().is_empty());
        let found: Vec<ColumnId> = columns(&mut tx, world.org, there.id).await.unwrap().iter().map(|it| it.id).collect();
        assert_eq!(found, [known.id, moved.id]);
    }
}

db_test! {
    async fn private_board_becomes_shared(world) {
        let ada = world.new_member("ada").await.id;
        let mut tx = world.write().await;
        let id = BoardId::from_uuid(world.seams.uuid());
        let name = "Mienne".to_owned();
        let board = Board { id, org: world.org, name, owner: Some(ada), shared: false, position: 0, created_at: at(1) };
        insert(&mut tx, &board).await.unwrap();
        assert_eq!(get(&mut tx, world.org, id).await.unwrap(), Some(board));
        assert!(set_shared(&mut tx, world.org, id, true).await.unwrap());
        assert!(get(&mut tx, world.org, id).await.unwrap().unwrap().shared);
    }
}
