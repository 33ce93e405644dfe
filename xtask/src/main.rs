//! Everything a person or a machine does to this repository besides editing it.
//!
//! `cargo xtask` alone lists what there is. Nothing here depends on the crates of the workspace, so that
//! it builds in seconds and still runs when they do not compile.
//! Whatever is started here is ended here: see [`process`].

mod bench;
mod browser;
mod checks;
mod dictionary;
mod fuzz;
mod npm;
mod outcome;
mod process;
mod servers;
mod setup;
mod suites;
mod test;
mod tidy;
mod timings;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{process::Guard, workspace::Workspace};

/// One word after `cargo xtask`.
struct Task {
    name: &'static str,
    options: &'static str,
    about: &'static str,
    run: fn(&Workspace, &[String]) -> Result<bool>,
}

/// In the order a newcomer meets them.
const TASKS: &[Task] = &[
    Task {
        name: "test",
        options: "[--fast] [--only NAME]...",
        about: "Run every test, with the servers they need; --fast: the pure and SQLite parts alone",
        run: test::run,
    },
    Task {
        name: "check",
        options: "",
        about: "Run the checks that need no test: tidy, rustfmt, clippy",
        run: checks::run,
    },
    Task {
        name: "setup",
        options: "",
        about: "Install what the tests need, or say what is missing and how to get it",
        run: setup::run,
    },
    Task {
        name: "servers",
        options: "",
        about: "Start the servers that tests talk to, print their environment, stay until Ctrl-C",
        run: servers::run,
    },
    Task {
        name: "browser",
        options: "[--only NAME]...",
        about: "Run the browser journeys alone, against the real program",
        run: browser::run,
    },
    Task {
        name: "shots",
        options: "[--beside FOLDER]",
        about: "Take pictures of the pages into target/shots",
        run: browser::shots,
    },
    Task {
        name: "bench",
        options: "[--only NAME]... | match [--gate | --ours] [--sizes 1k,10k]",
        about: "Measure the release build and write the figures to bench/; match: the matcher alone; archive: searching the past",
        run: bench::run,
    },
    Task {
        name: "fuzz",
        options: "[EXECUTIONS [SEED]]",
        about: "Throw random queries and posts at the parser and the matcher",
        run: fuzz::run,
    },
    Task {
        name: "timings",
        options: "",
        about: "Measure cold and warm builds against their budgets (takes minutes)",
        run: timings::run,
    },
];

fn main() -> ExitCode {
    let args: Vec<String> = process::arguments();
    let Some((name, rest)) = args.split_first().filter(|(name, _)| !is_help(name)) else {
        process::say(&usage());
        return ExitCode::SUCCESS;
    };
    match dispatch(name, rest) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            process::complain(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn dispatch(name: &str, rest: &[String]) -> Result<bool> {
    let Some(task) = TASKS.iter().find(|it| it.name == name) else {
        bail!("no task `{name}`; `cargo xtask` alone lists them");
    };
    let workspace = Workspace::find()?;
    let _guard = Guard::new()?;
    (task.run)(&workspace, rest)
}

fn is_help(name: &str) -> bool {
    matches!(name, "help" | "--help" | "-h")
}

fn usage() -> String {
    let mut out = String::from("usage: cargo xtask TASK [OPTIONS]\n\n");
    for task in TASKS {
        out += &format!("  {:<8} {}\n", task.name, task.about);
        if !task.options.is_empty() {
            out += &format!("  {:<8} {}\n", "", task.options);
        }
    }
    out
}

/// The names given by `--only NAME`, any number of times; other options must be in `flags`.
fn options(args: &[String], flags: &[&str]) -> Result<(Vec<String>, Vec<String>)> {
    let (mut given, mut only) = (Vec::new(), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--only" && flags.contains(&"--only") {
            let Some(name) = args.next() else {
                bail!("`--only` takes a name")
            };
            only.push(name.clone());
        } else if flags.contains(&arg.as_str()) {
            given.push(arg.clone());
        } else {
            bail!("unknown option `{arg}`; `cargo xtask` alone lists them");
        }
    }
    Ok((given, only))
}
