//! Boards and their columns, in the order people put them, and how far each person has read.
//!
//! What a person removes is only marked: it keeps its place for the day it can be brought back, and
//! nothing but [`restore`], [`restore_column`] and what deletes it for good sees it.

use jiff::Timestamp;
use model::{BoardId, ColumnId, MemberId, OrgId, QueryId};

use crate::{
    Tx,
    column::{clean, figure, micros},
    error::Result,
};

record! {
    pub struct Board {
        pub id: BoardId,
        pub org: OrgId,
        pub name: String,
        /// Who made it, while they are here.
        pub owner: Option<MemberId>,
        /// Otherwise only its owner sees it.
        pub shared: bool,
        pub position: u32,
        pub created_at: Timestamp,
    }
}

record! {
    /// A live view on a query.
    pub struct Column {
        pub id: ColumnId,
        pub org: OrgId,
        pub board: BoardId,
        pub query: QueryId,
        /// Empty: the query's name is shown.
        pub name: String,
        pub position: u32,
        pub paused: bool,
        pub created_at: Timestamp,
    }
}

record! {
    /// How far a person has read a column.
    pub struct Seen {
        pub column: ColumnId,
        pub seq: u64,
        pub at: Timestamp,
    }
}

macro_rules! boards {
    () => {
        "SELECT id, org_id AS org, name, owner_id AS owner, shared, position, created_at FROM board"
    };
}

macro_rules! columns {
    () => {
        "id, org_id AS org, board_id AS board, query_id AS query, name, position, paused, created_at"
    };
}

/// # Errors
/// Conflict when the id is taken or the organisation does not exist.
pub async fn insert(tx: &mut Tx, board: &Board) -> Result<()> {
    const SQL: &str = "INSERT INTO board (org_id, id, name, position, created_at, owner_id, shared)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    run!(
        tx,
        "insert a board",
        SQL,
        board.org.as_uuid(),
        board.id.as_uuid(),
        clean(&board.name),
        i64::from(board.position),
        micros(board.created_at),
        board.owner.map(MemberId::as_uuid),
        board.shared
    )
    .map(drop)
}

/// All of an organisation, in their order.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, org: OrgId) -> Result<Vec<Board>> {
    const SQL: &str = concat!(
        boards!(),
        " WHERE org_id = $1 AND removed_at IS NULL ORDER BY position, created_at, id"
    );
    rows!(tx, "list boards", SQL, org.as_uuid())
}

/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, org: OrgId, id: BoardId) -> Result<Option<Board>> {
    const SQL: &str = concat!(
        boards!(),
        " WHERE org_id = $1 AND id = $2 AND removed_at IS NULL"
    );
    row!(tx, "get a board", SQL, org.as_uuid(), id.as_uuid())
}

/// Answers whether the board exists.
///
/// # Errors
/// When the database fails.
pub async fn rename(tx: &mut Tx, org: OrgId, id: BoardId, name: &str) -> Result<bool> {
    const SQL: &str = "UPDATE board SET name = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "rename a board",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        clean(name)
    )? == 1)
}

/// Answers whether the board exists.
///
/// # Errors
/// When the database fails.
pub async fn set_shared(tx: &mut Tx, org: OrgId, id: BoardId, shared: bool) -> Result<bool> {
    const SQL: &str = "UPDATE board SET shared = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "share a board",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        shared
    )? == 1)
}

/// The order of all boards, those removed included: they keep their place among the others.
///
/// # Errors
/// When the database fails.
pub async fn order(tx: &mut Tx, org: OrgId) -> Result<Vec<BoardId>> {
    const SQL: &str = "SELECT id FROM board WHERE org_id = $1 ORDER BY position, created_at, id";
    ids!(tx, "list the order of boards", SQL, org.as_uuid())
        .map(|ids| ids.into_iter().map(BoardId::from_uuid).collect())
}

/// Puts boards in the order given; those not named keep their place.
///
/// # Errors
/// When the database fails.
pub async fn reorder(tx: &mut Tx, org: OrgId, ids: &[BoardId]) -> Result<()> {
    const SQL: &str = "UPDATE board SET position = $3 WHERE org_id = $1 AND id = $2";
    for (position, id) in (0_i64..).zip(ids) {
        run!(
            tx,
            "reorder boards",
            SQL,
            org.as_uuid(),
            id.as_uuid(),
            position
        )
        .map(drop)?;
    }
    Ok(())
}

