//! How long builds take, against their budgets on two quiet cores.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};

use crate::{
    process::{self, run_well, say},
    workspace::Workspace,
};

const LIMIT: Duration = Duration::from_secs(45 * 60);

/// One build: what was touched before it, cargo's words, its budget in seconds.
struct Build {
    name: &'static str,
    touch: Option<&'static str>,
    args: &'static [&'static str],
    budget: u64,
}

const BUILDS: &[Build] = &[
    Build {
        name: "cold build",
        touch: None,
        args: &["build", "--locked"],
        budget: 4 * 60,
    },
    Build {
        name: "tests on top",
        touch: None,
        args: &["test", "--locked", "--workspace", "--no-run"],
        budget: 3 * 60,
    },
    Build {
        name: "edit of ui",
        touch: Some("crates/ui/src/lib.rs"),
        args: &["build", "--locked"],
        budget: 10,
    },
    Build {
        name: "edit of engine",
        touch: Some("crates/engine/src/lib.rs"),
        args: &["build", "--locked"],
        budget: 20,
    },
];

/// `cargo xtask timings`: builds into a folder of its own, so that the working one stays warm.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    crate::options(args, &[])?;
    let target = workspace.cache("timings");
    if target.exists() {
        std::fs::remove_dir_all(&target)
            .with_context(|| format!("emptying `{}`", target.display()))?;
    }
    let mut is_within = true;
    say(&format!("{:<16} {:>8} {:>8}", "build", "took", "budget"));
    for build in BUILDS {
        if let Some(path) = build.touch {
            touch(&workspace.root.join(path))?;
        }
        let mut cargo = process::cargo();
        cargo
            .current_dir(&workspace.root)
            .args(build.args)
            .env("CARGO_TARGET_DIR", &target);
        let begun = Instant::now();
        run_well(&mut cargo, LIMIT)?;
        let took = begun.elapsed();
        say(&format!(
            "{:<16} {:>6.1} s {:>6} s",
            build.name,
            took.as_secs_f64(),
            build.budget
        ));
        is_within &= took <= Duration::from_secs(build.budget);
    }
    std::fs::remove_dir_all(&target).with_context(|| format!("removing `{}`", target.display()))?;
    Ok(is_within)
}

/// Makes cargo think that `path` was edited.
fn touch(path: &Path) -> Result<()> {
    run_well(process::command("touch").arg(path), LIMIT)
}
