//! What a page means, as text, for tests: roles, names, values, links. Never bytes.

use std::fmt::Write as _;

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that do not part words.
const INLINE: [&str; 8] = ["a", "b", "bdi", "code", "i", "mark", "span", "time"];

/// An element of a parsed page.
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// All the text inside, spaces folded.
    pub(crate) text: String,
    /// The names of the elements it is in, outermost first.
    pub(crate) within: Vec<String>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(it, _)| it == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Every element of a page, in order, as a browser without scripts would build it.
pub(crate) fn elements(html: &str) -> Vec<Element> {
    let mut found = Vec::new();
    walk(&parsed(html).document, &mut Vec::new(), &mut found);
    found
}

fn parsed(html: &str) -> RcDom {
    parse_document(RcDom::default(), ParseOpts::default()).one(html)
}

fn walk(node: &Handle, within: &mut Vec<String>, found: &mut Vec<Element>) {
    let name = if let NodeData::Element { name, attrs, .. } = &node.data {
        let name = name.local.to_string();
        let attributes = attrs
            .borrow()
            .iter()
            .map(|it| (it.name.local.to_string(), it.value.to_string()))
            .collect();
        let text = text_of(node)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        found.push(Element {
            name: name.clone(),
            attributes,
            text,
            within: within.clone(),
        });
        Some(name)
    } else {
        None
    };
    if let Some(name) = &name {
        within.push(name.clone());
    }
    for child in node.children.borrow().iter() {
        walk(child, within, found);
    }
    if name.is_some() {
        within.pop();
    }
}

fn text_of(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => {
            let text: String = node.children.borrow().iter().map(text_of).collect();
            let is_inline = matches!(&node.data, NodeData::Element { name, .. } if INLINE.contains(&&*name.local));
            if is_inline { text } else { format!(" {text} ") }
        }
    }
}

/// Headings, landmarks, fields, links, buttons and posts, one a line.
pub(crate) fn outline(html: &str) -> String {
    let mut out = String::new();
    for element in elements(html) {
        let name = element.attribute("aria-label").unwrap_or(&element.text);
        let name = name.replace(['\u{a0}', '\u{202f}'], " ");
        let line = match element.name.as_str() {
            "title" if element.within.iter().any(|it| it == "head") => format!("page: {name}"),
            "h1" | "h2" | "h3" => format!("{}: {name}", element.name),
            "nav" | "main" | "section" => match element.attribute("aria-label") {
                Some(label) => format!("[{}] {label}", element.name),
                None => format!("[{}]", element.name),
            },
            "a" => format!(
                "link: {name} -> {}",
                element.attribute("href").unwrap_or("nowhere")
            ),
            "button" => format!("button: {name}"),
            "form" => format!("form -> {}", element.attribute("action").unwrap_or("here")),
            "input" | "textarea" | "select" if element.attribute("type") != Some("hidden") => {
                format!(
                    "field: {} ({}){}",
                    element.attribute("name").unwrap_or_default(),
                    element.attribute("type").unwrap_or(&element.name),
                    element
                        .attribute("value")
                        .map(|it| format!(" = {it}"))
                        .unwrap_or_default()
                )
            }
            "article" => "post".to_owned(),
            "p" | "td" | "caption" | "legend" | "label" if !element.text.is_empty() => {
                format!("{}: {name}", element.name)
            }
            "mark" => format!("found: {name}"),
            "svg" if element.attribute("role") == Some("img") => format!("picture: {name}"),
            "img" => format!("image: {}", element.attribute("alt").unwrap_or("no alt")),
            _ => continue,
        };
        // Ids are long and say nothing here.
        let depth = element
            .within
            .iter()
            .filter(|it| matches!(it.as_str(), "nav" | "main" | "section" | "article" | "form"))
            .count();
        writeln!(out, "{}{}", "  ".repeat(depth), shortened(&line))
            .expect("a String takes all that is written");
    }
    out
}

/// Ids of 32 figures as their last one.
fn shortened(line: &str) -> String {
    let zeros = "0".repeat(30);
    line.replace(&zeros, "")
}
