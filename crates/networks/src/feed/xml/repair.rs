//! The habits of feeds in the wild, one by one, put right before a strict reader sees them.

use std::time::Duration;

use url::Url;

use super::{Extras, Rhythm, Thumbnail};
use crate::feed::{
    Format,
    tree::{Element, Node},
};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const RSS: &str = "http://purl.org/rss/1.0/";
const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const MEDIA: &str = "http://search.yahoo.com/mrss/";
const ITUNES: &str = "http://www.itunes.com/dtds/podcast-1.0.dtd";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Prefixes everybody uses, declared or not.
const USUAL: [(&str, &str); 7] = [
    ("atom", ATOM),
    ("a10", ATOM),
    ("content", CONTENT),
    ("dc", DUBLIN_CORE),
    ("itunes", ITUNES),
    ("media", MEDIA),
    ("rdf", RDF),
];

/// What kind of feed a document with this root is; its namespaces and version are made the usual ones.
pub(super) fn root(element: &mut Element) -> Option<Format> {
    let format = match element.local().to_ascii_lowercase().as_str() {
        "feed" | "entry" => Format::Atom,
        "rdf" => Format::Rss1,
        "rss" | "channel" => match element.attribute("version") {
            Some(version) if version.trim().starts_with("0.") => Format::Rss0,
            _ => Format::Rss2,
        },
        _ => return None,
    };
    namespaces(element);
    Some(format)
}

/// Gives misspelt and retired namespaces their name.
fn namespaces(element: &mut Element) {
    for (name, value) in &mut element.attributes {
        if name != "xmlns" && !name.starts_with("xmlns:") {
            continue;
        }
        let key = value
            .trim()
            .trim_end_matches(['/', '#'])
            .to_ascii_lowercase();
        let key = key
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        let usual = match key {
            "www.w3.org/2005/atom" | "purl.org/atom/ns" => ATOM,
            "purl.org/rss/1.0"
            | "my.netscape.com/rdf/simple/0.9"
            | "channel.netscape.com/rdf/simple/0.9" => RSS,
            "purl.org/rss/1.0/modules/content" => CONTENT,
            "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" => DUBLIN_CORE,
            "search.yahoo.com/mrss" | "search.yahoo.com/rss" | "video.search.yahoo.com/mrss" => {
                MEDIA
            }
            "www.itunes.com/dtds/podcast-1.0.dtd" => ITUNES,
            _ => continue,
        };
        usual.clone_into(value);
    }
}

/// What stands around each item: the root, the channel, and what they say.
pub(super) struct Frame {
    format: Format,
    root: Element,
    channel: Element,
}

impl Frame {
    pub(super) fn new(format: Format, mut root: Element, mut channel: Element) -> Self {
        let outside = std::mem::take(&mut root.children);
        match format {
            Format::Atom => {
                if root.local() != "feed" {
                    root = Element {
                        name: "feed".to_owned(),
                        ..Element::default()
                    };
                    root.set("xmlns", ATOM);
                }
                channel.children = outside;
            }
            _ if root.local() == "channel" => {
                channel = Element {
                    children: outside,
                    ..root
                };
                root = Element {
                    name: "rss".to_owned(),
                    ..Element::default()
                };
            }
            _ => channel.children.extend(outside),
        }
        if format == Format::Rss1 {
            // Version 0.9 and 1.0 have one namespace for their elements, whatever it was called.
            root.set("xmlns", RSS);
        } else if format != Format::Atom {
            // These have none, and some give them one that nobody knows.
            for element in [&mut root, &mut channel] {
                element.attributes.retain(|(name, _)| name != "xmlns");
            }
            root.name = "rss".to_owned();
            root.set(
                "version",
                if format == Format::Rss0 {
                    "0.92"
                } else {
                    "2.0"
                },
            );
        }
        "channel".clone_into(&mut channel.name);
        namespaces(&mut channel);
        for (prefix, namespace) in USUAL {
            let name = format!("xmlns:{prefix}");
            if root.attribute(&name).is_none() {
                root.set(&name, namespace);
            }
        }
        bases(&mut root);
        bases(&mut channel);
        for child in channel.elements_mut() {
            element(child, format);
        }
        Self {
            format,
            root,
            channel,
        }
    }

    /// The feed without its items.
    pub(super) fn head(&self) -> String {
        let mut out = String::new();
        self.root.write_start(&mut out);
        if self.format == Format::Atom {
            for child in self.channel.elements() {
                child.write(&mut out);
            }
        } else {
            self.channel.write(&mut out);
        }
        self.root.write_end(&mut out);
        out
    }

