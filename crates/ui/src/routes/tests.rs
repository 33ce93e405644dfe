//! Through the router, as a browser without script: forms, links, cookies, and what is refused.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use engine::Engine;
use model::{
    seam::{ManualClock, Seams, SeededEntropy},
    time,
};
use tempfile::TempDir;
use tower::ServiceExt as _;
use web::App;

use crate::outline::{Element, elements};

mod posts;
mod queries;
mod settings;

/// More than any page here.
const PAGE_BYTES_MAX: usize = 1 << 20;

struct House {
    router: Router,
    cookie: String,
    db: store::Db,
    #[expect(dead_code, reason = "the folder goes with the house")]
    dir: TempDir,
}

struct Page {
    status: StatusCode,
    location: Option<String>,
    cookies: Vec<String>,
    headers: header::HeaderMap,
    html: String,
}

impl Page {
    fn all(&self) -> Vec<Element> {
        elements(&self.html)
    }

    fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The first address of a form that starts and ends so.
    fn action(&self, from: &str, to: &str) -> String {
        let of = |it: &Element| {
            it.attribute("action")
                .or(it.attribute("href"))
                .map(str::to_owned)
        };
        let is = |it: &String| it.starts_with(from) && it.ends_with(to);
        self.all()
            .iter()
            .filter_map(of)
            .find(is)
            .unwrap_or_else(|| panic!("no {from}…{to}"))
    }
}

async fn house() -> House {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("vigie.db").display());
    let db = store::Db::open(&store::Config { url, readers: 2 })
        .await
        .unwrap();
    let clock = Arc::new(ManualClock::at(time::from_micros(1_790_000_000_000_000)));
    let seams = Seams {
        clock,
        entropy: Arc::new(SeededEntropy::new(7)),
    };
    let egress = networks::egress::Egress::new(networks::egress::Settings::new("test"));
    let day = Duration::from_secs(24 * 3_600);
    let settings = engine::Settings {
        keep: engine::Keep::Matched,
        unmatched_kept: day,
        matched_kept: day,
        session_idle: day,
        session_max: day,
        archive: engine::ArchiveSettings::default(),
    };
    let engine = Engine::open(db.clone(), egress, seams, settings)
        .await
        .unwrap();
    let app = App::new(
        engine,
        web::Settings {
            public_url: None,
            trusted_proxies: Vec::new(),
        },
        [7; 32],
    );
    House {
        router: super::router(&app),
        cookie: String::new(),
        db,
        dir,
    }
}

impl House {
    async fn send(&self, request: axum::http::request::Builder, body: &str) -> Page {
        let request = request
            .header(header::HOST, "vigie.test")
            .header(header::ACCEPT, "text/html,*/*")
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(body.to_owned()))
            .unwrap();
        page(self.router.clone().oneshot(request).await.unwrap()).await
    }

    async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), "").await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = Request::post(path)
            .header(header::ORIGIN, "http://vigie.test")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, &body).await
    }

    /// A house with its administrator signed in.
    async fn open() -> Self {
        let mut house = house().await;
        let done = house.post("/first-run", &FIRST_RUN).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
        let session = done
            .cookies
            .iter()
            .find(|it| it.starts_with("vigie="))
            .unwrap();
        house.cookie = session.split(';').next().unwrap().to_owned();
        house
    }

    /// The address of the first board.
    async fn board(&self) -> String {
        let add = self.get("/listen").await.action("/listen/", "/columns/new");
        add.strip_suffix("/columns/new").unwrap().to_owned()
    }
}

const FIRST_RUN: [(&str, &str); 7] = [
    ("org_name", "Aubrelac"),
    ("org_kind", "Ville"),
    ("time_zone", "Europe/Paris"),
    ("name", "Camille R."),
    ("login", "camille"),
    ("password", "une phrase à retenir"),
    ("locale", "en"),
];

