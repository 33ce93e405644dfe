//! Pages through the router, as a browser without script asks for them.

use axum::{Router, body::Body, extract::Request, response::Response};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use web::App;

use crate::vigie::engine;

struct Site {
    router: Router,
    cookie: String,
    _dir: tempfile::TempDir,
}

async fn site() -> Site {
    let dir = tempfile::tempdir().unwrap();
    let engine = engine(dir.path()).await;
    let app = App::new(
        engine,
        web::Settings {
            public_url: None,
            trusted_proxies: Vec::new(),
        },
        [1; 32],
    );
    Site {
        router: ui::router(&app),
        cookie: String::new(),
        _dir: dir,
    }
}

impl Site {
    async fn send(&mut self, request: Request) -> Response {
        let response = self.router.clone().oneshot(request).await.unwrap();
        if let Some(cookie) = response.headers().get("set-cookie") {
            self.cookie = cookie
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned();
        }
        response
    }

    async fn get(&mut self, path: &str) -> Response {
        let request = Request::get(path)
            .header("cookie", &self.cookie)
            .header("accept", "text/html");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&mut self, path: &str, form: &str) -> Response {
        let request = Request::post(path)
            .header("cookie", &self.cookie)
            .header("host", "vigie.example")
            .header("origin", "http://vigie.example")
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }
}

async fn text(response: Response) -> String {
    String::from_utf8(
        response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec(),
    )
    .unwrap()
}

fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().unwrap()
}

const FIRST_RUN: &str = "org_name=Aubrelac&org_kind=Ville&time_zone=Europe%2FParis&login=camille&name=Camille&\
                         password=correct+horse+battery&locale=fr";

#[tokio::test]
async fn first_run_leads_to_the_first_page_and_never_again() {
    let mut site = site().await;
    let mut path = "/".to_owned();
    for _ in 0..5 {
        let door = site.get(&path).await;
        if !door.status().is_redirection() {
            break;
        }
        path = location(&door).to_owned();
    }
    assert_eq!(path, "/first-run");
    let form = text(site.get("/first-run").await).await;
    assert!(form.contains("name=\"password\""), "{form}");
    let done = site.post("/first-run", FIRST_RUN).await;
    assert_eq!(done.status(), 303, "{}", text(done).await);
    let page = site.get("/listen").await;
    assert_eq!(page.status(), 200);
    let again = site.post("/first-run", FIRST_RUN).await;
    assert!(
        again.status().is_client_error() || again.status() == 303,
        "{}",
        again.status()
    );
}

#[tokio::test]
async fn page_behind_the_door_asks_to_sign_in_and_comes_back() {
    let mut site = site().await;
    site.post("/first-run", FIRST_RUN).await;
    site.cookie.clear();
    let asked = site.get("/sources").await;
    assert_eq!(asked.status(), 303);
    assert_eq!(location(&asked), "/sign-in?next=/sources");
    let signed_in = site
        .post(
            "/sign-in",
            "login=camille&password=correct+horse+battery&next=%2Fsources",
        )
        .await;
    assert_eq!(
        (signed_in.status().as_u16(), location(&signed_in)),
        (303, "/sources")
    );
    assert_eq!(site.get("/sources").await.status(), 200);
    let elsewhere = site
        .post(
            "/sign-in",
            "login=camille&password=correct+horse+battery&next=%2F%2Fevil.example",
        )
        .await;
    assert!(location(&elsewhere).starts_with('/') && !location(&elsewhere).starts_with("//"));
    let wrong = site
        .post("/sign-in", "login=camille&password=no+no+no+no+no&next=")
        .await;
    assert_eq!(wrong.status(), 422);
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_strangers_out() {
    let mut site = site().await;
    site.post("/first-run", FIRST_RUN).await;
    for path in ["/listen", "/sources", "/sign-in", "/nowhere", "/healthz"] {
        let response = site.get(path).await;
        let csp = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(csp.starts_with("default-src 'none'"), "{path}: {csp}");
        assert!(!csp.contains("unsafe"), "{path}: {csp}");
        assert_eq!(
            response.headers()["x-content-type-options"],
            "nosniff",
            "{path}"
        );
        let page = text(response).await;
        assert!(
            !page.contains("<script>") && !page.contains(" style=") && !page.contains(" onclick="),
            "{path}"
        );
    }
    let first = site.get("/listen").await.headers()["content-security-policy"].clone();
    let second = site.get("/listen").await.headers()["content-security-policy"].clone();
    assert_ne!(first, second, "a nonce is used once");
}

#[tokio::test]
async fn form_of_another_site_changes_nothing() {
    let mut site = site().await;
    site.post("/first-run", FIRST_RUN).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "http://evil.example"),
        ("x-none", "1"),
    ] {
        let request = Request::post("/sign-out")
            .header("cookie", &site.cookie)
            .header("host", "vigie.example")
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        assert_eq!(site.send(request).await.status(), 403, "{name}: {value}");
    }
    assert_eq!(site.get("/listen").await.status(), 200, "still signed in");
}

#[tokio::test]
async fn unknown_page_says_so_in_words() {
    let mut site = site().await;
    site.post("/first-run", FIRST_RUN).await;
    let response = site.get("/nowhere").await;
    assert_eq!(response.status(), 404);
    let page = text(response).await;
    assert!(page.contains("<h1"), "{page}");
}
