//! A JSON Feed taken apart like the others: its head and each item as documents of their own, without
//! the members whose type is not what the format says.

use model::DropReason;
use serde_json::{Map, Value};

use super::{
    Format,
    xml::{Extras, ITEM_BYTES_MAX, ITEMS_MAX, Part, Parts, Thumbnail},
    xml_person_name,
};
use crate::sanitise;

/// What every small document begins with.
const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// Takes a document apart. [`Parts::format`] stays `None` when it is not a JSON Feed.
pub(super) fn split(text: &str) -> Parts {
    let mut parts = Parts::default();
    let Ok(Value::Object(mut feed)) = serde_json::from_str(text) else {
        return parts;
    };
    let is_feed = feed
        .get("version")
        .and_then(Value::as_str)
        .is_some_and(|it| it.contains("jsonfeed.org"));
    let Some(Value::Array(items)) = feed.remove("items").filter(|_| is_feed) else {
        return parts;
    };
    parts.format = Some(Format::Json);
    parts.own_address = feed
        .get("feed_url")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let hubs = feed
        .get("hubs")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    parts.hubs = hubs
        .filter_map(|it| it.get("url")?.as_str())
        .map(str::to_owned)
        .collect();
    people(&mut feed);
    strings(
        &mut feed,
        &[
            "title",
            "home_page_url",
            "feed_url",
            "language",
            "description",
            "icon",
            "favicon",
        ],
    );
    feed.entry("title").or_insert_with(|| "".into());
    parts.head = document(feed, Vec::new());
    if items.len() > ITEMS_MAX {
        let what = format!("more than {ITEMS_MAX} items");
        parts.dropped.push((DropReason::TooLarge, what.into()));
    }
    for item in items.into_iter().take(ITEMS_MAX) {
        let raw = item.to_string();
        let Value::Object(item) = item else {
            parts
                .dropped
                .push((DropReason::Malformed, sanitise::sample(raw.as_bytes())));
            continue;
        };
        if raw.len() > ITEM_BYTES_MAX {
            parts
                .dropped
                .push((DropReason::TooLarge, sanitise::sample(raw.as_bytes())));
            continue;
        }
        parts.items.push(part(item, raw));
    }
    parts
}

fn part(mut item: Map<String, Value>, raw: String) -> Part {
    let picture = ["image", "banner_image"]
        .into_iter()
        .find_map(|name| item.get(name)?.as_str());
    let extras = Extras {
        thumbnails: picture
            .map(|url| Thumbnail {
                url: url.to_owned(),
                width: None,
                height: None,
            })
            .into_iter()
            .collect(),
        language: item
            .get("language")
            .and_then(Value::as_str)
            .map(str::to_owned),
        ..Extras::default()
    };
    people(&mut item);
    strings(
        &mut item,
        &[
            "id",
            "url",
            "external_url",
            "title",
            "content_html",
            "content_text",
            "summary",
            "date_published",
            "date_modified",
        ],
    );
    item.remove("tags");
    if let Some(attachments) = item.remove("attachments") {
        let attachments = attachments
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(attachment)
            .collect();
        item.insert("attachments".to_owned(), Value::Array(attachments));
    }
    let mut feed = Map::new();
    feed.insert("title".to_owned(), "".into());
    Part {
        document: document(feed, vec![Value::Object(item)]),
        raw,
        extras,
    }
}

fn document(mut feed: Map<String, Value>, items: Vec<Value>) -> String {
    feed.insert("version".to_owned(), VERSION.into());
    feed.insert("items".to_owned(), Value::Array(items));
    Value::Object(feed).to_string()
}

/// Numbers where a text was due become texts; anything else is left out.
fn strings(object: &mut Map<String, Value>, names: &[&str]) {
    for name in names {
        match object.get(*name) {
            None | Some(Value::String(_)) => {}
            Some(Value::Number(number)) => {
                let text = number.to_string();
                object.insert((*name).to_owned(), text.into());
            }
            Some(_) => {
                object.remove(*name);
            }
        }
    }
}

fn people(object: &mut Map<String, Value>) {
    let one = object.remove("author");
    let many = object.remove("authors");
    let many = many
        .as_ref()
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let authors: Vec<Value> = one
        .iter()
        .chain(many)
        .filter_map(|author| Some(xml_person_name(author.get("name")?.as_str()?)))
        .filter(|name| !name.is_empty())
        .map(|name| serde_json::json!({ "name": name }))
        .collect();
    object.insert("authors".to_owned(), Value::Array(authors));
}

fn attachment(value: &Value) -> Option<Value> {
    let url = value.get("url")?.as_str()?;
    let mime = value
        .get("mime_type")
        .and_then(Value::as_str)
        .unwrap_or("application/octet-stream");
    let title = value.get("title").and_then(Value::as_str);
    Some(serde_json::json!({ "url": url, "mime_type": mime, "title": title }))
}
