//! Builds the interface's assets with npm and esbuild, so that `cargo build` is all it takes.
//!
//! Packages are installed under the target folder, never in the source tree, and only when
//! `package-lock.json` changed; npm's cache is asked first, so that a warm one needs no network.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// The oldest Node whose features `build.mjs` and esbuild use.
const NODE_MAJOR_MIN: u32 = 20;

#[expect(clippy::print_stderr, reason = "this is how a build script speaks")]
fn main() -> ExitCode {
    match run() {
        Ok(modules) => {
            println!("cargo::rerun-if-changed=assets");
            println!("cargo::rerun-if-changed=build.rs");
            // Tests check the scripts' types with the compiler installed there.
            println!("cargo::rustc-env=VIGIE_UI_MODULES={}", modules.display());
            ExitCode::SUCCESS
        }
        Err(message) => {
            println!("cargo::error={message}");
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<PathBuf, String> {
    let source = folder("CARGO_MANIFEST_DIR")?.join("assets");
    let out = folder("OUT_DIR")?;
    check_node()?;
    // OUT_DIR is PROFILE/build/ui-HASH/out. One copy of the packages serves all hashes of a profile,
    // and cargo's lock on the profile keeps two builds from installing at once.
    let modules = out
        .ancestors()
        .nth(3)
        .ok_or("OUT_DIR is not where cargo puts it")?
        .join("ui-npm");
    install(&source, &modules)?;
    let mut node = command("node");
    node.arg(source.join("build.mjs"))
        .arg(&source)
        .arg(&modules)
        .arg(&out);
    finish(&mut node, "building the interface's assets")?;
    Ok(modules)
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo talks to build scripts through the environment"
)]
fn folder(name: &str) -> Result<PathBuf, String> {
    env::var(name)
        .map(PathBuf::from)
        .map_err(|err| format!("{name}: {err}"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "building is done by Node's tools"
)]
fn command(program: &str) -> Command {
    Command::new(program)
}

fn check_node() -> Result<(), String> {
    let wanted = format!(
        "Vigie's interface is built with Node.js {NODE_MAJOR_MIN} or later, with npm: install it (https://nodejs.org, or \
         your system's `nodejs` and `npm` packages) and build again; it is not needed to run"
    );
    let output = command("node")
        .arg("--version")
        .output()
        .map_err(|err| format!("{wanted} (`node`: {err})"))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|it| it.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR_MIN => Ok(()),
        _ => Err(format!("{wanted} (found `{version}`)")),
    }
}

/// Runs `npm ci` unless what is installed is what the lock file says.
fn install(source: &Path, modules: &Path) -> Result<(), String> {
    let say = |err: io::Error| format!("preparing {}: {err}", modules.display());
    let lock = fs::read(source.join("package-lock.json")).map_err(say)?;
    // Written after a whole install only: a cut one starts again.
    let stamp = modules.join("installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    fs::create_dir_all(modules).map_err(say)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(source.join(file), modules.join(file)).map_err(say)?;
    }
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args([
        "ci",
        "--prefer-offline",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    npm.current_dir(modules);
    finish(
        &mut npm,
        "installing the interface's build tools with `npm ci` (it needs the network once)",
    )?;
    fs::write(stamp, lock).map_err(say)
}

fn finish(command: &mut Command, doing: &str) -> Result<(), String> {
    let output = command.output().map_err(|err| format!("{doing}: {err}"))?;
    if output.status.success() {
        return Ok(());
    }
    // One line for cargo: the last that says something is npm's or esbuild's reason.
    let said = String::from_utf8_lossy(&output.stderr);
    let reason = said
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" | ");
    Err(format!("{doing}: {}: {reason}", output.status))
}