    /// The feed with this one item and nothing else.
    pub(super) fn around(&self, item: &Element) -> String {
        let mut out = String::new();
        self.root.write_start(&mut out);
        let in_channel = matches!(self.format, Format::Rss0 | Format::Rss2);
        if in_channel {
            self.channel.write_start(&mut out);
        }
        item.write(&mut out);
        if in_channel {
            self.channel.write_end(&mut out);
        }
        self.root.write_end(&mut out);
        out
    }

    pub(super) fn rhythm(&self) -> Rhythm {
        /// A publisher that says less than this has made a mistake of unit.
        const MINUTES_MAX: u64 = 60 * 24 * 31;
        let minutes = |text: String| {
            text.trim()
                .parse()
                .ok()
                .filter(|it| (1..=MINUTES_MAX).contains(it))
        };
        let mut rhythm = Rhythm::default();
        let (mut ttl, mut period, mut frequency) = (None, None, 1);
        for child in self.channel.elements() {
            match child.local() {
                "ttl" => ttl = minutes(child.text()),
                "updatePeriod" => {
                    period = match child.text().trim() {
                        "hourly" => Some(60),
                        "daily" => Some(24 * 60),
                        "weekly" => Some(7 * 24 * 60),
                        "monthly" => Some(30 * 24 * 60),
                        "yearly" => Some(MINUTES_MAX),
                        _ => None,
                    }
                }
                "updateFrequency" => frequency = minutes(child.text()).unwrap_or(1),
                "skipHours" => {
                    for hour in child
                        .elements()
                        .filter_map(|it| it.text().trim().parse::<u32>().ok())
                    {
                        // 24 is midnight in the oldest version.
                        rhythm.skip_hours |= if hour <= 24 { 1 << (hour % 24) } else { 0 };
                    }
                }
                "skipDays" => {
                    const DAYS: [&str; 7] = [
                        "monday",
                        "tuesday",
                        "wednesday",
                        "thursday",
                        "friday",
                        "saturday",
                        "sunday",
                    ];
                    for day in child
                        .elements()
                        .map(|it| it.text().trim().to_ascii_lowercase())
                    {
                        if let Some(n) = DAYS.iter().position(|it| *it == day) {
                            rhythm.skip_days |= 1 << n;
                        }
                    }
                }
                _ => {}
            }
        }
        let every = ttl.or(period.map(|it: u64| it / frequency.max(1)));
        rhythm.every = every.map(|it| Duration::from_secs(it.max(1) * 60));
        rhythm
    }

    pub(super) fn own_address_and_hubs(&self) -> (Option<String>, Vec<String>) {
        let links = || self.channel.elements().filter(|it| it.local() == "link");
        let with = |rel: &'static str| {
            links()
                .filter(move |it| it.attribute("rel") == Some(rel))
                .filter_map(|it| it.attribute("href"))
        };
        (
            with("self").next().map(str::to_owned),
            with("hub").map(str::to_owned).collect(),
        )
    }
}

/// Repairs an item and takes out what the reader does not read.
pub(super) fn item(item: &mut Element, format: Format) -> Extras {
    namespaces(item);
    bases(item);
    let mut extras = Extras {
        language: item.attribute("xml:lang").map(str::to_owned),
        ..Extras::default()
    };
    thumbnails(item, &mut extras.thumbnails);
    for child in item.elements() {
        match child.local() {
            "source" => {
                let name = child
                    .elements()
                    .find(|it| it.local() == "title")
                    .unwrap_or(child)
                    .text();
                let link = child.elements().find(|it| it.local() == "link");
                let address = child.attribute("url").or_else(|| link?.attribute("href"));
                if !name.trim().is_empty() {
                    extras.source = Some((name.trim().to_owned(), address.map(str::to_owned)));
                }
            }
            "enclosure" => {
                let kind = child.attribute("type").map(str::to_owned);
                let url = child.attribute("url").map(str::to_owned);
                extras.enclosures.extend(url.map(|it| (it, kind)));
            }
            "origLink" => extras.original_link = Some(child.text()),
            "language" => extras.language = Some(child.text()),
            _ => {}
        }
    }
    for child in item.elements_mut() {
        element(child, format);
    }
    extras
}

