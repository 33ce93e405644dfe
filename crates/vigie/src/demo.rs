//! `vigie demo`: a simulated city, heard through the real path, ready to watch.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::ExitCode,
    time::Duration,
};

use anyhow::Context as _;
use engine::{Actor, Engine, FirstRun, OrgSettings};
use model::{Locale, SourceState, time};
use networks::SourceConfig;
use serde::{Deserialize, Serialize};
use sim::{Handle, Sandbox};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{
    cli,
    config::{Config, Keep},
    exit::{Blame as _, user_error},
    house, serve, source_command, system,
};

/// Who signs in to the demo. It only ever listens on loopback.
const LOGIN: &str = "camille";
const PASSWORD: &str = "la-vigie-d-aubrelac";
/// The demo's own notes: without them a folder isn't a demo, and is never emptied.
const NOTES: &str = "demo.json";
const STORY: &str = "story.json";
/// Days of past a new demo is given.
const PAST_DAYS: u32 = 30;
/// The page is shown after this long even if the past is still being read.
const FILL_MAX: Duration = Duration::from_secs(120);
/// The press of the sandbox is on loopback: asking often costs nobody anything.
const PRESS_EVERY_S: u32 = 15;

#[derive(Serialize, Deserialize)]
struct Notes {
    seed: u64,
    start_us: i64,
    /// Kept from run to run: addresses of pictures in stored posts name it.
    sandbox_port: u16,
}

pub(crate) async fn run(mut config: Config, demo: cli::Demo) -> anyhow::Result<ExitCode> {
    if demo.fresh {
        empty(&demo.data)?;
    }
    config.data.dir.clone_from(&demo.data);
    // Whatever the operator configured for the real house doesn't concern the demo.
    config.database = crate::config::Database::default();
    config.listen.keep = Keep::All;
    config.listen.unmatched_days = 2 * PAST_DAYS;
    config.http.public_url = String::new();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, demo.port));

    let _lock = house::lock(&config.data.dir)?;
    let listener = serve::bind(address, "--port").await?;
    let address = listener.local_addr()?;
    let (notes, network_listener) = sandbox(&demo).await?;
    let network_address = network_listener.local_addr()?.to_string();
    // The network outlives those who listen to it: a stop is not an outage.
    let network_stop = CancellationToken::new();
    let network = open_network(&demo, &notes, network_listener, network_stop.clone());

    let db = house::store(&config).await?;
    let engine = house::engine(&config, db, &[network_address]).await?;
    if engine.is_set_up().await? {
        // What is stored can be read while the city wakes up.
        invite(address, false);
        let city = async {
            let network = network.await?;
            reopen(&engine, sources(&network.handle())).await?;
            if !network_stop.is_cancelled() {
                engine.start().await?;
            }
            network.run().await.context("the sandbox network failed")
        };
        let pages = serve_until_stopped(&config, engine.clone(), listener, &network_stop);
        let ((), ended) = tokio::try_join!(city, pages)?;
        Ok(ended)
    } else {
        let network = network.await?;
        let operator = furnish(&engine, sources(&network.handle())).await?;
        engine.start().await?;
        let city = async { network.run().await.context("the sandbox network failed") };
        let pages = async {
            fill(&engine, &operator).await?;
            invite(address, true);
            serve_until_stopped(&config, engine.clone(), listener, &network_stop).await
        };
        let ((), ended) = tokio::try_join!(city, pages)?;
        Ok(ended)
    }
}

async fn serve_until_stopped(
    config: &Config,
    engine: Engine,
    listener: TcpListener,
    network_stop: &CancellationToken,
) -> anyhow::Result<ExitCode> {
    let ended = serve::until_stopped(config, engine, listener, CancellationToken::new()).await;
    network_stop.cancel();
    ended
}

/// The city with its past, which takes a second or two of work.
async fn open_network(
    demo: &cli::Demo,
    notes: &Notes,
    listener: TcpListener,
    stop: CancellationToken,
) -> anyhow::Result<Sandbox> {
    let settings = sim::Settings {
        days: PAST_DAYS,
        speed: demo.speed * sim::SPEED_DEFAULT,
        ..sim::Settings::new(notes.seed, time::from_micros(notes.start_us))
    };
    let story = demo.data.join(STORY);
    let opened = tokio::task::spawn_blocking(move || {
        let world = sim::World::generate(&settings);
        Sandbox::open(world, listener, system::seams().clock, Some(story), stop)
    });
    opened
        .await
        .context("making the city")?
        .with_context(|| format!("taking up the story in {}", demo.data.display()))
        .user("start over with --fresh")
}

