//! A list with room after its end that is written before it is known whether it stays.

use std::ops::{Deref, DerefMut};

/// Room made at first: more than nearly all posts need.
const ROOM_MIN: usize = 64;

/// A list whose room can be written to; keeps its memory.
#[derive(Debug, Default)]
pub(crate) struct Roomy<T> {
    list: Vec<T>,
    /// How many count; what follows them is room.
    len: usize,
}

impl<T: Copy + Default> Roomy<T> {
    pub(crate) const fn clear(&mut self) {
        self.len = 0;
    }

    /// Room for so many more.
    pub(crate) fn room(&mut self, more: usize) -> &mut [T] {
        if self.list.len() - self.len < more {
            let need = (self.len + more).max(2 * self.list.len()).max(ROOM_MIN);
            self.list.resize(need, T::default());
        }
        &mut self.list[self.len..self.len + more]
    }

    /// Adds the first `n` of what was written in the room.
    pub(crate) fn keep(&mut self, n: usize) {
        self.len += n;
    }

    pub(crate) fn push(&mut self, it: T) {
        self.room(1)[0] = it;
        self.keep(1);
    }
}

impl<T> Deref for Roomy<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.list[..self.len]
    }
}

impl<T> DerefMut for Roomy<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.list[..self.len]
    }
}