/// Puts a board aside with its columns; answers whether it was there.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, org: OrgId, id: BoardId, at: Timestamp) -> Result<bool> {
    const SQL: &str =
        "UPDATE board SET removed_at = $3 WHERE org_id = $1 AND id = $2 AND removed_at IS NULL";
    Ok(run!(
        tx,
        "remove a board",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        micros(at)
    )? == 1)
}

/// Brings a board back; answers it, or `None` when it was not put aside (any more).
///
/// # Errors
/// When the database fails.
pub async fn restore(tx: &mut Tx, org: OrgId, id: BoardId) -> Result<Option<Board>> {
    const SQL: &str = "UPDATE board SET removed_at = NULL WHERE org_id = $1 AND id = $2 AND removed_at IS NOT NULL";
    if run!(tx, "restore a board", SQL, org.as_uuid(), id.as_uuid())? == 0 {
        Ok(None)
    } else {
        get(tx, org, id).await
    }
}

/// Deletes a board with its columns; answers whether it existed.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, org: OrgId, id: BoardId) -> Result<bool> {
    const SQL: &str = "DELETE FROM board WHERE org_id = $1 AND id = $2";
    Ok(run!(tx, "delete a board", SQL, org.as_uuid(), id.as_uuid())? == 1)
}

/// # Errors
/// Conflict when the id is taken, or the board or the query does not exist.
pub async fn insert_column(tx: &mut Tx, column: &Column) -> Result<()> {
    const SQL: &str = "INSERT INTO board_column (org_id, id, board_id, query_id, name, position, paused, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    run!(
        tx,
        "insert a column",
        SQL,
        column.org.as_uuid(),
        column.id.as_uuid(),
        column.board.as_uuid(),
        column.query.as_uuid(),
        clean(&column.name),
        i64::from(column.position),
        column.paused,
        micros(column.created_at)
    )
    .map(drop)
}

/// The columns of a board, in their order.
///
/// # Errors
/// When the database fails.
pub async fn columns(tx: &mut Tx, org: OrgId, board: BoardId) -> Result<Vec<Column>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM board_column WHERE org_id = $1 AND board_id = $2 AND removed_at IS NULL
        ORDER BY position, created_at, id"
    );
    rows!(tx, "list columns", SQL, org.as_uuid(), board.as_uuid())
}

/// # Errors
/// When the database fails.
pub async fn column(tx: &mut Tx, org: OrgId, id: ColumnId) -> Result<Option<Column>> {
    const SQL: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM board_column WHERE org_id = $1 AND id = $2 AND removed_at IS NULL
        AND board_id IN (SELECT id FROM board WHERE org_id = $1 AND removed_at IS NULL)"
    );
    row!(tx, "get a column", SQL, org.as_uuid(), id.as_uuid())
}

/// Answers whether the column exists. An empty name shows the query's.
///
/// # Errors
/// When the database fails.
pub async fn rename_column(tx: &mut Tx, org: OrgId, id: ColumnId, name: &str) -> Result<bool> {
    const SQL: &str = "UPDATE board_column SET name = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "rename a column",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        clean(name)
    )? == 1)
}

/// The order of all columns of a board, those removed included: they keep their place.
///
/// # Errors
/// When the database fails.
pub async fn column_order(tx: &mut Tx, org: OrgId, board: BoardId) -> Result<Vec<ColumnId>> {
    const SQL: &str = "SELECT id FROM board_column WHERE org_id = $1 AND board_id = $2
        ORDER BY position, created_at, id";
    ids!(
        tx,
        "list the order of columns",
        SQL,
        org.as_uuid(),
        board.as_uuid()
    )
    .map(|ids| ids.into_iter().map(ColumnId::from_uuid).collect())
}

/// Puts the columns named on a board, in the order given, wherever they were; others keep their
/// place.
///
/// # Errors
/// Conflict when the board does not exist.
pub async fn reorder_columns(
    tx: &mut Tx,
    org: OrgId,
    board: BoardId,
    ids: &[ColumnId],
) -> Result<()> {
    const SQL: &str =
        "UPDATE board_column SET board_id = $2, position = $4 WHERE org_id = $1 AND id = $3";
    for (position, id) in (0_i64..).zip(ids) {
        run!(
            tx,
            "reorder columns",
            SQL,
            org.as_uuid(),
            board.as_uuid(),
            id.as_uuid(),
            position
        )
        .map(drop)?;
    }
    Ok(())
}

