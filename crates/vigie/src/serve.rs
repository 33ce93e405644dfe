//! `vigie serve`: the whole product in one process, until it is asked to stop.

use std::{io::ErrorKind, net::SocketAddr, process::ExitCode, time::Duration};

use anyhow::Context as _;
use axum::Router;
use engine::Engine;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::App;

use crate::{
    cli,
    config::Config,
    exit::{Blame as _, user_error},
    house, system,
};

/// How long work in progress may take after the first signal.
const PATIENCE: Duration = Duration::from_secs(20);
/// The usual exit code of a program a person cut short.
const INTERRUPTED: u8 = 130;

pub(crate) async fn run(mut config: Config, serve: cli::Serve) -> anyhow::Result<ExitCode> {
    if let Some(dir) = serve.data.data {
        config.data.dir = dir;
    }
    if let Some(listen) = serve.listen {
        config.http.listen = listen;
    }
    let _lock = house::lock(&config.data.dir)?;
    let listener = bind(config.http.listen, "--listen ADDR:PORT").await?;
    let db = house::store(&config).await?;
    let engine = house::engine(&config, db, &[]).await?;
    engine.start().await?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "Vigie listens on http://{address}");
    if !engine.is_set_up().await? {
        tracing::info!("open http://{address} to create the administrator");
    }
    until_stopped(&config, engine, listener, CancellationToken::new()).await
}

/// Binds, or says who is in the way and how to get past.
pub(crate) async fn bind(address: SocketAddr, flag: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => user_error(
                format!("{address} is already taken by another program"),
                format!("stop it, or choose another with {flag}"),
            ),
            ErrorKind::PermissionDenied => user_error(
                format!("this user may not listen on {address}"),
                format!("choose a port above 1023 with {flag}, behind a reverse proxy"),
            ),
            _ => user_error(
                format!("cannot listen on {address}: {error}"),
                format!("choose another with {flag}"),
            ),
        })
}

/// Serves until a signal, then stops in order: no new requests, tasks finish, connections close.
/// `stop` ends it from within (tests, the end of a replay).
pub(crate) async fn until_stopped(
    config: &Config,
    engine: Engine,
    listener: TcpListener,
    stop: CancellationToken,
) -> anyhow::Result<ExitCode> {
    let mut media_key = [0; 32];
    system::seams().entropy.fill(&mut media_key);
    let settings = web::Settings {
        public_url: Some(config.http.public_url.clone()).filter(|it| !it.is_empty()),
        trusted_proxies: config.http.trusted_proxies.clone(),
    };
    let app = App::new(engine.clone(), settings, media_key);
    let pages = ui::router(&app);
    let ops = match config.ops.listen.as_str() {
        "" => None,
        address => {
            let address = address
                .parse()
                .context("reading `ops.listen`")
                .user("an address and a port")?;
            Some((
                bind(address, "`ops.listen`").await?,
                web::ops_router(app.clone()),
            ))
        }
    };
    let serving = serve_pages(listener, pages, stop.clone());
    let watching = async {
        match ops {
            Some((listener, router)) => serve_pages(listener, router, stop.clone()).await,
            None => Ok(()),
        }
    };
    // Live streams end with the engine, so that graceful shutdown isn't held up by open pages.
    let stopping = async {
        stop.cancelled().await;
        engine.stop(PATIENCE).await
    };
    let work = async {
        let (served, watched, clean) = tokio::join!(serving, watching, stopping);
        if !clean {
            tracing::warn!("some work did not finish in time and was dropped");
        }
        tracing::info!("stopped");
        served.and(watched).map(|()| ExitCode::SUCCESS)
    };
    tokio::select! {
        ended = work => ended,
        () = obey_signals(&stop) => Ok(ExitCode::from(INTERRUPTED)),
    }
}

async fn serve_pages(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let graceful =
        axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let deadline = async {
        stop.cancelled().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = graceful => served.context("serving pages"),
        () = deadline => Ok(()),
    }
}

/// The first SIGTERM or Ctrl-C asks everything to finish; returns at the second.
async fn obey_signals(stop: &CancellationToken) {
    interrupted().await;
    tracing::info!(
        "stopping: finishing what is begun, at most {} s; once more to stop at once",
        PATIENCE.as_secs()
    );
    stop.cancel();
    interrupted().await;
}

async fn interrupted() {
    #[cfg(unix)]
    {
        let Ok(mut term) =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = term.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
