//! What a person and an organisation decide, search, and what an installed application asks for.

use axum::http::{StatusCode, header};

use super::{House, Page, house};

impl Page {
    /// What the field of this name holds.
    fn value(&self, name: &str) -> String {
        let all = self.all();
        let field = all
            .iter()
            .find(|it| it.attribute("name") == Some(name))
            .unwrap_or_else(|| panic!("no field {name}"));
        field.attribute("value").unwrap_or(&field.text).to_owned()
    }

    fn checked(&self, name: &str) -> bool {
        self.all()
            .iter()
            .any(|it| it.attribute("name") == Some(name) && it.attribute("checked").is_some())
    }
}

#[tokio::test]
async fn a_form_changes_what_it_holds_and_nothing_else() {
    let house = House::open().await;
    let comfort = [("part", "comfort"), ("announce", "1"), ("undo_secs", "30")];
    assert_eq!(
        house.post("/settings", &comfort).await.status,
        StatusCode::SEE_OTHER
    );
    // An action of the palette knows nothing of the switches.
    house.post("/settings", &[("density", "compact")]).await;
    let page = house.get("/settings").await;
    assert!(page.has("data-density=\"compact\"") && page.has("data-undo-secs=\"30\""));
    assert!(page.has("data-single-keys=\"off\"") && page.has("data-announce=\"summary\""));
    assert!(page.checked("announce") && !page.checked("single_keys"));
    assert_eq!(page.value("undo_secs"), "30");
}

