//! A private PostgreSQL on a free port of loopback, quick rather than durable.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context as _, Result};
use rustix::process::Signal;

use crate::{
    process::{Running, command, run_well, which},
    setup,
};

/// Making an empty cluster takes a second on a quiet machine.
const INIT_LIMIT: Duration = Duration::from_secs(120);
const START_LIMIT: Duration = Duration::from_secs(60);
/// Another program may take the free port before PostgreSQL does.
const START_TRIES: usize = 3;
/// A fast shutdown aborts transactions and ends at once.
const STOP_PATIENCE: Duration = Duration::from_secs(10);
/// One suite opens a database per test, each with a small pool.
const CONNECTIONS_MAX: u32 = 200;
/// PostgreSQL refuses to run as root; this user comes with Debian's package.
const USER: &str = "postgres";

pub(crate) struct Postgres {
    pub(super) url: String,
    pub(super) running: Running,
}

/// The folder of the server's programs, the newest version first.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut debian: Vec<(u32, PathBuf)> = Vec::new();
    for item in std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
    {
        if let Some(version) = item.file_name().to_str().and_then(|it| it.parse().ok()) {
            debian.push((version, item.path().join("bin")));
        }
    }
    debian.sort();
    let on_path = setup::first_on_path(&["postgres"]).and_then(|it| it.canonicalize().ok());
    let on_path = on_path.and_then(|it| it.parent().map(Path::to_path_buf));
    let folders = debian.into_iter().rev().map(|(_, it)| it).chain(on_path);
    folders
        .into_iter()
        .find(|it| it.join("initdb").is_file() && it.join("postgres").is_file())
}

impl Postgres {
    pub(super) fn start(folder: &Path, logs: &Path) -> Result<Self> {
        let programs = programs().context("no PostgreSQL programs")?;
        std::fs::create_dir_all(folder)
            .with_context(|| format!("creating `{}`", folder.display()))?;
        if is_root() {
            run_well(command("chown").arg(USER).arg(folder), INIT_LIMIT)?;
        }
        let data = folder.join("data");
        let mut init = as_user(&programs.join("initdb"));
        init.arg("-D").arg(&data).args([
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        run_well(init.current_dir(folder), INIT_LIMIT)?;
        let mut last = None;
        for _ in 0..START_TRIES {
            match Self::start_on(free_port()?, &programs, folder, logs) {
                Ok(server) => return Ok(server),
                Err(error) => last = Some(error),
            }
        }
        Err(last.expect("the loop above ran at least once"))
    }

    fn start_on(port: u16, programs: &Path, folder: &Path, logs: &Path) -> Result<Self> {
        let mut server = as_user(&programs.join("postgres"));
        server
            .arg("-D")
            .arg(folder.join("data"))
            .current_dir(folder);
        let sockets = format!("unix_socket_directories={}", folder.display());
        for setting in [
            "listen_addresses=127.0.0.1",
            &format!("port={port}"),
            &format!("max_connections={CONNECTIONS_MAX}"),
            &sockets,
            // The data live as long as this run: nothing has to survive a power cut.
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "shared_buffers=64MB",
            "log_destination=stderr",
            "logging_collector=off",
        ] {
            server.args(["-c", setting]);
        }
        let mut running = Running::start(&mut server)?;
        running.wait_for(START_LIMIT, |line| {
            line.contains("is ready to accept connections")
                .then_some(())
        })?;
        let running = running.log_to(&logs.join("postgres.log"))?;
        Ok(Self {
            url: format!("postgres://{USER}@127.0.0.1:{port}/postgres"),
            running,
        })
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.running.stop(Signal::INT, STOP_PATIENCE);
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The program, as a user PostgreSQL accepts.
fn as_user(program: &Path) -> Command {
    if !is_root() || which("setpriv").is_none() {
        return command(program);
    }
    let mut command = command("setpriv");
    command
        .args([
            &format!("--reuid={USER}"),
            &format!("--regid={USER}"),
            "--init-groups",
        ])
        .arg(program);
    command
}

fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
    Ok(listener
        .local_addr()
        .context("looking for a free port")?
        .port())
}
