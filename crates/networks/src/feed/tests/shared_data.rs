//! The feeds of feed-rs, with what is expected of them.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use model::time;
use serde_json::Value;
use url::Url;

use super::{Decoded, decode, received};
use crate::{feed::NotAFeed, sanitise};

fn documents() -> Option<Vec<PathBuf>> {
    let folder = crate::shared_data::folder()?.join("feeds/feed-rs/fixture");
    let mut documents = Vec::new();
    for family in ["atom", "jsonfeed", "rss0", "rss1", "rss2", "xml"] {
        for file in folder.join(family).read_dir().unwrap() {
            let path = file.unwrap().path();
            let name = path.to_str().unwrap();
            if !name.ends_with(".serde.json") {
                documents.push(path);
            }
        }
    }
    documents.sort();
    Some(documents)
}

fn read(path: &Path) -> Result<Decoded, NotAFeed> {
    decode(&std::fs::read(path).unwrap(), None, &base(), received())
}

fn base() -> Url {
    Url::parse("https://feed.example/feed.xml").unwrap()
}

fn text(value: &Value) -> Option<&str> {
    value["content"].as_str()
}

#[test]
fn recorded_feeds_are_understood_as_expected() {
    let Some(documents) = documents() else { return };
    let (mut n_feeds, mut n_items) = (0, 0);
    for path in &documents {
        let expected = path.with_extension("serde.json");
        let Ok(expected) = std::fs::read(&expected) else {
            continue;
        };
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let feed = read(path).unwrap_or_else(|_| panic!("{} is a feed", path.display()));
        check(&feed, &expected, path);
        n_feeds += 1;
        n_items += feed.items.len();
    }
    assert!(n_feeds >= 60, "{n_feeds} feeds");
    assert!(n_items >= 100, "{n_items} items");
}

fn check(feed: &Decoded, expected: &Value, path: &Path) {
    let shown = path.display();
    let document = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    if let Some(title) = text(&expected["title"]).filter(|it| !it.is_empty()) {
        let title = sanitise::to_text(title, None)
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(feed.title, title, "title of {shown}");
    }
    let entries = expected["entries"].as_array().unwrap();
    assert_eq!(
        feed.items.len() + feed.dropped.len(),
        entries.len(),
        "items of {shown}: {:?}",
        feed.dropped
    );
    // Items dropped are those with nothing to read.
    let entries = entries.iter().filter(|it| {
        it["title"].is_object()
            || it["content"].is_object()
            || it["summary"].is_object()
            || it["media"][0].is_object()
    });
    for (item, entry) in feed.items.iter().zip(entries) {
        let post = &item.post;
        if let Some(title) = text(&entry["title"]).filter(|it| !it.is_empty()) {
            let title = sanitise::to_text(title, None)
                .text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            assert_eq!(
                post.title.as_ref().unwrap().as_raw(),
                title,
                "title in {shown}"
            );
        }
        let claimed = entry["published"].as_str().or(entry["updated"].as_str());
        // Theirs has no date for some that ours reads.
        if let Some(claimed) = claimed {
            let date = time::plausible(claimed.parse::<Timestamp>().unwrap(), received());
            assert_eq!(post.created_at, date, "date in {shown}");
        }
        let links = entry["links"].as_array().unwrap();
        if !links.is_empty() {
            let url = post.url.as_deref();
            let same = |it: &Value| {
                it["href"]
                    .as_str()
                    .and_then(|it| sanitise::web_url(it, Some(&base())))
                    .as_deref()
                    == url
            };
            let is_original = |url: &str| document.contains(&format!("origLink>{url}"));
            let is_expected = url.is_none_or(|it| is_original(it) || links.iter().any(same));
            assert!(is_expected, "link {url:?} in {shown}");
        }
        // Ids that are not in the document were made up by the reader; short ones are made longer by us.
        let id = entry["id"].as_str().unwrap();
        if document.contains(id) && id.len() >= 12 {
            assert_eq!(&*post.at.id, id, "id in {shown}");
        }
        for media in entry["media"].as_array().unwrap() {
            for content in media["content"].as_array().unwrap() {
                let Some(url) = content["url"]
                    .as_str()
                    .and_then(|it| sanitise::web_url(it, None))
                else {
                    continue;
                };
                let is_there = post.media.iter().any(|it| it.url.as_deref() == Some(&*url));
                assert!(is_there || post.media.len() == 8, "media {url} in {shown}");
            }
        }
    }
}

#[test]
fn documents_without_expectation_are_survived() {
    let Some(documents) = documents() else { return };
    assert!(documents.len() >= 65);
    for path in documents {
        let _ = read(&path);
    }
}