fn thumbnails(element: &Element, out: &mut Vec<Thumbnail>) {
    for child in element.elements() {
        if child.local() == "thumbnail" && !child.prefix().is_empty() {
            let size = |name| child.attribute(name).and_then(|it| it.trim().parse().ok());
            if let Some(url) = child.attribute("url") {
                out.push(Thumbnail {
                    url: url.to_owned(),
                    width: size("width"),
                    height: size("height"),
                });
            }
        } else if matches!(child.local(), "group" | "content") {
            thumbnails(child, out);
        }
    }
}

/// One child of a channel, feed or item.
fn element(element: &mut Element, format: Format) {
    namespaces(element);
    bases(element);
    media(element);
    if format == Format::Atom {
        atom(element);
        return;
    }
    match element.local() {
        "title" | "description" | "encoded" | "summary" | "subtitle" if has_elements(element) => {
            // Markup that should have been escaped.
            let html = element.inner_html();
            element.set_text(html);
        }
        "author" | "creator" | "managingEditor" | "webMaster" => {
            let name = person_name(&element.text());
            element.set_text(name);
        }
        // Read by nobody here, and its reader stops at numbers beyond measure.
        "duration" => element.set_text(""),
        _ => {}
    }
}

fn atom(element: &mut Element) {
    // Names of version 0.3.
    if element.prefix().is_empty() {
        let name = match &*element.name {
            "issued" => "published",
            "modified" => "updated",
            "tagline" => "subtitle",
            "copyright" => "rights",
            _ => "",
        };
        if !name.is_empty() {
            name.clone_into(&mut element.name);
        }
    }
    if !matches!(
        element.local(),
        "title" | "subtitle" | "summary" | "content" | "rights"
    ) {
        return;
    }
    let kind = element
        .attribute("type")
        .unwrap_or("text")
        .trim()
        .to_ascii_lowercase();
    let is_elsewhere =
        element.attribute("src").is_some() || element.attribute("mode") == Some("base64");
    element
        .attributes
        .retain(|(name, _)| !matches!(&**name, "type" | "src" | "mode"));
    if is_elsewhere {
        element.children.clear();
        element.set("type", "text");
    } else if has_elements(element) {
        // XHTML, or markup that should have been escaped.
        let html = element.inner_html();
        element.set_text(html);
        element.set("type", "html");
    } else if kind.contains("html") {
        element.set("type", "html");
    } else if kind.is_empty() || kind.starts_with("text") {
        element.set("type", "text");
    } else {
        // A picture in base64, an XML of another kind: not something to read.
        element.children.clear();
        element.set("type", "text");
    }
}

/// Media elements, at any depth: without what their reader stops at.
fn media(element: &mut Element) {
    element
        .attributes
        .retain(|(name, _)| !matches!(&**name, "start" | "end" | "time"));
    element.children.retain(|child| match child {
        Node::Element(it) => {
            let is_text = matches!(it.local(), "title" | "description") && it.prefix() == "media";
            !is_text || it.children.iter().any(|it| matches!(it, Node::Text(_)))
        }
        Node::Text(_) => true,
    });
    if element.prefix() == "media" && matches!(element.local(), "title" | "description") {
        let text = element.text();
        element.set_text(if text.is_empty() {
            " ".to_owned()
        } else {
            text
        });
        let is_html = element
            .attribute("type")
            .is_some_and(|it| it.contains("html"));
        element.set("type", if is_html { "html" } else { "plain" });
    }
    for child in element.elements_mut() {
        bases(child);
        media(child);
    }
}

/// Leaves out the bases that are not addresses, on which the reader would stop.
fn bases(element: &mut Element) {
    element.attributes.retain(|(name, value)| {
        name != "xml:base"
            || matches!(
                Url::parse(value),
                Ok(_) | Err(url::ParseError::RelativeUrlWithoutBase)
            )
    });
}

fn has_elements(element: &Element) -> bool {
    element.elements().next().is_some()
}

/// The name in `name`, `address (name)`, `name <address>`: addresses are nobody's business here.
pub(in crate::feed) fn person_name(written: &str) -> String {
    let written = written.trim();
    if !written.contains('@') {
        return written.to_owned();
    }
    if let Some((_, after)) = written.split_once('(') {
        return without_addresses(after.split(')').next().unwrap_or_default());
    }
    without_addresses(written.split('<').next().unwrap_or_default())
}

fn without_addresses(text: &str) -> String {
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|it| !it.contains('@'))
        .collect();
    words.join(" ")
}