/// Answers whether the column exists.
///
/// # Errors
/// When the database fails.
pub async fn set_paused(tx: &mut Tx, org: OrgId, id: ColumnId, paused: bool) -> Result<bool> {
    const SQL: &str = "UPDATE board_column SET paused = $3 WHERE org_id = $1 AND id = $2";
    Ok(run!(
        tx,
        "pause a column",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        paused
    )? == 1)
}

/// Puts a column aside with its pause and what people have read; answers whether it was there. Its
/// query goes on matching.
///
/// # Errors
/// When the database fails.
pub async fn remove_column(tx: &mut Tx, org: OrgId, id: ColumnId, at: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE board_column SET removed_at = $3 WHERE org_id = $1 AND id = $2 AND removed_at IS NULL";
    Ok(run!(
        tx,
        "remove a column",
        SQL,
        org.as_uuid(),
        id.as_uuid(),
        micros(at)
    )? == 1)
}

/// Brings a column back; answers it, or `None` when it was not put aside (any more) or its board is
/// gone.
///
/// # Errors
/// When the database fails.
pub async fn restore_column(tx: &mut Tx, org: OrgId, id: ColumnId) -> Result<Option<Column>> {
    const SQL: &str = "UPDATE board_column SET removed_at = NULL
        WHERE org_id = $1 AND id = $2 AND removed_at IS NOT NULL
        AND board_id IN (SELECT id FROM board WHERE org_id = $1 AND removed_at IS NULL)";
    if run!(tx, "restore a column", SQL, org.as_uuid(), id.as_uuid())? == 0 {
        Ok(None)
    } else {
        column(tx, org, id).await
    }
}

/// Boards put aside before `before`.
///
/// # Errors
/// When the database fails.
pub async fn removed_boards(tx: &mut Tx, org: OrgId, before: Timestamp) -> Result<Vec<BoardId>> {
    const SQL: &str = "SELECT id FROM board WHERE org_id = $1 AND removed_at < $2 ORDER BY id";
    ids!(
        tx,
        "find boards removed for good",
        SQL,
        org.as_uuid(),
        micros(before)
    )
    .map(|ids| ids.into_iter().map(BoardId::from_uuid).collect())
}

/// The queries of columns put aside before `before`, themselves or with their board. Deleting a query
/// deletes its column.
///
/// # Errors
/// When the database fails.
pub async fn removed_queries(tx: &mut Tx, org: OrgId, before: Timestamp) -> Result<Vec<QueryId>> {
    const SQL: &str = "SELECT c.query_id FROM board_column c
        JOIN board b ON b.org_id = c.org_id AND b.id = c.board_id
        WHERE c.org_id = $1 AND (c.removed_at < $2 OR b.removed_at < $2) ORDER BY c.query_id";
    ids!(
        tx,
        "find columns removed for good",
        SQL,
        org.as_uuid(),
        micros(before)
    )
    .map(|ids| ids.into_iter().map(QueryId::from_uuid).collect())
}

/// Notes that a person has read a column up to `seen.seq`; never goes back.
///
/// # Errors
/// Conflict when the column or the member does not exist.
pub async fn set_seen(tx: &mut Tx, org: OrgId, member: MemberId, seen: &Seen) -> Result<()> {
    const SQL: &str = "INSERT INTO column_seen (org_id, column_id, member_id, seq, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (org_id, column_id, member_id) DO UPDATE SET seq = excluded.seq, at = excluded.at
        WHERE excluded.seq > column_seen.seq";
    run!(
        tx,
        "note what was read",
        SQL,
        org.as_uuid(),
        seen.column.as_uuid(),
        member.as_uuid(),
        figure(seen.seq),
        micros(seen.at)
    )
    .map(drop)
}

/// How far a person has read the columns of a board; none for those never read.
///
/// # Errors
/// When the database fails.
pub async fn seen(tx: &mut Tx, org: OrgId, board: BoardId, member: MemberId) -> Result<Vec<Seen>> {
    const SQL: &str = "SELECT s.column_id AS \"column\", s.seq, s.at
        FROM board_column b JOIN column_seen s ON s.org_id = b.org_id AND s.column_id = b.id
        WHERE b.org_id = $1 AND b.board_id = $2 AND s.member_id = $3 ORDER BY b.position, b.created_at, b.id";
    rows!(
        tx,
        "list what was read",
        SQL,
        org.as_uuid(),
        board.as_uuid(),
        member.as_uuid()
    )
}

#[cfg(test)]
mod tests;
