//! `vigie doctor` and `vigie config check`: is everything as it should be, and if not, what to do.

use std::process::ExitCode;

use serde_json::json;
use store::Db;

use crate::{cli, config::Config, exit::Kind, house};

pub(crate) fn check_config(config: &Config, as_json: bool) -> anyhow::Result<ExitCode> {
    let url = config.database_url()?;
    let database = if url.starts_with("sqlite:") {
        url
    } else {
        "PostgreSQL".to_owned()
    };
    let facts = json!({
        "data": config.data.dir,
        "database": database,
        "listen": config.http.listen.to_string(),
        "public_url": config.http.public_url,
        "ops": config.ops.listen,
    });
    if as_json {
        crate::print(&format!("{facts:#}\n"));
    } else {
        crate::print(&format!(
            "The configuration is right.\n  data folder  {}\n  database     {database}\n  pages        http://{}\n",
            config.data.dir.display(),
            config.http.listen
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// One thing examined.
struct Finding {
    what: &'static str,
    is_ok: bool,
    said: String,
}

pub(crate) async fn run(mut config: Config, doctor: cli::Doctor) -> anyhow::Result<ExitCode> {
    if let Some(dir) = doctor.data.data {
        config.data.dir = dir;
    }
    let db = house::store(&config).await?;
    let findings = examine(&db).await?;
    let is_well = findings.iter().all(|it| it.is_ok);
    if doctor.json {
        let list: Vec<_> = findings
            .iter()
            .map(|it| json!({"what": it.what, "ok": it.is_ok, "said": it.said}))
            .collect();
        crate::print(&format!("{:#}\n", json!({"ok": is_well, "findings": list})));
    } else {
        for it in &findings {
            crate::print(&format!(
                "{} {}: {}\n",
                if it.is_ok { "ok  " } else { "BAD " },
                it.what,
                it.said
            ));
        }
    }
    db.close().await;
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        Kind::User.code()
    })
}

async fn examine(db: &Db) -> anyhow::Result<Vec<Finding>> {
    let mut findings = vec![Finding {
        what: "program",
        is_ok: true,
        said: format!("vigie {}", env!("CARGO_PKG_VERSION")),
    }];
    let warnings = db.warnings();
    findings.push(Finding {
        what: "settings",
        is_ok: warnings.is_empty(),
        said: if warnings.is_empty() {
            "what durability rests on is on".to_owned()
        } else {
            warnings.join("; ")
        },
    });
    let mut tx = db.read().await?;
    let mut problems = store::doctor::integrity_check(&mut tx).await?;
    problems.extend(store::doctor::foreign_key_check(&mut tx).await?);
    findings.push(Finding {
        what: "integrity",
        is_ok: problems.is_empty(),
        said: if problems.is_empty() {
            "the database is whole".to_owned()
        } else {
            problems.join("; ")
        },
    });
    let size: u64 = store::doctor::sizes(&mut tx)
        .await?
        .iter()
        .map(|it| it.bytes)
        .sum();
    findings.push(Finding {
        what: "size",
        is_ok: true,
        said: format!("{} MiB", size / 1_048_576),
    });
    let members = store::member::count(&mut tx).await?;
    findings.push(Finding {
        what: "house",
        is_ok: true,
        said: if members == 0 {
            "no administrator yet: `vigie serve`, then open the page".to_owned()
        } else {
            format!("{members} member(s)")
        },
    });
    Ok(findings)
}
