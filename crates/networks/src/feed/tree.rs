//! A piece of XML as a small tree: what is repaired before a feed is read.

use std::fmt::Write as _;

/// Attributes on one element; real ones have a few.
const ATTRIBUTES_MAX: usize = 32;

#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// With its prefix, as written.
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn read(start: &quick_xml::events::BytesStart<'_>) -> Self {
        let mut attributes: Vec<(String, String)> = Vec::new();
        // The reader's own check for doubles is quadratic.
        for attribute in start
            .attributes()
            .with_checks(false)
            .flatten()
            .take(ATTRIBUTES_MAX)
        {
            let name = attribute.key.as_ref();
            if !attributes.iter().any(|(it, _)| it == name) {
                attributes.push((name.to_owned(), unescape(&attribute.value)));
            }
        }
        Self {
            name: start.name().as_ref().to_owned(),
            attributes,
            children: Vec::new(),
        }
    }

    /// The name without its prefix.
    pub(super) fn local(&self) -> &str {
        local(&self.name)
    }

    /// The prefix, empty when there is none.
    pub(super) fn prefix(&self) -> &str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(it, _)| it == name)
            .map(|(_, value)| &**value)
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.attributes.retain(|(it, _)| it != name);
        self.attributes.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All the text in it, markup left out.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.text_into(&mut text);
        text
    }

    fn text_into(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.text_into(out),
            }
        }
    }

    /// What is in it as HTML: for texts whose markup was not escaped.
    pub(super) fn inner_html(&self) -> String {
        let mut html = String::new();
        for child in &self.children {
            child.write_html(&mut html);
        }
        html
    }

    pub(super) fn set_text(&mut self, text: impl Into<String>) {
        self.children = vec![Node::Text(text.into())];
    }

    pub(super) fn write(&self, out: &mut String) {
        self.write_start(out);
        for child in &self.children {
            match child {
                Node::Text(text) => escape_into(out, text),
                Node::Element(element) => element.write(out),
            }
        }
        self.write_end(out);
    }

    pub(super) fn write_start(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"");
            escape_into(out, value);
            out.push('"');
        }
        out.push('>');
    }

    pub(super) fn write_end(&self, out: &mut String) {
        let _ = write!(out, "</{}>", self.name);
    }
}

impl Node {
    fn write_html(&self, out: &mut String) {
        const VOID: [&str; 7] = ["br", "hr", "img", "wbr", "input", "source", "track"];
        match self {
            Self::Text(text) => escape_into(out, text),
            Self::Element(element) => {
                // Prefixes are of XML; a browser would see an element it does not know.
                let element = Element {
                    name: element.local().to_owned(),
                    ..element.clone()
                };
                element.write_start(out);
                for child in &element.children {
                    child.write_html(out);
                }
                if !VOID.contains(&&*element.name) {
                    element.write_end(out);
                }
            }
        }
    }
}

pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Not allowed in XML, in whatever form.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

/// Resolves the references of an attribute; what is not one stays as written (`?a=1&b=2`).
fn unescape(value: &str) -> String {
    /// `&#x10FFFF;` without its ends, and the longest name.
    const REFERENCE_MAX: usize = 32;
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after
            .bytes()
            .take(REFERENCE_MAX)
            .position(|byte| byte == b';');
        rest = match end.and_then(|end| Some((end, resolve(after.get(..end)?)?))) {
            Some((end, c)) => {
                out.push(c);
                &after[end + 1..]
            }
            None => {
                out.push('&');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// The character behind the name or number of a reference. Entities of the document's own are never
/// expanded: an expansion of expansions has no end.
pub(super) fn resolve(reference: &str) -> Option<char> {
    match reference {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => {}
    }
    let number = reference.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        // Written by people who thought in windows-1252, as all browsers know.
        0x80..=0x9f => {
            let byte = [u8::try_from(code).ok()?];
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(&byte)
                .0
                .chars()
                .next()
        }
        _ => char::from_u32(code),
    }
}