async fn page(response: Response<Body>) -> Page {
    let (parts, body) = response.into_parts();
    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    Page {
        status: parts.status,
        location: parts.headers.get(header::LOCATION).map(text),
        cookies: parts
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(text)
            .collect(),
        html: String::from_utf8(to_bytes(body, PAGE_BYTES_MAX).await.unwrap().to_vec()).unwrap(),
        headers: parts.headers,
    }
}

#[tokio::test]
async fn first_run_leads_in_and_happens_once() {
    let mut house = house().await;
    assert_eq!(
        house.get("/sign-in").await.location.as_deref(),
        Some("/first-run")
    );
    let weak = house
        .post(
            "/first-run",
            &[
                &FIRST_RUN[..5],
                &[("password", "aaaaaaaaaaaa"), ("locale", "en")],
            ]
            .concat(),
        )
        .await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        weak.has("Too easy to guess")
            && weak.has("value=\"Aubrelac\"")
            && !weak.has("aaaaaaaaaaaa")
    );

    let done = house.post("/first-run", &FIRST_RUN).await;
    assert_eq!(done.location.as_deref(), Some("/sources"));
    house.cookie = done.cookies[0].split(';').next().unwrap().to_owned();
    assert!(
        house
            .get("/sources")
            .await
            .has("Vigie listens to nothing yet")
    );
    assert_eq!(
        house
            .post("/first-run", &FIRST_RUN)
            .await
            .location
            .as_deref(),
        Some("/sign-in")
    );
}

#[tokio::test]
async fn signing_in_comes_back_to_the_page_asked_for() {
    let mut house = House::open().await;
    house.cookie.clear();
    let away = house.get("/sources").await;
    assert_eq!(away.location.as_deref(), Some("/sign-in?next=/sources"));
    let wrong = house
        .post(
            "/sign-in",
            &[
                ("login", "camille"),
                ("password", "not this one"),
                ("next", "/sources"),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.has("Identifiant ou mot de passe inconnu"),
        "a visitor without a choice reads French"
    );
    let right = [
        ("login", "camille"),
        ("password", "une phrase à retenir"),
        ("next", "/sources"),
    ];
    let done = house.post("/sign-in", &right).await;
    assert_eq!(done.location.as_deref(), Some("/sources"));
    house.cookie = done.cookies[0].split(';').next().unwrap().to_owned();
    assert_eq!(house.get("/sources").await.status, StatusCode::OK);
    assert_eq!(
        house.post("/sign-out", &[]).await.location.as_deref(),
        Some("/sign-in")
    );
    assert!(
        house.get("/sources").await.location.is_some(),
        "the session is over"
    );
}

#[tokio::test]
async fn column_lives_and_dies_without_script() {
    let house = House::open().await;
    let board = house.board().await;
    let add = format!("{board}/columns/new");
    let bad = house
        .post(&add, &[("title", "Rink"), ("text", "rink AND (")])
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.has("q-bad") && bad.has("rink AND ("));
    let fixed = house
        .post(
            &add,
            &[("title", "Rink"), ("text", "rink AND ("), ("fixed", "rink")],
        )
        .await;
    assert_eq!(fixed.status, StatusCode::OK);
    assert!(fixed.has(">rink</textarea>"), "{}", fixed.html);

    let done = house
        .post(&add, &[("title", "Rink"), ("text", "rink AND ice")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let listen = house.get("/listen").await;
    assert!(listen.has("Column Rink") && listen.has("Nothing in sight"));

    let pause = listen.action("/columns/", "/pause");
    house.post(&pause, &[("paused", "true")]).await;
    assert!(house.get("/listen").await.has("data-paused=\"true\""));

    let edit = listen.action("/columns/", "/edit");
    assert!(house.get(&edit).await.has("rink AND ice"));
    let stale = house
        .post(
            &edit,
            &[("title", "Rink"), ("text", "ice"), ("version", "99")],
        )
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.has(">ice</textarea>"), "what was typed is kept");

    let removed = house
        .post(&listen.action("/columns/", "/remove"), &[])
        .await;
    let after = house.get(&removed.location.unwrap()).await;
    assert!(after.has("removed.") && after.has("No column yet"));
    let back = house
        .post(&after.action("/columns/", "/restore"), &[])
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(house.get("/listen").await.has("Column Rink"));
}

#[tokio::test]
async fn source_is_added_paused_and_removed() {
    let house = House::open().await;
    let bad = house
        .post("/sources", &[("kind", "feed"), ("address", "gazette")])
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.has("value=\"gazette\"") && bad.has("id=\"address-error\""),
        "{}",
        bad.html
    );
    let inside = house
        .post(
            "/sources",
            &[("kind", "feed"), ("address", "http://127.0.0.1/rss.xml")],
        )
        .await;
    assert_eq!(
        inside.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the house's own network is not a source"
    );

    let form = [
        ("kind", "feed"),
        ("address", "https://gazette.example/rss.xml"),
        ("name", "La Gazette"),
    ];
    let done = house.post("/sources", &form).await;
    let list = house.get(&done.location.unwrap()).await;
    assert!(list.has("La Gazette") && list.has("is now listened to"));
    let again = house.post("/sources", &form).await;
    assert!(again.has("Already listened to"));

    let file = house.get("/sources.csv").await;
    assert!(
        file.html.starts_with('\u{feff}')
            && file.has("La Gazette;")
            && file.has("https://gazette.example/rss.xml"),
        "{}",
        file.html
    );
    assert_eq!(
        file.headers[header::CONTENT_TYPE],
        "text/csv; charset=utf-8"
    );
    let sorted = house.get("/sources?sort=received&order=desc").await;
    assert!(
        sorted.has("aria-sort=\"descending\"")
            && sorted.has("/sources?sort=received&amp;order=asc")
    );

    let one = list.action("/sources/src_", "");
    house
        .post(&format!("{one}/enabled"), &[("enabled", "false")])
        .await;
    let page = house.get(&one).await;
    assert!(page.has("paused") && page.has("Resume listening") && page.has("Coverage"));
    let gone = house.post(&format!("{one}/remove"), &[]).await;
    let list = house.get(&gone.location.unwrap()).await;
    assert!(list.has("Vigie listens to nothing yet") && list.has("“La Gazette” is no longer"));
    let back = house.post(&list.action(&one, "/restore"), &[]).await;
    assert_eq!(back.location.as_deref(), Some(one.as_str()));
    assert!(house.get(&one).await.has("La Gazette"), "it is as it was");
}

