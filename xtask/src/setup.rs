//! What the tests need besides Rust: found, installed (on Debian and Ubuntu, as root), or named.

#[cfg(test)]
mod tests;

use std::{path::PathBuf, time::Duration};

use anyhow::{Result, bail};

use crate::{
    browser, npm,
    process::{self, capture, command, run_well, say},
    servers::postgres,
    workspace::Workspace,
};

/// Some hundred megabytes of packages over a slow line.
const APT_LIMIT: Duration = Duration::from_secs(15 * 60);
/// The oldest Node that the servers and the interface's build run on.
const NODE_MAJOR_MIN: u32 = 20;

/// One thing that has to be on the machine.
pub(crate) struct Need {
    name: &'static str,
    is_there: fn() -> bool,
    /// Debian's packages.
    debian: &'static [&'static str],
    /// The oldest major version of the first package that helps; releases of Debian differ.
    debian_major_min: u32,
    /// For every other system.
    advice: &'static str,
}

pub(crate) const NODE: Need = Need {
    name: "Node 20 or later, with npm",
    is_there: || {
        npm::node_major().is_some_and(|it| it >= NODE_MAJOR_MIN) && process::which("npm").is_some()
    },
    debian: &["nodejs", "npm"],
    debian_major_min: NODE_MAJOR_MIN,
    advice: "install it from nodejs.org, or with `brew install node@22`",
};
pub(crate) const COMPILER: Need = Need {
    name: "a C++ compiler, make and Python 3",
    is_there: || {
        ["g++", "make", "python3"]
            .iter()
            .all(|it| process::which(it).is_some())
    },
    debian: &["g++", "make", "python3"],
    debian_major_min: 0,
    advice: "install the compilers of your system (`xcode-select --install`, `dnf install gcc-c++ make python3`)",
};
pub(crate) const POSTGRES: Need = Need {
    name: "a PostgreSQL server's programs, 15 or later",
    is_there: || postgres::programs().is_some(),
    debian: &["postgresql"],
    debian_major_min: 0,
    advice: "install it (`brew install postgresql@17`, `dnf install postgresql-server`); it need not be running",
};
pub(crate) const CHROMIUM: Need = Need {
    name: "Chromium",
    is_there: || browser::chromium().is_some(),
    debian: &["chromium"],
    debian_major_min: 0,
    advice: "install Chromium or Chrome, or name the program in VIGIE_CHROMIUM",
};

/// Everything for `cargo xtask test`.
pub(crate) const ALL: &[&Need] = &[&NODE, &COMPILER, &POSTGRES, &CHROMIUM];

/// `cargo xtask setup`.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    crate::options(args, &[])?;
    ensure(ALL)?;
    for folder in [npm::SERVERS, npm::BROWSER] {
        say(&format!(
            "{}: {}",
            folder.name,
            npm::install(workspace, &folder)?.display()
        ));
    }
    say("everything the tests need is here");
    Ok(true)
}

/// Makes sure of `needs`, or fails with what is missing and how to get it.
pub(crate) fn ensure(needs: &[&Need]) -> Result<()> {
    let missing = missing_of(needs);
    if missing.iter().any(|it| !it.debian.is_empty()) && can_install() {
        apt(&["update"])?;
        let packages: Vec<_> = missing
            .iter()
            .filter(|it| is_new_enough(it))
            .flat_map(|it| it.debian)
            .copied()
            .collect();
        if !packages.is_empty() {
            say(&format!("installing {}", packages.join(", ")));
            let mut install = vec!["install", "--yes", "--no-install-recommends"];
            install.extend(&packages);
            apt(&install)?;
        }
    }
    let missing = missing_of(needs);
    if missing.is_empty() {
        Ok(())
    } else {
        bail!("{}", explain(&missing))
    }
}

/// Whether what this release of Debian or Ubuntu offers would do.
fn is_new_enough(need: &Need) -> bool {
    if need.debian_major_min == 0 {
        return true;
    }
    let policy = need.debian.first().and_then(|package| {
        capture(
            command("apt-cache")
                .args(["policy", package])
                .env("LC_ALL", "C"),
        )
        .ok()
    });
    policy
        .as_deref()
        .and_then(candidate_major)
        .is_some_and(|it| it >= need.debian_major_min)
}

/// The major version that `apt-cache policy` would install.
fn candidate_major(policy: &str) -> Option<u32> {
    let candidate = policy
        .lines()
        .find_map(|it| it.trim().strip_prefix("Candidate: "))?;
    // An epoch stands before a colon.
    let version = candidate
        .split_once(':')
        .map_or(candidate, |(_, version)| version);
    version.split('.').next()?.parse().ok()
}

fn missing_of<'a>(needs: &[&'a Need]) -> Vec<&'a Need> {
    needs
        .iter()
        .filter(|it| !(it.is_there)())
        .copied()
        .collect()
}

/// What is missing, and the way to get each.
fn explain(missing: &[&Need]) -> String {
    let mut text = String::from("the tests need what is not on this machine:");
    for need in missing {
        text += &format!("\n  {}", need.name);
        if !need.debian.is_empty() {
            text += &format!(
                "\n    Debian, Ubuntu: apt-get install {}",
                need.debian.join(" ")
            );
            if need.debian_major_min > 0 {
                text += &format!(
                    ", if `apt-cache policy {}` offers {} or later",
                    need.debian[0], need.debian_major_min
                );
            }
        }
        text += &format!("\n    elsewhere: {}", need.advice);
    }
    text += "\n`cargo xtask test --fast` needs none of it but Node";
    text
}

fn can_install() -> bool {
    rustix::process::geteuid().is_root() && process::which("apt-get").is_some()
}

fn apt(args: &[&str]) -> Result<()> {
    let mut apt = command("apt-get");
    // Another package manager may be at work: wait for it rather than fail.
    apt.args(["-q", "-o", "DPkg::Lock::Timeout=300"])
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive");
    run_well(&mut apt, APT_LIMIT)
}

/// The first of `names` that is on the path.
pub(crate) fn first_on_path(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|it| process::which(it))
}
