//! How much of what a query finds is the matter, from the posts people judged, and how far that can be
//! trusted.

/// Standard deviations of 95 times out of 100.
const Z: f64 = 1.96;
/// From so many judged posts on, a share is told as it is; before, as the bounds it lies between.
const LARGE_MIN: u64 = 30;

/// Judged posts, and how many of them are the matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Precision {
    pub relevant: u64,
    pub judged: u64,
}

impl Precision {
    /// Percent of what was judged; `None` while nothing was.
    #[must_use]
    pub fn percent(self) -> Option<u8> {
        (self.judged > 0).then(|| rounded(self.relevant as f64 / self.judged as f64))
    }

    /// Whether so few were judged that the share alone would mislead.
    #[must_use]
    pub const fn is_small(self) -> bool {
        self.judged < LARGE_MIN
    }

    /// Percents between which the true share lies 95 times out of 100 (Wilson's interval).
    #[must_use]
    pub fn between(self) -> Option<(u8, u8)> {
        if self.judged == 0 {
            return None;
        }
        let n = self.judged as f64;
        let share = self.relevant as f64 / n;
        let middle = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let all = 1.0 + Z * Z / n;
        Some((
            rounded(((middle - half) / all).max(0.0)),
            rounded(((middle + half) / all).min(1.0)),
        ))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 1 is 100 per cent"
)]
fn rounded(share: f64) -> u8 {
    (share * 100.0).round() as u8
}

#[cfg(test)]
mod tests;