#[tokio::test]
async fn a_time_to_undo_out_of_bounds_is_refused_with_its_bounds() {
    let house = House::open().await;
    for bad in ["4", "61", "soon", ""] {
        let page = house.post("/settings", &[("undo_secs", bad)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(page.has("A number from 5 to 60.") && page.value("undo_secs") == bad);
    }
}

#[tokio::test]
async fn keys_are_changed_refused_and_taken_back() {
    let house = House::open().await;
    let taken = house.post("/settings/keys", &[("key_pause", "j")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.has("taken already by: Next message") && taken.value("key_pause") == "j");

    let done = house
        .post("/settings/keys", &[("key_pause", "shift+s")])
        .await;
    assert_eq!(done.location.as_deref(), Some("/settings?saved=keys"));
    let page = house.get("/help/keys").await;
    assert!(page.has("&quot;Shift+S&quot;:&quot;pause&quot;"));
    assert_eq!(house.get("/settings").await.value("key_pause"), "Shift+S");

    house.post("/settings/keys", &[("reset", "1")]).await;
    assert_eq!(house.get("/settings").await.value("key_pause"), "");
}

#[tokio::test]
async fn an_organisation_is_named_and_counts_its_own_accounts() {
    let house = House::open().await;
    let identity = [
        ("org_name", "Aubrelac-les-Bains"),
        ("time_zone", "Pacific/Noumea"),
        ("own_accounts", "@mairie@aubrelac.example\r\n\r\npatinoire"),
        ("keep_posts_days", "90"),
    ];
    let done = house.post("/settings/organisation", &identity).await;
    let page = house.get(&done.location.unwrap()).await;
    assert!(page.has("Organisation settings saved") && page.has("Aubrelac-les-Bains"));
    assert_eq!(
        page.value("own_accounts"),
        "@mairie@aubrelac.example @patinoire"
    );
    assert_eq!(page.value("keep_posts_days"), "90");

    let refused = house
        .post(
            "/settings/organisation",
            &[
                ("org_name", "x"),
                ("time_zone", "Europe/Paris"),
                ("keep_posts_days", "many"),
            ],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("from 1 to 3660") && refused.value("keep_posts_days") == "many");
}

#[tokio::test]
async fn members_come_change_and_go_but_never_the_last_administrator() {
    let house = House::open().await;
    let hugo = [
        ("name", "Hugo T."),
        ("login", "hugo"),
        ("role", "editor"),
        ("password", "encore une phrase longue"),
    ];
    let done = house.post("/settings/members", &hugo).await;
    let page = house.get(&done.location.unwrap()).await;
    assert!(page.has("Hugo T. is in the organisation"));
    let twice = house.post("/settings/members", &hugo).await;
    assert!(twice.has("Taken already") && twice.value("login") == "hugo");
    assert!(!twice.has("encore une phrase longue"));

    let remove = page.action("/settings/members/", "/remove");
    let role = remove.replace("/remove", "/role");
    assert_eq!(
        house.post(&role, &[("role", "viewer")]).await.status,
        StatusCode::SEE_OTHER
    );
    let asks = house.get(&remove).await;
    assert!(asks.has("Remove Hugo T. from the organisation?"));
    let gone = house.post(&remove, &[]).await;
    assert!(
        !house
            .get(&gone.location.unwrap())
            .await
            .has("value=\"viewer\" selected")
    );

    let own_role = house
        .get("/settings/organisation")
        .await
        .action("/settings/members/", "/role");
    let kept = house.post(&own_role, &[("role", "viewer")]).await;
    assert!(kept.has("last administrator"));
}

#[tokio::test]
async fn another_organisation_opens_and_one_goes_back_and_forth() {
    let mut house = House::open().await;
    let made = house
        .post("/workspaces", &[("new_name", "Musée"), ("new_kind", "")])
        .await;
    assert_eq!(made.location.as_deref(), Some("/"));
    let session = |page: &Page| {
        let cookie = page.cookies.iter().find(|it| it.starts_with("vigie="));
        cookie.unwrap().split(';').next().unwrap().to_owned()
    };
    house.cookie = session(&made);
    let there = house.get("/settings/organisation").await;
    assert_eq!(there.value("org_name"), "Musée");
    let back = there.action("/workspaces/", "");
    house.cookie = session(&house.post(&back, &[]).await);
    let home = house.get("/settings/organisation").await;
    assert_eq!(home.value("org_name"), "Aubrelac");
}

#[tokio::test]
async fn search_finds_what_the_house_has_as_a_page_and_as_a_part() {
    let house = House::open().await;
    house.post("/listen", &[("name", "Été au lac")]).await;
    let page = house.get("/find?q=ete").await;
    assert!(page.has("Été au lac") && page.has("<html"));
    let part = house.get("/find?q=ete&part=1").await;
    assert!(part.has("Été au lac") && !part.has("<html"));
    assert!(house.get("/find?q=zzzz").await.has("Nothing has that name"));
}

#[tokio::test]
async fn status_is_for_administrators_and_is_a_file_too() {
    let mut house = House::open().await;
    let page = house.get("/status?sort=restarts&order=desc").await;
    assert!(page.has("aria-sort=\"descending\"") && page.has("SQLite"));
    let file = house.get("/status.csv").await;
    assert_eq!(
        file.headers[header::CONTENT_TYPE],
        "text/csv; charset=utf-8"
    );
    assert!(file.has("Task;State;Restarts;Failures"));

    house
        .post(
            "/settings/members",
            &[
                ("name", "Yanis B."),
                ("login", "yanis"),
                ("role", "viewer"),
                ("password", "encore une phrase longue"),
            ],
        )
        .await;
    let entered = house
        .post(
            "/sign-in",
            &[("login", "yanis"), ("password", "encore une phrase longue")],
        )
        .await;
    house.cookie = entered.cookies[0].split(';').next().unwrap().to_owned();
    assert_eq!(house.get("/status").await.status, StatusCode::FORBIDDEN);
    let org = house.get("/settings/organisation").await;
    assert!(!org.has("name=\"org_name\"") && !org.has("/status\""));
}

#[tokio::test]
async fn installed_application_finds_its_parts_before_sign_in() {
    let house = house().await;
    let worker = house.get("/sw.js").await;
    assert_eq!(
        worker.headers[header::CONTENT_TYPE],
        "text/javascript; charset=utf-8"
    );
    for locale in ["fr", "en"] {
        let offline = house.get(&format!("/offline/{locale}")).await;
        assert!(offline.has("data-offline") && offline.has(&format!("lang=\"{locale}\"")));
        let manifest = house.get(&format!("/manifest/{locale}")).await;
        let manifest: serde_json::Value = serde_json::from_str(&manifest.html).unwrap();
        for icon in manifest["icons"].as_array().unwrap() {
            let file = house.send_for_bytes(icon["src"].as_str().unwrap()).await;
            assert_eq!(file, icon["type"].as_str().unwrap());
        }
    }
    assert_eq!(house.get("/offline/de").await.status, StatusCode::NOT_FOUND);
    // All that the worker keeps exists.
    let mut n_kept = 0;
    for path in worker
        .html
        .split('"')
        .filter(|it| it.starts_with("/assets/"))
    {
        house.send_for_bytes(path).await;
        n_kept += 1;
    }
    assert!(n_kept >= 6);
}

impl House {
    /// The type of a file that need not be text.
    async fn send_for_bytes(&self, path: &str) -> String {
        use axum::{body::Body, http::Request};
        use tower::ServiceExt as _;

        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let mime = &response.headers()[header::CONTENT_TYPE];
        mime.to_str().unwrap().to_owned()
    }
}
