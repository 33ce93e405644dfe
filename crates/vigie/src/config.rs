//! One TOML file, then `VIGIE__SECTION__KEY` variables, then flags; parsed once, here.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use serde::Deserialize;

use crate::exit::{Blame as _, user_error};

/// Looked for when no file is named.
pub(crate) const DEFAULT_FILE: &str = "vigie.toml";
const ENV_PREFIX: &str = "VIGIE__";

/// The commented example: every key with its default. A test holds it equal to [`Config::default`].
pub(crate) const EXAMPLE: &str = include_str!("config/example.toml");

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    pub(crate) data: Data,
    pub(crate) database: Database,
    pub(crate) http: Http,
    pub(crate) ops: Ops,
    pub(crate) listen: Listen,
    pub(crate) archive: Archive,
    pub(crate) egress: Egress,
    pub(crate) session: Session,
    pub(crate) log: Log,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Data {
    pub(crate) dir: PathBuf,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) url_file: Option<PathBuf>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Http {
    pub(crate) listen: SocketAddr,
    pub(crate) public_url: String,
    pub(crate) trusted_proxies: Vec<IpAddr>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Ops {
    pub(crate) listen: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Keep {
    #[default]
    Matched,
    All,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Listen {
    pub(crate) keep: Keep,
    pub(crate) unmatched_days: u32,
    pub(crate) matched_days: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Archive {
    pub(crate) enabled: bool,
    pub(crate) keep_days: u32,
    pub(crate) max_gb: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Egress {
    pub(crate) allow_private: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Session {
    pub(crate) idle_hours: u32,
    pub(crate) max_days: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Log {
    pub(crate) level: String,
    pub(crate) format: LogFormat,
}

impl Default for Data {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("vigie-data"),
        }
    }
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            trusted_proxies: Vec::new(),
        }
    }
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            keep: Keep::Matched,
            unmatched_days: 2,
            matched_days: 365,
        }
    }
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            enabled: true,
            keep_days: 0,
            max_gb: 20,
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle_hours: 12,
            max_days: 7,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            level: "info".to_owned(),
            format: LogFormat::Text,
        }
    }
}

impl Config {
    /// Reads `file` (or `vigie.toml` when it exists), then the environment.
    pub(crate) fn load(
        file: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        let path = match file {
            Some(path) => Some(path.to_owned()),
            None => Some(PathBuf::from(DEFAULT_FILE)).filter(|it| it.exists()),
        };
        let source = match &path {
            Some(path) => std::fs::read_to_string(path)
                .with_context(|| format!("reading the configuration {}", path.display()))
                .user("`vigie config example` prints one to start from")?,
            None => String::new(),
        };
        let name = path.as_deref().map_or_else(
            || "the environment".to_owned(),
            |it| it.display().to_string(),
        );
        Self::parse(&source, env)
            .with_context(|| format!("in {name}"))
            .user("`vigie config example` prints every key with its meaning")
    }

    /// Parses `source` and lays the variables over it.
    pub(crate) fn parse(
        source: &str,
        env: impl Iterator<Item = (String, String)>,
    ) -> anyhow::Result<Self> {
        // Parsed alone first: errors of the file then carry line and column.
        let _: Self = toml::from_str(source)?;
        let mut table: toml::Table = toml::from_str(source)?;
        for (name, value) in env {
            let Some(path) = name.strip_prefix(ENV_PREFIX) else {
                continue;
            };
            let (section, key) = path
                .split_once("__")
                .ok_or_else(|| anyhow::anyhow!("`{name}` should be {ENV_PREFIX}SECTION__KEY"))?;
            let section = table
                .entry(section.to_lowercase())
                .or_insert_with(|| toml::Value::Table(toml::Table::new()))
                .as_table_mut()
                .ok_or_else(|| anyhow::anyhow!("`{name}` names a section that is not a table"))?;
            section.insert(key.to_lowercase(), typed(&value));
        }
        let config: Self = toml::Value::Table(table).try_into()?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        let url = &self.http.public_url;
        let is_origin = |it: &str| {
            (it.starts_with("https://") || it.starts_with("http://")) && !it.ends_with('/')
        };
        anyhow::ensure!(
            url.is_empty() || is_origin(url),
            "`http.public_url` should be an address such as https://vigie.example.org, without a slash at the end"
        );
        anyhow::ensure!(
            self.session.idle_hours > 0,
            "`session.idle_hours` should be 1 or more"
        );
        anyhow::ensure!(
            self.session.max_days > 0,
            "`session.max_days` should be 1 or more"
        );
        anyhow::ensure!(
            self.ops.listen.is_empty() || self.ops.listen.parse::<SocketAddr>().is_ok(),
            "`ops.listen` should be an address and a port such as 127.0.0.1:9090, or empty"
        );
        anyhow::ensure!(
            self.database.url.is_empty() || self.database.url_file.is_none(),
            "`database.url` and `database.url_file` exclude each other"
        );
        Ok(())
    }

    /// The database's address: as configured, or SQLite in the data folder.
    pub(crate) fn database_url(&self) -> anyhow::Result<String> {
        if let Some(file) = &self.database.url_file {
            let url = std::fs::read_to_string(file)
                .with_context(|| format!("reading the database address in {}", file.display()))
                .user("`database.url_file` should hold one line, the address")?;
            return Ok(url.trim().to_owned());
        }
        if self.database.url.is_empty() {
            let file = self.data.dir.join("vigie.db");
            let file = file
                .to_str()
                .ok_or_else(|| user_error("the data folder's name is not UTF-8", ""))?;
            return Ok(format!("sqlite:{file}"));
        }
        Ok(self.database.url.clone())
    }
}

/// A variable's value as TOML where it is a number, a boolean or a list; else as text.
fn typed(value: &str) -> toml::Value {
    let is_literal =
        value.starts_with('[') || value.parse::<i64>().is_ok() || matches!(value, "true" | "false");
    if is_literal
        && let Ok(mut table) = toml::from_str::<toml::Table>(&format!("value = {value}"))
        && let Some(parsed) = table.remove("value")
    {
        return parsed;
    }
    toml::Value::String(value.to_owned())
}

#[cfg(test)]
mod tests;
