//! Purges that people ask for: one asked for while another runs is not met by it, since posts may have
//! gone after that one began.

/// How many were asked for, and how many of these were met.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wishes {
    asked: u64,
    met: u64,
}

impl Wishes {
    pub(super) const fn ask(&mut self) {
        self.asked += 1;
    }

    /// Whether someone still waits.
    pub(super) const fn is_open(self) -> bool {
        self.asked > self.met
    }

    /// All that had been asked for when the purge that ends now began.
    pub(super) const fn meet(&mut self, begun: Self) {
        self.met = begun.asked;
    }
}

#[cfg(test)]
mod tests;
