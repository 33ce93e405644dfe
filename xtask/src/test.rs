//! `cargo xtask test`: everything, in the order that fails soonest.

#[cfg(test)]
mod tests;

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    browser, checks, dictionary,
    outcome::{Report, Suite},
    process::{self, complain, is_interrupted, say},
    servers::{Servers, Wanted},
    setup, suites, tidy,
    workspace::Workspace,
};

/// Parts that are no test program, by the names `--only` knows.
const STAGES: &[&str] = &["tidy", "format", "clippy", "browser"];
/// The crates whose tests talk to servers; the others run without.
const TALKERS: &[(&str, Wanted)] = &[
    (
        "store",
        Wanted {
            postgres: true,
            atproto: false,
        },
    ),
    (
        "networks",
        Wanted {
            postgres: false,
            atproto: true,
        },
    ),
    (
        "engine",
        Wanted {
            postgres: true,
            atproto: true,
        },
    ),
    (
        "web",
        Wanted {
            postgres: true,
            atproto: false,
        },
    ),
    (
        "vigie",
        Wanted {
            postgres: true,
            atproto: true,
        },
    ),
];

/// Test programs run side by side by `--fast`: one's last slow test leaves a core to the next. A whole
/// run gives them the machine one by one, for they share its servers and wait on deadlines.
const FAST_AT_ONCE: usize = 2;

/// Random cases that a property without a number of its own meets in `--fast`, and by which the others
/// are multiplied; a whole run leaves the 256 of the library.
const FAST_CASES: &str = "32";

/// What one run is to do.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    is_fast: bool,
    /// Empty: everything.
    only: Vec<String>,
}

impl Plan {
    fn has(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|it| it == name)
    }

    /// The crates to test; empty stands for all, `None` for none.
    fn packages(&self) -> Option<Vec<String>> {
        let named: Vec<_> = self
            .only
            .iter()
            .filter(|it| !STAGES.contains(&it.as_str()))
            .cloned()
            .collect();
        (self.only.is_empty() || !named.is_empty()).then_some(named)
    }

    fn servers(&self) -> Wanted {
        let mut wanted = Wanted::default();
        if !self.is_fast {
            for (_, wants) in TALKERS.iter().filter(|(name, _)| self.has(name)) {
                wanted.postgres |= wants.postgres;
                wanted.atproto |= wants.atproto;
            }
        }
        wanted
    }

    /// Whether pages are compiled, whose assets Node builds.
    fn builds_interface(&self) -> bool {
        ["ui", "vigie", "clippy"].iter().any(|it| self.has(it)) || self.has_browser()
    }

    fn has_browser(&self) -> bool {
        !self.is_fast && self.has("browser")
    }
}

/// `cargo xtask test [--fast] [--only NAME]...`
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    let (flags, only) = crate::options(args, &["--fast", "--only"])?;
    let plan = Plan {
        is_fast: !flags.is_empty(),
        only,
    };
    check_names(workspace, &plan)?;
    let begun = Instant::now();
    let mut report = Report::default();
    let res = carry_out(workspace, &plan, &mut report);
    if let Err(error) = &res {
        complain(&format!("error: {error:#}"));
        let mut suite = Suite::new("run");
        suite.fail("stopped before its end", format!("{error:#}"));
        report.suites.push(suite);
    }
    let left = process::sweep();
    let left = (!left.is_empty()).then(|| left.join("\n"));
    report
        .suites
        .push(Suite::single("nothing left behind", Duration::ZERO, left));
    say(&report.summary(begun.elapsed()));
    Ok(report.is_good())
}

fn check_names(workspace: &Workspace, plan: &Plan) -> Result<()> {
    for name in &plan.only {
        let is_crate = workspace.root.join("crates").join(name).is_dir() || name == "xtask";
        if !is_crate && !STAGES.contains(&name.as_str()) {
            bail!(
                "`--only {name}`: neither a crate nor one of {}",
                STAGES.join(", ")
            );
        }
    }
    Ok(())
}