/// Empties a demo's folder, and no other.
fn empty(dir: &Path) -> anyhow::Result<()> {
    if !dir.exists() {
        return Ok(());
    }
    let is_ours = dir.join(NOTES).is_file() || fs::read_dir(dir)?.next().is_none();
    if !is_ours {
        return Err(user_error(
            format!(
                "{} is not a demo folder, and --fresh would empty it",
                dir.display()
            ),
            "name another folder with --data",
        ));
    }
    // A running demo holds the lock: emptying under it would only confuse both.
    let lock = house::lock(dir)?;
    fs::remove_dir_all(dir)
        .with_context(|| format!("emptying {}", dir.display()))
        .user("check its permissions")?;
    drop(lock);
    Ok(())
}

/// The notes of this folder, made on the first run, and the sandbox's listener.
async fn sandbox(demo: &cli::Demo) -> anyhow::Result<(Notes, TcpListener)> {
    let path = demo.data.join(NOTES);
    let known: Option<Notes> = match fs::read(&path) {
        Ok(bytes) => Some(
            serde_json::from_slice(&bytes)
                .with_context(|| format!("reading {}", path.display()))
                .user("start over with --fresh")?,
        ),
        Err(_) => None,
    };
    if let Some(notes) = &known
        && notes.seed != demo.seed
    {
        tracing::warn!(
            "this folder has seed {}; --fresh --seed {} makes another city",
            notes.seed,
            demo.seed
        );
    }
    let wanted = known.as_ref().map_or(0, |it| it.sandbox_port);
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .context("opening the sandbox network")?,
    };
    let sandbox_port = listener.local_addr()?.port();
    let notes = match known {
        Some(notes) => Notes {
            sandbox_port,
            ..notes
        },
        None => Notes {
            seed: demo.seed,
            start_us: system::seams().now().as_microsecond(),
            sandbox_port,
        },
    };
    fs::write(&path, serde_json::to_vec_pretty(&notes)?)
        .with_context(|| format!("writing {}", path.display()))
        .user("choose a folder you can write to, with --data")?;
    Ok((notes, listener))
}

/// A new house: the city, its administrator, sources, boards.
async fn furnish(engine: &Engine, sources: Vec<(String, SourceConfig)>) -> anyhow::Result<Actor> {
    let signed_in = engine
        .set_up(FirstRun {
            org_name: "Aubrelac".to_owned(),
            org_kind: "Ville · 9 services".to_owned(),
            time_zone: "Europe/Paris".to_owned(),
            login: LOGIN.to_owned(),
            name: "Camille R.".to_owned(),
            password: PASSWORD.to_owned(),
            locale: Locale::Fr,
        })
        .await?;
    let operator = signed_in.actor;
    for (name, config) in sources {
        engine.add_source(&operator, Some(name), config).await?;
    }
    let known = engine.org_settings(&operator).await?;
    let settings = OrgSettings {
        own_accounts: OWN_ACCOUNTS.iter().map(ToString::to_string).collect(),
        ..known
    };
    engine.set_org_settings(&operator, &settings).await?;
    let press = PRESS.iter().map(ToString::to_string).collect();
    engine.list_add(&operator, PRESS_LIST, press).await?;
    for (board, columns) in BOARDS {
        let is_shared = *board != PRIVATE_BOARD;
        let board = engine.board_add(&operator, board, is_shared).await?;
        for (title, query) in *columns {
            engine.column_add(&operator, board, title, query).await?;
        }
    }
    Ok(operator)
}

/// A known house whose sandbox may answer elsewhere now.
async fn reopen(engine: &Engine, sources: Vec<(String, SourceConfig)>) -> anyhow::Result<Actor> {
    let operator = source_command::operator(engine).await?;
    let known = engine.sources(&operator).await?;
    for (name, config) in sources {
        if let Some(source) = known
            .iter()
            .find(|it| it.name == name && it.address != config.address())
        {
            engine
                .set_source_config(&operator, source.id, config)
                .await?;
        }
    }
    Ok(operator)
}

fn sources(sandbox: &Handle) -> Vec<(String, SourceConfig)> {
    let network = (
        "Réseau d’Aubrelac".to_owned(),
        SourceConfig::sandbox(sandbox.base_url().to_owned()),
    );
    let press = sandbox
        .feeds()
        .into_iter()
        .map(|(name, url)| (name, SourceConfig::feed_every(url, PRESS_EVERY_S)));
    std::iter::once(network).chain(press).collect()
}

