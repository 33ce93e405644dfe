//! What the tests stand on: each body runs on SQLite in a folder of its own, and on PostgreSQL in a
//! database of its own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use model::{
    Author, Locale, MemberId, Network, OrgId, PersonId, Post, PostId, QueryId, RemoteRef, Role,
    SourceId, Theme,
    seam::{ManualClock, Seams, SeededEntropy},
};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

use crate::{
    Config, Db, Tx, member,
    member::Member,
    org,
    org::Org,
    post::{Incoming, Saved, save_many},
    query, source,
    source::Source,
};

/// Declares one test a database: `name::sqlite` and `name::postgres`.
macro_rules! db_test {
    (async fn $name:ident($world:ident) $body:block) => {
        mod $name {
            use super::*;

            async fn body($world: &$crate::testing::World) $body

            #[test]
            fn sqlite() {
                $crate::testing::on_sqlite(async |world| body(world).await);
            }

            #[test]
            fn postgres() {
                $crate::testing::on_postgres(async |world| body(world).await);
            }
        }
    };
}
pub(crate) use db_test;

/// A database with one organisation in it, and where its ids and time come from.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) url: String,
    pub(crate) org: OrgId,
    pub(crate) seams: Seams,
}

impl World {
    async fn open(url: String) -> Self {
        let clock = Arc::new(ManualClock::at(at(0)));
        let seams = Seams {
            clock,
            entropy: Arc::new(SeededEntropy::new(1)),
        };
        let db = Db::open(&Config {
            url: url.clone(),
            readers: 2,
        })
        .await
        .unwrap();
        let mut world = Self {
            db,
            url,
            org: OrgId::from_uuid(Uuid::nil()),
            seams,
        };
        world.org = world.new_org().await;
        world
    }

    pub(crate) async fn write(&self) -> Tx {
        self.db.write().await.unwrap()
    }

    pub(crate) async fn read(&self) -> Tx {
        self.db.read().await.unwrap()
    }

    pub(crate) async fn new_org(&self) -> OrgId {
        let id = OrgId::from_uuid(self.seams.uuid());
        let mut tx = self.write().await;
        let kind = "city".to_owned();
        let timezone = "Europe/Paris".to_owned();
        org::insert(
            &mut tx,
            &Org {
                id,
                name: "Ville".to_owned(),
                kind,
                timezone,
                created_at: at(0),
            },
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// An organisation that owns nothing here.
    pub(crate) fn org_out_of_reach(&self) -> OrgId {
        OrgId::from_uuid(self.seams.uuid())
    }

    pub(crate) async fn new_member(&self, login: &str) -> Member {
        let member = Member {
            id: MemberId::from_uuid(self.seams.uuid()),
            org: self.org,
            person: PersonId::from_uuid(self.seams.uuid()),
            prefs: "{}".to_owned(),
            login: login.to_owned(),
            name: format!("{login} Nom"),
            role: Role::Editor,
            locale: Locale::Fr,
            theme: Theme::System,
            created_at: at(1),
        };
        let mut tx = self.write().await;
        member::insert(&mut tx, &member, "$argon2id$hash")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        member
    }

    pub(crate) async fn new_source(&self) -> Source {
        let source = Source {
            id: SourceId::from_uuid(self.seams.uuid()),
            org: self.org,
            kind: "feed".to_owned(),
            name: "Gazette".to_owned(),
            config: r#"{"url":"https://gazette.example/feed"}"#.to_owned(),
            enabled: true,
            created_at: at(1),
            received: 0,
            last_event_at: None,
            last_error: None,
            last_reason: None,
            last_error_at: None,
        };
        let mut tx = self.write().await;
        source::insert(&mut tx, &source).await.unwrap();
        tx.commit().await.unwrap();
        source
    }

    pub(crate) async fn new_query(&self, text: &str) -> QueryId {
        let id = QueryId::from_uuid(self.seams.uuid());
        let mut tx = self.write().await;
        query::insert(&mut tx, self.org, id, &change(text, at(1)))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Saves posts received at `received` in a transaction of their own.
    pub(crate) async fn save(&self, received: Timestamp, posts: &[Post]) -> Vec<Saved> {
        let mut tx = self.write().await;
        let batch: Vec<Incoming> = posts.iter().map(|it| self.incoming(it)).collect();
        let saved = save_many(&mut tx, self.org, received, &batch)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        saved
    }

    /// Saves one new post and answers its id.
    pub(crate) async fn save_new(&self, received: Timestamp, post: &Post) -> PostId {
        match self.save(received, std::slice::from_ref(post)).await[..] {
            [Saved::New(id)] => id,
            ref other => panic!("expected a new post, got {other:?}"),
        }
    }

    pub(crate) fn incoming<'a>(&self, post: &'a Post) -> Incoming<'a> {
        Incoming {
            id: PostId::from_uuid(self.seams.uuid()),
            post,
            lang: None,
            source: None,
        }
    }
}

/// So many seconds after an arbitrary morning.
pub(crate) fn at(seconds: i64) -> Timestamp {
    const MORNING: i64 = 1_790_000_000;
    Timestamp::from_second(MORNING + seconds).unwrap()
}

pub(crate) fn change(text: &str, at: Timestamp) -> query::Change<'_> {
    query::Change {
        name: "Une requête",
        text,
        canonical: text,
        by: None,
        at,
    }
}

