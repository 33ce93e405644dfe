//! The real clock and the real randomness: the only place that reads them.

use std::sync::Arc;

use jiff::Timestamp;
use model::{
    seam::{Clock, Entropy, Seams},
    time,
};

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the clock everything else takes"
        )]
        let now = Timestamp::now();
        time::truncate(now)
    }
}

struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes)
            .expect("the operating system gives random bytes, or no token is safe");
    }
}

pub(crate) fn seams() -> Seams {
    Seams {
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    }
}