#[tokio::test]
async fn preferences_hold_on_every_page() {
    let house = House::open().await;
    house
        .post("/settings", &[("theme", "dark"), ("locale", "fr")])
        .await;
    let page = house.get("/settings?saved=1").await;
    assert!(
        page.has("data-theme=\"dark\"")
            && page.has("lang=\"fr\"")
            && page.has("Réglages enregistrés")
    );
    for path in ["/listen", "/sources", "/help/queries", "/about", "/kit"] {
        let page = house.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.has("lang=\"fr\" data-theme=\"dark\""), "{path}");
    }
}

#[tokio::test]
async fn check_answers_as_one_types() {
    let house = House::open().await;
    let answer = house.get("/queries/check?text=rink%20AND").await;
    let json: serde_json::Value = serde_json::from_str(&answer.html).unwrap();
    assert_eq!(json["reads"], serde_json::Value::Null);
    assert_eq!(json["remarks"][0]["severity"], "error");
}

#[tokio::test]
async fn failures_are_pages_for_people_and_json_for_scripts() {
    let house = House::open().await;
    for path in [
        "/nowhere",
        "/listen/brd_x",
        "/columns/col_00000000000000000000000000000000",
        "/sources/src_1",
    ] {
        let page = house.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.has("<h1>") && page.has("Main navigation"),
            "{path}: {}",
            page.html
        );
    }
    let stranger = House {
        cookie: String::new(),
        ..house
    };
    let plain = stranger.get("/nowhere").await;
    assert!(plain.has("<h1>") && !plain.has("class=\"nav\""));
    let house = stranger;
    let script = Request::get("/nowhere")
        .header(header::ACCEPT, "application/json")
        .body(Body::empty())
        .unwrap();
    let answer = page(house.router.clone().oneshot(script).await.unwrap()).await;
    assert!(answer.has("\"code\":\"not_found\""), "{}", answer.html);
}

