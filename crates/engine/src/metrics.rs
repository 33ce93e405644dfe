//! What the operator's monitoring reads. Names are stable: dashboards hang on them.

use std::sync::atomic::{AtomicI64, AtomicU64};

use model::DropReason;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// Seconds a batch may take: from a quick commit to a disk in trouble.
const BATCH_BUCKETS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Reason {
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct State {
    pub(crate) state: &'static str,
}

/// All measures of the engine.
pub(crate) struct Metrics {
    registry: Registry,
    pub(crate) posts: Counter<u64, AtomicU64>,
    pub(crate) mentions: Counter<u64, AtomicU64>,
    dropped: Family<Reason, Counter<u64, AtomicU64>>,
    pub(crate) retries: Counter<u64, AtomicU64>,
    pub(crate) queue: Gauge<i64, AtomicI64>,
    pub(crate) batch_seconds: Histogram,
    pub(crate) sources: Family<State, Gauge<i64, AtomicI64>>,
    pub(crate) live_pages: Gauge<i64, AtomicI64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("vigie");
        let this = Self {
            posts: Counter::default(),
            mentions: Counter::default(),
            dropped: Family::default(),
            retries: Counter::default(),
            queue: Gauge::default(),
            batch_seconds: Histogram::new(BATCH_BUCKETS),
            sources: Family::default(),
            live_pages: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register(
            "ingest_posts",
            "Posts stored, new or in a new version",
            this.posts.clone(),
        );
        registry.register(
            "ingest_mentions",
            "Posts that a query matched, once per query",
            this.mentions.clone(),
        );
        registry.register(
            "ingest_dropped",
            "Received and not kept, by reason",
            this.dropped.clone(),
        );
        registry.register(
            "ingest_retries",
            "Times the store did not take a batch",
            this.retries.clone(),
        );
        registry.register(
            "ingest_queue",
            "Items that wait for ingest",
            this.queue.clone(),
        );
        registry.register(
            "ingest_batch_seconds",
            "Time to store one batch",
            this.batch_seconds.clone(),
        );
        registry.register("sources", "Sources by state", this.sources.clone());
        registry.register(
            "live_pages",
            "Pages that watch live",
            this.live_pages.clone(),
        );
        Self { registry, ..this }
    }
}

impl Metrics {
    pub(crate) fn dropped(&self, reason: DropReason) {
        self.dropped
            .get_or_create(&Reason {
                reason: reason.as_str(),
            })
            .inc();
    }

    /// OpenMetrics text.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string fails only if a metric misreports itself; what was written stays useful.
        let _ = text::encode(&mut out, &self.registry);
        out
    }
}
