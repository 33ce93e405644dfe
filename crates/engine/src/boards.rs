//! Boards and the places of columns: who sees them, their order, what is put aside and brought back.
//!
//! A board is shared with the organisation or its owner's alone; [`visible`] is the only way to one.
//! What is removed stays for [`crate::retention`] to delete a day later, its query matching all the
//! while, so that what comes back has no hole.

use model::{BoardId, ColumnId, OrgId, Role};
use store::{Tx, board};

use crate::{Actor, BoardTab, Engine, Error, live::Change};

/// Boards of one organisation.
const BOARDS_MAX: usize = 50;
/// Columns of one board: what a person can watch, with room to spare.
pub(crate) const COLUMNS_MAX: usize = 50;

/// A board that `actor` may see.
pub(crate) async fn visible(
    tx: &mut Tx,
    actor: &Actor,
    id: BoardId,
) -> Result<board::Board, Error> {
    board::get(tx, actor.org, id)
        .await?
        .filter(|it| is_visible(it, actor))
        .ok_or(Error::NotFound)
}

/// A column on a board that `actor` may see.
pub(crate) async fn visible_column(
    tx: &mut Tx,
    actor: &Actor,
    id: ColumnId,
) -> Result<board::Column, Error> {
    let column = board::column(tx, actor.org, id)
        .await?
        .ok_or(Error::NotFound)?;
    visible(tx, actor, column.board).await?;
    Ok(column)
}

/// The boards that `actor` may see, in the organisation's order.
pub(crate) async fn all_visible(tx: &mut Tx, actor: &Actor) -> Result<Vec<board::Board>, Error> {
    let mut boards = board::list(tx, actor.org).await?;
    boards.retain(|it| is_visible(it, actor));
    Ok(boards)
}

fn is_visible(board: &board::Board, actor: &Actor) -> bool {
    board.shared || board.owner == Some(actor.member)
}

impl Engine {
    /// The boards this person sees, in the organisation's order.
    pub async fn boards(&self, actor: &Actor) -> Result<Vec<BoardTab>, Error> {
        actor.require(Role::Viewer)?;
        let mut tx = self.db.read().await?;
        let members = store::member::list(&mut tx, actor.org).await?;
        let boards = all_visible(&mut tx, actor).await?;
        Ok(boards
            .into_iter()
            .map(|it| BoardTab {
                id: it.id,
                name: it.name,
                shared: it.shared,
                mine: it.owner == Some(actor.member),
                owner: members
                    .iter()
                    .find(|member| Some(member.id) == it.owner)
                    .map(|member| member.name.clone()),
            })
            .collect())
    }

    /// A new board at the end of the tabs, shared with everybody or for this person alone.
    pub async fn board_add(
        &self,
        actor: &Actor,
        name: &str,
        shared: bool,
    ) -> Result<BoardId, Error> {
        actor.require(Role::Editor)?;
        let name = crate::named("name", name)?;
        let id = BoardId::from_uuid(self.seams.uuid());
        let mut tx = self.db.write().await?;
        let position = board::order(&mut tx, actor.org).await?.len();
        if board::list(&mut tx, actor.org).await?.len() >= BOARDS_MAX {
            return Err(Error::TooMany(BOARDS_MAX as u64));
        }
        let record = board::Board {
            id,
            org: actor.org,
            name,
            owner: Some(actor.member),
            shared,
            position: u32::try_from(position).unwrap_or(u32::MAX),
            created_at: self.seams.now(),
        };
        board::insert(&mut tx, &record).await?;
        tx.commit().await?;
        self.board_changed(actor.org, id);
        Ok(id)
    }

