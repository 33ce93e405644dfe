//! Generated from `locales/*/status.ftl` by this crate's tests: do not edit.

crate::words::messages! {
    plain status_title() = "status-title";
    plain status_intro() = "status-intro";
    plain status_well() = "status-well";
    plain status_tasks_bad(n: u64) = "status-tasks-bad";
    plain status_queue_bad() = "status-queue-bad";
    plain status_disk_bad(size: &str) = "status-disk-bad";
    plain status_listening() = "status-listening";
    plain status_rate_1() = "status-rate-1";
    plain status_rate_5() = "status-rate-5";
    plain status_lag() = "status-lag";
    plain status_lag_none() = "status-lag-none";
    plain status_queue(max_n: u64) = "status-queue";
    plain status_readers(n: u64) = "status-readers";
    plain status_posts() = "status-posts";
    plain status_mentions() = "status-mentions";
    plain status_retries() = "status-retries";
    plain status_tasks() = "status-tasks";
    plain status_tasks_caption() = "status-tasks-caption";
    plain status_task() = "status-task";
    plain status_state() = "status-state";
    plain status_restarts() = "status-restarts";
    plain status_panics() = "status-panics";
    plain status_running() = "status-running";
    plain status_stopped() = "status-stopped";
    plain status_ended() = "status-ended";
    plain status_server() = "status-server";
    plain status_version() = "status-version";
    plain status_since() = "status-since";
    plain status_uptime() = "status-uptime";
    plain status_database() = "status-database";
    plain status_migration(step: &str) = "status-migration";
    plain status_size() = "status-size";
    plain status_disk() = "status-disk";
    plain status_memory() = "status-memory";
    plain status_unknown() = "status-unknown";
    plain status_sources() = "status-sources";
    plain status_sources_caption() = "status-sources-caption";
    plain status_sources_count() = "status-sources-count";
    plain status_sources_see() = "status-sources-see";
}
