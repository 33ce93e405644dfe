//! The Rust tests: built once, then run program by program, their output made into one summary.
//!
//! The programs are run here rather than by `cargo test` so that each has a deadline, a log and its own
//! line, and so that building and starting servers overlap. Only libtest's stable text is read.

mod libtest;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{
    outcome::Suite,
    process::{self, End, Running, Stream},
    workspace::Workspace,
};

/// A cold build of everything with its tests on two busy cores; beyond it something hangs.
const BUILD_LIMIT: Duration = Duration::from_secs(30 * 60);
/// The longest suite restarts the program dozens of times; beyond this one hangs.
const SUITE_LIMIT: Duration = Duration::from_secs(12 * 60);

/// One test program and where it wants to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) folder: PathBuf,
}

/// What a build gave: test programs and the product itself.
#[derive(Debug, Default)]
pub(crate) struct Built {
    pub(crate) programs: Vec<Program>,
    pub(crate) binaries: Vec<(String, PathBuf)>,
}

impl Built {
    /// The program `name` that people run.
    pub(crate) fn binary(&self, name: &str) -> Result<&Path> {
        let found = self.binaries.iter().find(|(it, _)| it == name);
        found
            .map(|(_, path)| path.as_path())
            .with_context(|| format!("the build made no program `{name}`"))
    }
}

/// Builds the tests of `packages`, or of the whole workspace when there are none.
pub(crate) fn build(workspace: &Workspace, packages: &[String]) -> Result<Built> {
    let mut command = process::cargo();
    command
        .current_dir(&workspace.root)
        .args(["test", "--quiet", "--locked", "--no-run"]);
    command.arg("--message-format=json-render-diagnostics");
    if packages.is_empty() {
        command.arg("--workspace");
    }
    for package in packages {
        command.args(["--package", package]);
    }
    let mut built = follow(&mut command).context("building the tests")?;
    built.programs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(built)
}

/// Builds the product alone, with `profile`, and tells where it is.
pub(crate) fn product(workspace: &Workspace, profile: &str) -> Result<PathBuf> {
    let mut command = process::cargo();
    command.current_dir(&workspace.root).args([
        "build",
        "--quiet",
        "--locked",
        "--package",
        "vigie",
        "--profile",
        profile,
    ]);
    command.arg("--message-format=json-render-diagnostics");
    let built = follow(&mut command).context("building the product")?;
    Ok(built.binary("vigie")?.to_path_buf())
}

/// Builds an example: a program that only benches run.
pub(crate) fn example(workspace: &Workspace, package: &str, name: &str) -> Result<PathBuf> {
    let mut command = process::cargo();
    command.current_dir(&workspace.root).args([
        "build",
        "--quiet",
        "--locked",
        "--release",
        "--package",
        package,
        "--example",
        name,
    ]);
    command.arg("--message-format=json-render-diagnostics");
    let built = follow(&mut command).with_context(|| format!("building `{name}`"))?;
    Ok(built.binary(name)?.to_path_buf())
}

/// Runs a cargo that speaks JSON on its standard output, and gathers the programs it makes.
fn follow(command: &mut std::process::Command) -> Result<Built> {
    let mut built = Built::default();
    let mut said = String::new();
    let end = Running::start(command)?.follow(BUILD_LIMIT, |stream, line| match stream {
        Stream::Out => collect(line, &mut built),
        Stream::Err => {
            said += line;
            said.push('\n');
        }
    })?;
    if end != End::Success {
        bail!("{end}\n{}", said.trim_end());
    }
    Ok(built)
}

/// Takes note of the program that a line of cargo's JSON announces.
fn collect(line: &str, built: &mut Built) {
    let Ok(message) = serde_json::from_str::<Value>(line) else {
        return;
    };
    if message["reason"] != "compiler-artifact" {
        return;
    }
    let Some(path) = message["executable"].as_str().map(PathBuf::from) else {
        return;
    };
    let target = &message["target"];
    let Some(name) = target["name"].as_str().map(str::to_owned) else {
        return;
    };
    if message["profile"]["test"] != true {
        if target["kind"][0] == "bin" || target["kind"][0] == "example" {
            built.binaries.push((name, path));
        }
        return;
    }
    let manifest = message["manifest_path"].as_str().map(PathBuf::from);
    let Some(folder) = manifest
        .as_deref()
        .and_then(Path::parent)
        .map(Path::to_path_buf)
    else {
        return;
    };
    let package = folder
        .file_name()
        .map(|it| it.to_string_lossy().into_owned())
        .unwrap_or_default();
    let name = if name == package {
        name
    } else {
        format!("{package}::{name}")
    };
    built.programs.push(Program { name, path, folder });
}

/// Runs every test program of `built`, `at_once` of them side by side, and hands over each as it ends.
pub(crate) fn run_all(
    built: &Built,
    env: &[(String, String)],
    logs: &Path,
    at_once: usize,
    mut on_suite: impl FnMut(Suite) -> Result<()>,
) -> Result<()> {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, suites) = mpsc::channel();
        for _ in 0..at_once {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some(program) = built.programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if sender.send(run(program, built, env, logs)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        suites.iter().try_for_each(|suite| on_suite(suite?))
    })
}

/// Runs one test program with `env`; its whole output is kept in `logs`.
fn run(program: &Program, built: &Built, env: &[(String, String)], logs: &Path) -> Result<Suite> {
    let mut command = process::command(&program.path);
    command.arg("--show-output").current_dir(&program.folder);
    command
        .env("CARGO_MANIFEST_DIR", &program.folder)
        .envs(env.iter().map(|(k, v)| (k, v)));
    for (name, path) in &built.binaries {
        command.env(format!("CARGO_BIN_EXE_{name}"), path);
    }
    let begun = Instant::now();
    let mut said = String::new();
    let end = Running::start(&mut command)?.follow(SUITE_LIMIT, |_, line| {
        said += line;
        said.push('\n');
    })?;
    let log = logs.join(format!("{}.log", program.name.replace("::", "-")));
    std::fs::create_dir_all(logs)
        .and_then(|()| std::fs::write(&log, &said))
        .with_context(|| format!("writing `{}`", log.display()))?;
    let mut suite = libtest::read(&program.name, &said, &end);
    suite.time = begun.elapsed();
    Ok(suite)
}