#[tokio::test]
async fn forms_from_elsewhere_change_nothing() {
    let house = House::open().await;
    let request = Request::post("/settings")
        .header(header::ORIGIN, "http://evil.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = house.send(request, "theme=dark").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!house.get("/settings").await.has("data-theme=\"dark\""));
}

#[tokio::test]
async fn every_page_carries_the_policy_its_script_needs() {
    let house = House::open().await;
    for path in [
        "/listen",
        "/sources",
        "/settings",
        "/help/queries",
        "/sign-in",
        "/nowhere",
    ] {
        let page = house.get(path).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        let script = page.all().into_iter().find(|it| it.name == "script");
        if let Some(nonce) = script.as_ref().and_then(|it| it.attribute("nonce")) {
            assert!(
                policy.contains(&format!("'nonce-{nonce}'")) && !nonce.is_empty(),
                "{path}: {policy}"
            );
        }
        assert!(policy.contains("default-src 'none'"), "{path}");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
    }
}

#[tokio::test]
async fn assets_are_packed_and_kept() {
    let house = house().await;
    let request = Request::get(crate::assets::APP_CSS)
        .header(header::ACCEPT_ENCODING, "br")
        .body(Body::empty())
        .unwrap();
    let response = house.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "br");
    assert_eq!(
        response.headers()[header::CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        house.get("/assets/nothing.css").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn board_lives_moves_and_comes_back_without_script() {
    let house = House::open().await;
    let first = house.board().await;
    let empty = house
        .post("/boards/new", &[("name", " "), ("shared", "true")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = house
        .post("/boards/new", &[("name", "Mine"), ("shared", "false")])
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let second = made.location.unwrap();
    let page = house.get(&second).await;
    assert!(page.has("Only you see this board"));
    let tabs = |page: &Page| -> Vec<String> {
        let all = page.all();
        let tabs = all.iter().filter(|it| it.attribute("class") == Some("tab"));
        tabs.map(|it| it.attribute("href").unwrap().to_owned())
            .collect()
    };
    assert_eq!(tabs(&page), [first.as_str(), second.as_str()]);

    let board = second.strip_prefix("/listen/").unwrap();
    house
        .post(&format!("/boards/{board}/move"), &[("position", "0")])
        .await;
    assert_eq!(
        tabs(&house.get(&first).await),
        [second.as_str(), first.as_str()]
    );
    house
        .post(
            &format!("/boards/{board}/edit"),
            &[("name", "Ours"), ("shared", "true")],
        )
        .await;
    let page = house.get(&second).await;
    assert!(page.has("Ours") && !page.has("Only you see this board"));

    let removed = house.post(&format!("/boards/{board}/remove"), &[]).await;
    let after = house.get(&removed.location.unwrap()).await;
    assert!(after.has("Ours") && after.has("removed with its columns"));
    assert_eq!(tabs(&after), [first.as_str()]);
    let last = first.strip_prefix("/listen/").unwrap();
    let kept = house.post(&format!("/boards/{last}/remove"), &[]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept.has("last board"));

    house.post(&after.action("/boards/", "/restore"), &[]).await;
    assert_eq!(
        tabs(&house.get(&first).await),
        [second.as_str(), first.as_str()],
        "at its place"
    );
}

#[tokio::test]
async fn column_from_each_template_says_what_it_hears() {
    let house = House::open().await;
    let board = house.board().await;
    let add = format!("{board}/columns/new");
    let gallery = house.get(&add).await;
    for kind in ["query", "source", "author", "list", "tags", "press"] {
        let way = format!("{add}?kind={kind}");
        assert!(gallery.has(&way), "{kind}");
        assert_eq!(house.get(&way).await.status, StatusCode::OK, "{kind}");
    }
    let made = [
        ("author", "@mairie@lac.example", "from:mairie@lac.example"),
        ("tags", "crue #lac", "#crue OR #lac"),
        ("press", "", "network:press"),
    ];
    for (kind, value, text) in made {
        let done = house.post(&add, &[("kind", kind), ("value", value)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{kind}: {}", done.html);
        assert!(
            house.get(&board).await.has(&format!("Query: {text}")),
            "{kind}"
        );
    }
    let nothing = house.post(&add, &[("kind", "tags"), ("value", "#")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.has("Say what the column should follow"));
    let wrong = house
        .post(&add, &[("kind", "press"), ("value", "crue AND (")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("value=\"crue AND (\""));
}

#[tokio::test]
async fn column_moves_by_its_menu_and_to_another_board() {
    let house = House::open().await;
    let board = house.board().await;
    let add = format!("{board}/columns/new");
    for title in ["One", "Two", "Three"] {
        house.post(&add, &[("title", title), ("text", "lac")]).await;
    }
    let columns = |page: &Page| -> Vec<(String, String)> {
        let all = page.all();
        let columns = all
            .iter()
            .filter(|it| it.attribute("data-column").is_some());
        columns
            .map(|it| {
                let of = |name| it.attribute(name).unwrap().to_owned();
                (of("data-title"), of("data-column"))
            })
            .collect()
    };
    let titles =
        |page: &Page| -> Vec<String> { columns(page).into_iter().map(|it| it.0).collect() };
    let page = house.get(&board).await;
    assert_eq!(titles(&page), ["One", "Two", "Three"]);
    let id = board.strip_prefix("/listen/").unwrap();
    let one = columns(&page)[0].1.clone();
    let moved = house
        .post(
            &format!("/columns/{one}/move"),
            &[("board", id), ("position", "1")],
        )
        .await;
    assert_eq!(moved.location.unwrap(), format!("{board}#{one}"));
    assert_eq!(titles(&house.get(&board).await), ["Two", "One", "Three"]);

    let other = house
        .post("/boards/new", &[("name", "Other"), ("shared", "true")])
        .await
        .location
        .unwrap();
    assert!(
        house
            .get(&format!("/columns/{one}/move"))
            .await
            .has("Other")
    );
    let to = other.strip_prefix("/listen/").unwrap();
    house
        .post(
            &format!("/columns/{one}/move"),
            &[("board", to), ("position", "999")],
        )
        .await;
    assert_eq!(titles(&house.get(&board).await), ["Two", "Three"]);
    assert_eq!(titles(&house.get(&other).await), ["One"]);
}

#[tokio::test]
async fn list_is_made_filled_and_comes_back() {
    let house = House::open().await;
    assert!(house.get("/lists").await.has("No list"));
    let form = [
        ("name", "Council"),
        ("handles", "@mairie\nmusee@lac.example, mairie"),
    ];
    let made = house.post("/lists/new", &form).await;
    assert_eq!(made.location.as_deref(), Some("/lists"), "{}", made.html);
    let taken = house.post("/lists/new", &form).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.has("Another list has this name") && taken.has("musee@lac.example"));

    let asked = house.get("/lists/add?handle=brume").await;
    assert!(asked.has("Council") && asked.has("@brume"));
    let page = house.get("/lists").await;
    let list = page.action("/lists/lst_", "/remove");
    let id = list
        .trim_start_matches("/lists/")
        .trim_end_matches("/remove");
    house
        .post("/lists/add", &[("handle", "brume"), ("list", id)])
        .await;
    house
        .post(
            "/lists/add",
            &[("handle", "brume"), ("list", "new"), ("name", "Press")],
        )
        .await;
    let page = house.get("/lists").await;
    assert!(page.has("@brume") && page.has("3 accounts") && page.has("Press"));

    let removed = house.post(&list, &[]).await;
    let after = house.get(&removed.location.unwrap()).await;
    assert!(after.has("Council") && !after.has("3 accounts"));
    house.post(&after.action("/lists/", "/restore"), &[]).await;
    assert!(house.get("/lists").await.has("3 accounts"));
}
