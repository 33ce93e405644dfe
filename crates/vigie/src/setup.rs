//! `vigie setup`: the first run without a browser, for scripts.

use std::{io::BufRead as _, process::ExitCode};

use anyhow::Context as _;
use engine::FirstRun;
use model::Locale;

use crate::{
    cli::{self, Language},
    config::Config,
    exit::Blame as _,
    house,
};

pub(crate) async fn run(mut config: Config, setup: cli::Setup) -> anyhow::Result<ExitCode> {
    if let Some(dir) = setup.data.data {
        config.data.dir = dir;
    }
    let mut password = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut password)
        .context("reading the password")
        .user("one line on standard input, in UTF-8")?;
    let db = house::store(&config).await?;
    let engine = house::engine(&config, db, &[]).await?;
    engine
        .set_up(FirstRun {
            org_name: setup.org,
            org_kind: setup.org_kind,
            time_zone: setup.time_zone,
            name: setup.name.unwrap_or_else(|| setup.login.clone()),
            login: setup.login,
            password: password.trim_end_matches(['\n', '\r']).to_owned(),
            locale: match setup.lang {
                Language::Fr => Locale::Fr,
                Language::En => Locale::En,
            },
        })
        .await
        .user("see `vigie setup --help`; a house is set up once")?;
    Ok(ExitCode::SUCCESS)
}
