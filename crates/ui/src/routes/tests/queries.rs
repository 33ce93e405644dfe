//! The page of a query as a browser without script walks it, and the search by its address.

use super::*;
use crate::outline::outline;

/// A house with a column on the rink, and the address of its query.
async fn rink() -> (House, String) {
    let house = House::open().await;
    let made = house
        .post(
            "/queries/new",
            &[("title", "Rink"), ("text", "rink OR \"ice rink\"")],
        )
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let location = made.location.unwrap();
    let query = location.strip_suffix("?saved=1").unwrap().to_owned();
    (house, query)
}

/// What the text field holds.
fn text(page: &Page) -> String {
    let from = page.html.find("id=\"text\"").unwrap();
    let rest = &page.html[from..];
    let (_, rest) = rest.split_once('>').unwrap();
    let (text, _) = rest.split_once("</textarea>").unwrap();
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn blocks_change_the_text_by_address_alone_and_nothing_is_saved() {
    let (house, query) = rink().await;
    let page = house.get(&query).await;
    assert_eq!(text(&page), "rink OR \"ice rink\"");
    let draft = "text=rink+OR+%22ice+rink%22";
    for (change, expected) in [
        (
            "add-w=hockey%2C+roller",
            "(rink OR \"ice rink\") NOT (hockey OR roller)",
        ),
        ("edit=remove:g0:1", "rink"),
        ("edit=form:g0:0:forms", "rink~ OR \"ice rink\""),
        ("edit=require:lang:fr", "(rink OR \"ice rink\") AND lang:fr"),
        (
            "edit=exclude:is:repost",
            "(rink OR \"ice rink\") NOT is:repost",
        ),
        ("edit=burn:everything", "rink OR \"ice rink\""),
    ] {
        let page = house.get(&format!("{query}?{draft}&{change}")).await;
        assert_eq!(text(&page), expected, "{change}");
        let is_same = expected == "rink OR \"ice rink\"";
        assert_ne!(page.has("unsaved change"), is_same, "{change}");
    }
    assert_eq!(text(&house.get(&query).await), "rink OR \"ice rink\"");
}

#[tokio::test]
async fn broken_text_is_refused_with_its_place_and_kept() {
    let (house, query) = rink().await;
    let form = [("title", "Rink"), ("text", "(rink OR"), ("version", "1")];
    let refused = house.post(&query, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(text(&refused), "(rink OR");
    assert!(
        refused.has("The blocks come back") && refused.has("At character"),
        "{}",
        refused.html
    );
    let form = [("title", ""), ("text", "rink"), ("version", "1")];
    assert_eq!(
        house.post(&query, &form).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(text(&house.get(&query).await), "rink OR \"ice rink\"");
}

#[tokio::test]
async fn saving_keeps_a_version_that_can_come_back_and_a_late_save_is_a_conflict() {
    let (house, query) = rink().await;
    let form = [("title", "Ice"), ("text", "ice"), ("version", "1")];
    let saved = house.post(&query, &form).await;
    assert_eq!(
        saved.location.as_deref(),
        Some(&*format!("{query}?saved=1"))
    );
    assert_eq!(house.post(&query, &form).await.status, StatusCode::CONFLICT);
    let versions = house.get(&format!("{query}/versions")).await;
    assert!(
        versions.has("Was called “Rink”") && versions.has("Camille R."),
        "{}",
        versions.html
    );
    let back = [("to", "1"), ("version", "2")];
    let returned = house.post(&format!("{query}/return"), &back).await;
    assert_eq!(
        returned.location.as_deref(),
        Some(&*format!("{query}?returned=1"))
    );
    assert_eq!(text(&house.get(&query).await), "rink OR \"ice rink\"");
}

#[tokio::test]
async fn judgement_of_an_unknown_post_is_no_page_and_leads_nowhere_else() {
    let (house, query) = rink().await;
    let nowhere = format!("pst_{:032x}", 7);
    let form = [
        ("post", &*nowhere),
        ("word", "relevant"),
        ("back", "https://elsewhere.example"),
    ];
    let answer = house.post(&format!("{query}/judge"), &form).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    // Nothing was said of it: taking that back changes nothing, and comes back here only.
    let form = [
        ("post", &*nowhere),
        ("word", "none"),
        ("back", "https://elsewhere.example"),
    ];
    let answer = house.post(&format!("{query}/judge"), &form).await;
    assert_eq!(answer.location.as_deref(), Some(&*query));
}

#[tokio::test]
async fn template_asks_and_fills_the_blocks() {
    let house = House::open().await;
    let start = house.get("/queries/new").await;
    assert!(start.has("template=city") && start.has("My brand"));
    let form = house.get("/queries/new?template=city").await;
    assert!(form.has("What is it called?"));
    let filled = "template=city&main=Aubrelac&also=%40mairie&not=Aubrelac-les-Bains";
    let page = house.get(&format!("/queries/new?{filled}")).await;
    assert_eq!(text(&page), "(Aubrelac OR @mairie) NOT Aubrelac-les-Bains");
    assert!(page.has("value=\"Aubrelac\""));
}

#[tokio::test]
async fn search_says_what_is_wrong_and_why_it_cannot_answer() {
    let house = House::open().await;
    assert!(
        house
            .get("/search")
            .await
            .has("What would you like to find again?")
    );
    let broken = house.get("/search?q=%28rink+OR").await;
    assert!(
        broken.has("This search has an error") && broken.has("At character"),
        "{}",
        broken.html
    );
    // This house keeps no archive.
    assert!(house.get("/search?q=rink").await.has("No archive here"));
    let check = house
        .get("/search/check?text=since%3A2026-01-01+rink")
        .await;
    assert!(check.has("\"remarks\":[]"), "{}", check.html);
    let proposals = house.get("/search/complete?text=lan&at=3").await;
    assert!(proposals.has("lang:"), "{}", proposals.html);
    let past = house.get("/search/complete?text=%F0%9F%9A%B2&at=99").await;
    assert_eq!(past.status, StatusCode::OK);
    assert!(house.get("/search/exports").await.has("No export yet"));
    assert_eq!(
        house.get("/search/exports/7/file").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn search_is_saved_with_what_is_ticked_and_its_days() {
    let house = House::open().await;
    let asked = "q=rink+-hockey&lang=en&media=image&since=2026-01-31&until=2026-02-02";
    let query = house.get(&format!("/search/save?to=query&{asked}")).await;
    let location = query.location.expect("the builder");
    let page = house.get(&location).await;
    assert_eq!(
        text(&page),
        "rink AND lang:en AND has:image AND since:2026-01-31 AND until:2026-02-02 NOT hockey"
    );
    // A live query goes on without an end: the field says so.
    assert!(page.has("is for searches"), "{}", page.html);
    let column = house.get(&format!("/search/save?to=column&{asked}")).await;
    let location = column.location.expect("the form of a column");
    assert!(location.starts_with("/columns/new?kind=query&value=rink+AND"));
    let odd = house
        .get("/search/save?q=rink&lang=en&tag=c%2B%2B+or+c")
        .await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(odd.has("#c++ or c") && odd.has("text=rink+AND+lang%3Aen"));
}

#[tokio::test]
async fn query_of_another_organisation_is_as_if_it_were_not() {
    let (mut house, query) = rink().await;
    let list = house.get("/queries").await;
    assert!(list.has("Rink") && list.has(&query));
    let file = house.get("/queries.csv").await;
    assert!(file.has("Rink;"), "{}", file.html);
    let made = house
        .post("/workspaces", &[("new_name", "Musée"), ("new_kind", "")])
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let session = made.cookies.iter().find(|it| it.starts_with("vigie="));
    house.cookie = session.unwrap().split(';').next().unwrap().to_owned();
    let other = house.get("/settings/organisation").await;
    assert!(other.has("Musée"), "the new one is open");
    let nowhere = format!("/queries/qry_{:032x}", u128::MAX / 3);
    for part in ["", "/versions", "?text=rink"] {
        let hidden = house.get(&format!("{query}{part}")).await;
        let unknown = house.get(&format!("{nowhere}{part}")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{part}");
        let (hidden, unknown) = (outline(&hidden.html), outline(&unknown.html));
        assert_eq!(hidden, unknown.replace(&nowhere, &query), "{part}");
    }
    assert!(!house.get("/queries").await.has("Rink"));
    assert!(!house.get("/find?q=rink").await.has(&query));
    // A search that names what only the other one has says that it is not known.
    let named = house.get("/search/check?text=query%3ARink").await;
    assert!(named.has("\"severity\":\"error\""), "{}", named.html);
    // Without a session one comes back to the very link.
    house.cookie.clear();
    let away = house.get("/search?q=rink&lang=en").await;
    let back = away.location.unwrap();
    assert_eq!(back, "/sign-in?next=/search%3Fq%3Drink%26lang%3Den");
    let form = [
        ("login", "camille"),
        ("password", "une phrase à retenir"),
        ("next", "/search?q=rink&lang=en"),
    ];
    let signed_in = house.post("/sign-in", &form).await;
    assert_eq!(
        signed_in.location.as_deref(),
        Some("/search?q=rink&lang=en")
    );
}