pub(crate) fn post(id: &str, text: &str) -> Post {
    Post::new(
        RemoteRef::new(Network::Bluesky, id),
        author("did:plc:ada"),
        at(0),
        text,
    )
}

pub(crate) fn author(id: &str) -> Author {
    Author::new(id, "")
}

/// Runs SQL of the test itself, the same on both databases.
pub(crate) async fn execute(tx: &mut Tx, sql: &'static str) {
    on!(tx, |c| c.execute(sql).await.map(drop)).unwrap();
}

pub(crate) fn on_sqlite(body: impl AsyncFnOnce(&World)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("vigie.db").display());
    runtime().block_on(async {
        let world = World::open(url).await;
        body(&world).await;
        world.db.close().await;
    });
}

pub(crate) fn on_postgres(body: impl AsyncFnOnce(&World)) {
    let Some(server) = postgres_server() else {
        return;
    };
    let runtime = runtime();
    let name = database_name();
    let server = PgConnectOptions::from_str(&server).unwrap();
    let url = server.clone().database(&name).to_url_lossy().to_string();
    runtime.block_on(admin(&server, format!("CREATE DATABASE {name}")));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            let world = World::open(url).await;
            body(&world).await;
            world.db.close().await;
        });
    }));
    runtime.block_on(admin(
        &server,
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
    ));
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

async fn admin(server: &PgConnectOptions, sql: String) {
    let mut connection = PgConnection::connect_with(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
}

/// The address of a PostgreSQL where databases may be made; without one, tests on it are skipped,
/// unless they are required.
#[expect(
    clippy::disallowed_methods,
    reason = "only the tests know of this server"
)]
pub(crate) fn postgres_server() -> Option<String> {
    let server = std::env::var("VIGIE_TEST_POSTGRES")
        .ok()
        .filter(|it| !it.is_empty());
    if server.is_none() {
        assert!(
            std::env::var_os("REQUIRE_POSTGRES").is_none(),
            "set VIGIE_TEST_POSTGRES to a superuser's address"
        );
        eprintln!("skipped: no PostgreSQL (set VIGIE_TEST_POSTGRES)");
    }
    server
}

fn database_name() -> String {
    static N: AtomicU32 = AtomicU32::new(0);
    format!(
        "vigie_test_{}_{}",
        std::process::id(),
        N.fetch_add(1, Ordering::Relaxed)
    )
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// Waits for something that must come, so that a test fails instead of hanging.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    const DEADLINE: Duration = Duration::from_secs(20);
    tokio::time::timeout(DEADLINE, future)
        .await
        .expect("in time")
}