fn carry_out(workspace: &Workspace, plan: &Plan, report: &mut Report) -> Result<()> {
    let mut env = environment(workspace, plan)?;
    let scratch = workspace.scratch("tests")?;
    env.push(("TMPDIR".to_owned(), scratch.path.display().to_string()));
    for (name, stage) in [
        ("tidy", tidy::suite as fn(&Workspace) -> _),
        ("format", checks::format),
    ] {
        if plan.has(name) {
            add(report, stage(workspace)?)?;
        }
    }
    let packages = plan.packages();
    if plan.builds_interface() {
        setup::ensure(&[&setup::NODE])?;
    }
    // Starting servers, and the first time installing them, hides behind the build.
    let (servers, built) = thread::scope(|scope| {
        let servers = scope.spawn(|| {
            if plan.has_browser() {
                setup::ensure(&[&setup::CHROMIUM])?;
            }
            Servers::start(workspace, plan.servers())
        });
        let built = packages
            .as_deref()
            .map(|it| build(workspace, it))
            .transpose();
        let servers = servers
            .join()
            .map_err(|_| anyhow::anyhow!("starting the servers panicked"));
        (servers.and_then(|it| it), built)
    });
    let (mut servers, mut built) = (servers?, built?.unwrap_or_default());
    if plan.has("clippy") {
        add(report, checks::clippy(workspace)?)?;
    }
    env.extend(servers.environment());
    let logs = workspace.cache("logs");
    let at_once = if plan.is_fast {
        // By name the whole program's tests come last, and they wait the longest: begun first, they
        // leave no tail.
        built.programs.reverse();
        FAST_AT_ONCE
    } else {
        1
    };
    suites::run_all(&built, &env, &logs, at_once, |suite| add(report, suite))?;
    if plan.has_browser() {
        let program = match built.binary("vigie") {
            Ok(path) => path.to_path_buf(),
            Err(_) => suites::product(workspace, "dev")?,
        };
        add(report, browser::suite(workspace, &program, &[])?)?;
    }
    let dead = servers.dead();
    drop(servers);
    if !dead.is_empty() {
        bail!(
            "{} ended during the tests; see `{}`",
            dead.join(" and "),
            logs.display()
        );
    }
    Ok(())
}

fn build(workspace: &Workspace, packages: &[String]) -> Result<suites::Built> {
    say("building the tests");
    let begun = Instant::now();
    let built = suites::build(workspace, packages)?;
    say(&format!(
        "built {} programs in {} s",
        built.programs.len(),
        begun.elapsed().as_secs()
    ));
    Ok(built)
}

/// What tests read besides the servers' addresses.
fn environment(workspace: &Workspace, plan: &Plan) -> Result<Vec<(String, String)>> {
    let mut env = Vec::new();
    match workspace.test_data() {
        Some(path) => env.push(("VIGIE_TEST_DATA".to_owned(), path.display().to_string())),
        None if process::variable("CI").is_some() => {
            bail!("the shared test data are missing, which CI does not accept; set VIGIE_TEST_DATA")
        }
        None => say("no shared test data: the suites that read them are skipped"),
    }
    if plan.is_fast {
        env.push(("VIGIE_TEST_FAST".to_owned(), "1".to_owned()));
        env.push(("PROPTEST_CASES".to_owned(), FAST_CASES.to_owned()));
        say(&format!(
            "a fast run: properties meet {FAST_CASES} random cases where a whole run takes 256"
        ));
    }
    if plan.servers().atproto
        && let Some(path) = dictionary::find(workspace)
    {
        let path = path.display().to_string();
        env.push(("VIGIE_TEST_JETSTREAM_DICTIONARY".to_owned(), path));
    }
    // New snapshots are reviewed by a person, never written by a run.
    env.push(("INSTA_UPDATE".to_owned(), "no".to_owned()));
    Ok(env)
}

fn add(report: &mut Report, suite: Suite) -> Result<()> {
    say(&suite.line());
    report.suites.push(suite);
    if is_interrupted() {
        Err(anyhow::anyhow!("interrupted")).context("running the tests")
    } else {
        Ok(())
    }
}
