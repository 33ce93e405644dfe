//! Who runs below us, from `/proc`. Other systems than Linux have no such view: there each child is
//! ended by its owner, and that is all.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, getpid, kill_process};

/// How long processes that were told to end may take; beyond it they are told again.
const PATIENCE: Duration = Duration::from_secs(5);
/// Sweeps at most: each ends everyone found, and a newcomer needs a parent that was alive.
const ROUNDS: usize = 5;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) parent: i32,
    pub(super) name: String,
    pub(super) is_zombie: bool,
}

/// From now on an orphaned descendant becomes our child instead of the system's.
pub(super) fn adopt() {
    #[cfg(target_os = "linux")]
    {
        // Refused only by kernels older than 3.4; then a sweep sees fewer processes.
        let _ = rustix::process::set_child_subreaper(Some(getpid()));
    }
}

/// Ends every descendant, and names those that were there.
pub(super) fn end_all() -> Vec<String> {
    let mut named = Vec::new();
    for _ in 0..ROUNDS {
        let found = below(getpid().as_raw_nonzero().get(), &processes());
        if found.is_empty() {
            break;
        }
        for (pid, entry) in found {
            if let Some(pid) = Pid::from_raw(pid) {
                let _ = kill_process(pid, Signal::KILL);
            }
            let label = format!("{} ({pid})", entry.name);
            if !named.contains(&label) {
                named.push(label);
            }
        }
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline
            && !below(getpid().as_raw_nonzero().get(), &processes()).is_empty()
        {
            super::pause(Duration::from_millis(10));
        }
    }
    named
}

/// The living descendants of `root`; a zombie only waits for its status to be read.
pub(super) fn below(root: i32, all: &BTreeMap<i32, Entry>) -> BTreeMap<i32, Entry> {
    let descends = |pid: i32| {
        let mut at = pid;
        // The chain of parents is as deep as the table at most, even if it changed while being read.
        for _ in 0..all.len() {
            match all.get(&at) {
                Some(entry) if entry.parent == root => return true,
                Some(entry) => at = entry.parent,
                None => return false,
            }
        }
        false
    };
    all.iter()
        .filter(|(pid, it)| !it.is_zombie && descends(**pid))
        .map(|(pid, it)| (*pid, it.clone()))
        .collect()
}

fn processes() -> BTreeMap<i32, Entry> {
    let mut all = BTreeMap::new();
    let Ok(folder) = std::fs::read_dir("/proc") else {
        return all;
    };
    for item in folder.flatten() {
        let Some(pid) = item.file_name().to_str().and_then(|it| it.parse().ok()) else {
            continue;
        };
        // A process may end between the listing and the reading.
        let Ok(stat) = std::fs::read_to_string(item.path().join("stat")) else {
            continue;
        };
        if let Some(entry) = parse(&stat) {
            all.insert(pid, entry);
        }
    }
    all
}

/// Reads `pid (name) state ppid …`; the name may hold spaces and parentheses.
pub(super) fn parse(stat: &str) -> Option<Entry> {
    let (head, tail) = stat.rsplit_once(')')?;
    let (_, name) = head.split_once('(')?;
    let mut fields = tail.split_whitespace();
    let state = fields.next()?;
    let parent = fields.next()?.parse().ok()?;
    Some(Entry {
        parent,
        name: name.to_owned(),
        is_zombie: matches!(state, "Z" | "X"),
    })
}
