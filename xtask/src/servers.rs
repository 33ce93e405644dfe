//! The servers that tests talk to, private to one run and gone with it.

mod atproto;
pub(crate) mod postgres;

use anyhow::{Context as _, Result};

use crate::{
    npm,
    process::{self, say},
    setup,
    workspace::{Scratch, Workspace},
};

/// Which servers a run needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) postgres: bool,
    pub(crate) atproto: bool,
}

/// Running servers; dropping them ends them.
pub(crate) struct Servers {
    postgres: Option<postgres::Postgres>,
    atproto: Option<atproto::Atproto>,
    /// Last, so that the servers end before their folder goes.
    _scratch: Scratch,
}

impl Servers {
    /// Installs what is missing and starts the wanted servers.
    pub(crate) fn start(workspace: &Workspace, wanted: Wanted) -> Result<Self> {
        let scratch = workspace.scratch("servers")?;
        let logs = workspace.cache("logs");
        let postgres = wanted.postgres.then(|| {
            setup::ensure(&[&setup::POSTGRES])?;
            postgres::Postgres::start(&scratch.path.join("postgres"), &logs)
                .context("starting PostgreSQL")
        });
        let postgres = postgres.transpose()?;
        let atproto = wanted.atproto.then(|| {
            setup::ensure(&[&setup::NODE, &setup::COMPILER])?;
            let scripts = npm::install(workspace, &npm::SERVERS)?;
            atproto::Atproto::start(&scripts, &scratch.path.join("atproto"), &logs)
                .context("starting the PDS")
        });
        let atproto = atproto.transpose()?;
        Ok(Self {
            postgres,
            atproto,
            _scratch: scratch,
        })
    }

    /// What tests read to find the servers; a server that is promised here is one that may not be skipped.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let mut env = Vec::new();
        if let Some(postgres) = &self.postgres {
            env.push(("VIGIE_TEST_POSTGRES".to_owned(), postgres.url.clone()));
            env.push(("REQUIRE_POSTGRES".to_owned(), "1".to_owned()));
        }
        if let Some(atproto) = &self.atproto {
            env.push(("VIGIE_TEST_ATPROTO".to_owned(), atproto.description.clone()));
            env.push(("REQUIRE_ATPROTO".to_owned(), "1".to_owned()));
        }
        env
    }

    /// The servers that have died since, which explains failures better than the failures do.
    pub(crate) fn dead(&mut self) -> Vec<&'static str> {
        let mut dead = Vec::new();
        if self
            .postgres
            .as_mut()
            .is_some_and(|it| it.running.has_ended())
        {
            dead.push("PostgreSQL");
        }
        if self
            .atproto
            .as_mut()
            .is_some_and(|it| it.running.has_ended())
        {
            dead.push("the PDS");
        }
        dead
    }
}

/// `cargo xtask servers`.
pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<bool> {
    crate::options(args, &[])?;
    let servers = Servers::start(
        workspace,
        Wanted {
            postgres: true,
            atproto: true,
        },
    )?;
    for (name, value) in servers.environment() {
        say(&format!("export {name}='{value}'"));
    }
    say("# ready; Ctrl-C ends them");
    process::wait_for_interrupt();
    Ok(true)
}