/// The services that speak for Aubrelac: what they say is ours.
const OWN_ACCOUNTS: &[&str] = &[
    "aubrelac",
    "agglo_aubrelac",
    "musee_bateliers",
    "museum_aubrelac",
    "conservatoire_aubrelac",
    "patinoire_glycines",
    "jeunes_aubrelac",
    "mediatheque_sorbier",
    "piscine_roselieres",
    "clapotis",
];
const PRESS_LIST: &str = "Presse d’ici";
const PRESS: &[&str] = &["batelier_libre", "radio_roseliere", "fanal"];
/// Camille's alone; the others are everybody's.
const PRIVATE_BOARD: &str = "Mon coin";

/// Boards a city and a postal group would make on their first day.
const BOARDS: &[(&str, &[(&str, &str)])] = &[
    (
        "Ville au quotidien",
        &[
            ("Toute la ville", "réseau:sandbox"),
            ("Aubrelac, mentions", "aubrelac OU @aubrelac OU mairie"),
            (
                "Patinoire des Glycines",
                "patinoire* OU \"la glace\" OU @patinoire",
            ),
            (
                "Musée des Bateliers",
                "\"musée des bateliers\" OU musée OU @musee",
            ),
            ("Presse et sites", "network:press"),
        ],
    ),
    (
        "La Diligence",
        &[
            ("La Diligence, mentions", "\"la diligence\" OU @ladiligence"),
            (
                "Colis en retard",
                "(colis OU paquet OU livraison) SAUF vide",
            ),
            (
                "Questions",
                "(colis OU diligence) (où OU quand OU comment OU pourquoi)",
            ),
        ],
    ),
    (
        "Vigilance",
        &[
            (
                "Crue de la Vèze",
                "crue OU inondation* OU \"la vèze\" OU vigilance",
            ),
            (
                "Rumeurs",
                "rumeur* OU paraît OU \"il paraît\" OU \"on m'a dit\"",
            ),
            (
                "Voirie et bus",
                "travaux OU bus OU circulation OU stationnement",
            ),
        ],
    ),
    (
        PRIVATE_BOARD,
        &[
            ("Questions à la ville", "aubrelac is:question SAUF is:ours"),
            ("La presse d’ici", "list:\"Presse d’ici\""),
            ("Ce que nous disons", "is:ours"),
        ],
    ),
];

/// Waits until the past has been read, and says how it goes.
async fn fill(engine: &Engine, operator: &Actor) -> anyhow::Result<()> {
    let mut tick = tokio::time::interval(Duration::from_millis(500));
    let deadline = std::time::Instant::now() + FILL_MAX;
    loop {
        tick.tick().await;
        let sources = engine.sources(operator).await?;
        let is_reading = |state| matches!(state, SourceState::Connecting | SourceState::CatchingUp);
        if !sources.iter().any(|it| is_reading(it.state)) {
            engine.drained().await;
            talk("\r\x1b[K");
            return Ok(());
        }
        if std::time::Instant::now() > deadline {
            tracing::warn!("the past is still being read; columns go on filling");
            return Ok(());
        }
        let received: u64 = sources.iter().map(|it| it.received).sum();
        talk(&format!("\rReading the city's past… {received} posts"));
    }
}

fn invite(address: SocketAddr, is_new: bool) {
    let begun = if is_new {
        "A new Aubrelac, with its past month"
    } else {
        "Aubrelac goes on where it stopped"
    };
    talk(&format!(
        "{begun}.\n\n  Open      http://{address}\n  Login     {LOGIN}\n  Password  {PASSWORD}\n\nCtrl-C stops; the same \
         command goes on, --fresh begins again.\n"
    ));
}

#[expect(
    clippy::print_stderr,
    reason = "the command line talks on standard error"
)]
fn talk(text: &str) {
    eprint!("{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_of_the_boards_are_right() {
        for (_, columns) in BOARDS {
            for (title, text) in *columns {
                let parsed = query::parse(text);
                assert!(
                    parsed.valid().is_some(),
                    "{title}: {:?}",
                    parsed.diagnostics
                );
            }
        }
    }

    #[test]
    fn fresh_refuses_a_folder_that_is_not_a_demo() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.odt"), "years of work").unwrap();
        assert!(empty(dir.path()).is_err());
        assert!(dir.path().join("thesis.odt").exists());
        fs::write(dir.path().join(NOTES), "{}").unwrap();
        empty(dir.path()).unwrap();
        assert!(!dir.path().exists());
    }

    #[test]
    fn notes_survive_a_round_trip() {
        let notes = Notes {
            seed: 3,
            start_us: 0,
            sandbox_port: 4000,
        };
        let back: Notes = serde_json::from_slice(&serde_json::to_vec(&notes).unwrap()).unwrap();
        assert_eq!((back.seed, back.start_us, back.sandbox_port), (3, 0, 4000));
    }
}
