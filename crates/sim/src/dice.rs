//! Repeatable chance: splitmix64, a few lines of our own, so that a dependency's new version can never
//! change what a seed means.

#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// A sequence of its own for a purpose: two purposes never share draws.
    pub(crate) fn new(seed: u64, purpose: &str) -> Self {
        let salt = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        let mut it = Self(seed ^ salt);
        it.next();
        it
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// Uniform in `0..1`.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Uniform in `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// Uniform in `low..=high`.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0);
        low + self.below(span + 1) as i64
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// An index, each as likely as its weight; `None` when no weight is positive.
    pub(crate) fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().filter(|it| **it > 0.0).sum();
        if total <= 0.0 {
            return None;
        }
        let mut left = self.unit() * total;
        let mut last = None;
        for (index, &weight) in weights.iter().enumerate().filter(|(_, it)| **it > 0.0) {
            last = Some(index);
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }

    /// The wait until the next of events that come at random, `mean` apart.
    pub(crate) fn wait(&mut self, mean: f64) -> f64 {
        -(1.0 - self.unit()).ln() * mean
    }

    /// How many of the events that happen `mean` times on average happened.
    pub(crate) fn count(&mut self, mean: f64) -> usize {
        let (mut time, mut count) = (self.wait(1.0), 0);
        while time < mean && count < COUNT_MAX {
            time += self.wait(1.0);
            count += 1;
        }
        count
    }

    /// Around `median`, often near, sometimes far: the time people take, the likes a post gets.
    pub(crate) fn skewed(&mut self, median: f64, spread: f64) -> f64 {
        // The sum of twelve uniforms is close enough to a bell for people.
        let bell = (0..12).map(|_| self.unit()).sum::<f64>() - 6.0;
        median * (bell * spread).exp()
    }
}

/// No purpose here counts further.
const COUNT_MAX: usize = 100;

/// Spreads a number over all bits, one to one.
pub(crate) const fn mix(number: u64) -> u64 {
    let mut mixed = number;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests;