    pub async fn board_rename(&self, actor: &Actor, id: BoardId, name: &str) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let name = crate::named("name", name)?;
        let mut tx = self.db.write().await?;
        visible(&mut tx, actor, id).await?;
        board::rename(&mut tx, actor.org, id, &name).await?;
        tx.commit().await?;
        self.board_changed(actor.org, id);
        Ok(())
    }

    /// Shares a board with everybody, or takes it back: only its owner can.
    pub async fn board_share(&self, actor: &Actor, id: BoardId, shared: bool) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let record = visible(&mut tx, actor, id).await?;
        if record.owner != Some(actor.member) {
            return Err(Error::Invalid {
                field: "board",
                problem: "is somebody else's",
            });
        }
        if !shared {
            check_not_last(&mut tx, actor, &record).await?;
        }
        board::set_shared(&mut tx, actor.org, id, shared).await?;
        tx.commit().await?;
        self.board_changed(actor.org, id);
        Ok(())
    }

    /// Puts a board at `position` among those this person sees, counted without it; past the end is
    /// the end.
    pub async fn board_move(
        &self,
        actor: &Actor,
        id: BoardId,
        position: usize,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        visible(&mut tx, actor, id).await?;
        let seen: Vec<BoardId> = all_visible(&mut tx, actor)
            .await?
            .iter()
            .map(|it| it.id)
            .collect();
        let order = board::order(&mut tx, actor.org).await?;
        board::reorder(&mut tx, actor.org, &moved(&order, &seen, id, position)).await?;
        tx.commit().await?;
        self.board_changed(actor.org, id);
        Ok(())
    }

    /// Puts a board aside with its columns. Everybody keeps at least one board.
    pub async fn board_remove(&self, actor: &Actor, id: BoardId) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let record = visible(&mut tx, actor, id).await?;
        check_not_last(&mut tx, actor, &record).await?;
        board::remove(&mut tx, actor.org, id, self.seams.now()).await?;
        tx.commit().await?;
        self.board_changed(actor.org, id);
        Ok(())
    }

    /// Brings back a board put aside less than a day ago, at its place, with its columns.
    pub async fn board_restore(&self, actor: &Actor, id: BoardId) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        board::restore(&mut tx, actor.org, id)
            .await?
            .filter(|it| is_visible(it, actor))
            .ok_or(Error::NotFound)?;
        tx.commit().await?;
        self.board_changed(actor.org, id);
        Ok(())
    }

    /// Puts a column at `position` on a board, counted without it; past the end is the end.
    pub async fn column_move(
        &self,
        actor: &Actor,
        id: ColumnId,
        on: BoardId,
        position: usize,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let record = visible_column(&mut tx, actor, id).await?;
        visible(&mut tx, actor, on).await?;
        let seen = board::columns(&mut tx, actor.org, on).await?;
        if record.board != on && seen.len() >= COLUMNS_MAX {
            return Err(Error::TooMany(COLUMNS_MAX as u64));
        }
        let seen: Vec<ColumnId> = seen.iter().map(|it| it.id).collect();
        let order = board::column_order(&mut tx, actor.org, on).await?;
        let order = moved(&order, &seen, id, position);
        board::reorder_columns(&mut tx, actor.org, on, &order).await?;
        tx.commit().await?;
        self.board_changed(actor.org, on);
        if record.board != on {
            self.board_changed(actor.org, record.board);
        }
        Ok(())
    }

    /// Puts a column aside; answers the board it was on.
    pub async fn column_remove(&self, actor: &Actor, id: ColumnId) -> Result<BoardId, Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let record = visible_column(&mut tx, actor, id).await?;
        board::remove_column(&mut tx, actor.org, id, self.seams.now()).await?;
        tx.commit().await?;
        self.board_changed(actor.org, record.board);
        Ok(record.board)
    }

    /// Brings back a column put aside less than a day ago: at its place, with its pause and what people
    /// had read, and with what matched meanwhile.
    pub async fn column_restore(&self, actor: &Actor, id: ColumnId) -> Result<BoardId, Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let record = board::restore_column(&mut tx, actor.org, id)
            .await?
            .ok_or(Error::NotFound)?;
        visible(&mut tx, actor, record.board).await?;
        tx.commit().await?;
        self.board_changed(actor.org, record.board);
        Ok(record.board)
    }

    /// Holds new mentions of a column back behind a count, for everybody who watches it.
    pub async fn column_pause(
        &self,
        actor: &Actor,
        id: ColumnId,
        paused: bool,
    ) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        let record = visible_column(&mut tx, actor, id).await?;
        board::set_paused(&mut tx, actor.org, id, paused).await?;
        tx.commit().await?;
        self.board_changed(actor.org, record.board);
        Ok(())
    }

    /// Pauses all columns of a board, or lets them all go on.
    pub async fn pause_all(&self, actor: &Actor, id: BoardId, paused: bool) -> Result<(), Error> {
        actor.require(Role::Editor)?;
        let mut tx = self.db.write().await?;
        visible(&mut tx, actor, id).await?;
        for column in board::columns(&mut tx, actor.org, id).await? {
            board::set_paused(&mut tx, actor.org, column.id, paused).await?;
        }
        tx.commit().await?;
        self.board_changed(actor.org, id);
        Ok(())
    }

    pub(crate) fn board_changed(&self, org: OrgId, board: BoardId) {
        self.hub.announce(Change::Board { org, board });
    }
}

/// Refuses to take the last board away from this person, or the last shared one from the others.
async fn check_not_last(tx: &mut Tx, actor: &Actor, board: &board::Board) -> Result<(), Error> {
    let others = all_visible(tx, actor).await?;
    let mut others = others.iter().filter(|it| it.id != board.id);
    let is_last = if board.shared {
        !others.any(|it| it.shared)
    } else {
        others.next().is_none()
    };
    if is_last {
        return Err(Error::Invalid {
            field: "board",
            problem: "is the last one",
        });
    }
    Ok(())
}

/// The whole `order` once `id` stands at `position` among those `seen`; others keep their neighbours.
fn moved<T: Copy + PartialEq>(order: &[T], seen: &[T], id: T, position: usize) -> Vec<T> {
    let next = seen.iter().filter(|it| **it != id).nth(position).copied();
    let mut order: Vec<T> = order.iter().filter(|it| **it != id).copied().collect();
    let index = next
        .and_then(|next| order.iter().position(|it| *it == next))
        .unwrap_or(order.len());
    order.insert(index, id);
    order
}

#[cfg(test)]
mod tests;
