//! An XML feed taken apart: its head and each item become small documents of their own, repaired on
//! the way, so that a broken item costs that item and nothing else.
//!
//! What is repaired are the habits of the wild: undeclared or misspelt namespaces, versions nobody
//! specified, markup that was not escaped, elements never closed, a document cut short, e-mail addresses
//! for names. What is bounded: depth, items, the size of an item. No entity is ever expanded.

use std::time::Duration;

use model::DropReason;
use quick_xml::{Reader, events::Event};

use super::{
    Format,
    tree::{self, Element, Node},
};
use crate::sanitise;

mod repair;

pub(super) use repair::person_name;

/// Elements inside one another; articles nest a dozen, and the reader below recurses.
const DEPTH_MAX: usize = 48;
/// Items read of one document. Feeds have 10 to 100; archives that hold all since the beginning are cut.
pub(super) const ITEMS_MAX: usize = 1_000;
/// The largest item read: ten times a long article with its markup.
pub(super) const ITEM_BYTES_MAX: usize = 1024 * 1024;

/// A feed taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) format: Option<Format>,
    /// A document without items.
    pub(super) head: String,
    pub(super) rhythm: Rhythm,
    pub(super) hubs: Vec<String>,
    pub(super) own_address: Option<String>,
    pub(super) items: Vec<Part>,
    pub(super) dropped: Vec<(DropReason, Box<str>)>,
}

/// One item as a document of its own.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) document: String,
    /// As it was sent.
    pub(super) raw: String,
    pub(super) extras: Extras,
}

/// What the feed reader does not read.
#[derive(Debug, Default)]
pub(super) struct Extras {
    pub(super) thumbnails: Vec<Thumbnail>,
    /// Files that go with it: address and type. The reader loses them where there are other media.
    pub(super) enclosures: Vec<(String, Option<String>)>,
    /// Who published it first, when the feed gathers others' items: name and address.
    pub(super) source: Option<(String, Option<String>)>,
    /// The address behind a counter of clicks.
    pub(super) original_link: Option<String>,
    pub(super) language: Option<String>,
}

#[derive(Debug)]
pub(super) struct Thumbnail {
    pub(super) url: String,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
}

/// When the publisher says it publishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rhythm {
    pub(super) every: Option<Duration>,
    /// Hours (UTC) without news, bit 0 for midnight.
    pub(super) skip_hours: u32,
    /// Days without news, bit 0 for Monday.
    pub(super) skip_days: u8,
}

/// Takes a document apart. [`Parts::format`] stays `None` when it is not a feed.
pub(super) fn split(text: &str) -> Parts {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut splitter = Splitter {
        text,
        ..Splitter::default()
    };
    loop {
        let at = position(&reader, text);
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                if !splitter.start(Element::read(&start), at) {
                    break;
                }
            }
            Ok(Event::End(end)) => splitter.end(end.name().as_ref(), position(&reader, text)),
            Ok(Event::Text(it)) => splitter.push_text(&it),
            Ok(Event::CData(it)) => splitter.push_text(&it),
            Ok(Event::GeneralRef(it)) => splitter.push_reference(&it),
            Ok(_) => {}
            Err(_) => {
                // An item in progress is told of at the end.
                if splitter.item.is_none() {
                    splitter.drop(DropReason::Malformed, &text[at..]);
                }
                break;
            }
        }
    }
    splitter.finish()
}

fn position(reader: &Reader<&[u8]>, text: &str) -> usize {
    let at = usize::try_from(reader.buffer_position())
        .unwrap_or(text.len())
        .min(text.len());
    if text.is_char_boundary(at) {
        at
    } else {
        text.len()
    }
}

#[derive(Default)]
struct Splitter<'a> {
    text: &'a str,
    stack: Vec<Element>,
    /// Elements open beyond the depth we follow.
    too_deep: usize,
    /// Where in the stack the current item is, and where in the text it began.
    item: Option<(usize, usize)>,
    too_many: bool,
    root: Element,
    channel: Element,
    pending: Vec<(Element, usize, usize)>,
    parts: Parts,
}

impl Splitter<'_> {
    /// Whether it is worth going on.
    fn start(&mut self, mut element: Element, at: usize) -> bool {
        if self.stack.is_empty() {
            if self.parts.format.is_some() {
                return false; // a second root
            }
            self.parts.format = repair::root(&mut element);
            if self.parts.format.is_none() {
                return false;
            }
        }
        if self.stack.len() >= DEPTH_MAX {
            self.too_deep += 1;
            return true;
        }
        if self.item.is_none() && self.is_item(&element) {
            // An item inside which another begins was never closed.
            self.item = Some((self.stack.len(), at));
        } else if self
            .item
            .is_some_and(|(depth, _)| self.stack.len() > depth && self.begins_item(&element))
        {
            self.close_down_to(self.item.map_or(0, |(depth, _)| depth), at);
            self.item = Some((self.stack.len(), at));
        }
        self.stack.push(element);
        true
    }

    fn is_item(&self, element: &Element) -> bool {
        let depth = self.stack.len();
        match self.parts.format {
            Some(Format::Atom) => element.local() == "entry" && depth <= 1,
            Some(Format::Json) | None => false,
            Some(_) => {
                element.local() == "item"
                    && (depth == 1 || (depth == 2 && self.stack[1].local() == "channel"))
            }
        }
    }

    fn begins_item(&self, element: &Element) -> bool {
        let name = if self.parts.format == Some(Format::Atom) {
            "entry"
        } else {
            "item"
        };
        let depth = self.item.map_or(0, |(depth, _)| depth);
        element.local() == name && element.name == self.stack[depth].name
    }

    fn end(&mut self, name: &str, at: usize) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        // Ends that match nothing open are ignored; others close what was left open inside.
        if let Some(depth) = self.stack.iter().rposition(|it| it.name == name) {
            self.close_down_to(depth, at);
        }
    }

    fn close_down_to(&mut self, depth: usize, at: usize) {
        while self.stack.len() > depth {
            let Some(element) = self.stack.pop() else {
                return;
            };
            let level = self.stack.len();
            match self.item {
                Some((item, from)) if item == level => {
                    self.item = None;
                    self.item_done(element, from, at);
                }
                _ => self.attach(element, level),
            }
        }
    }

    fn attach(&mut self, element: Element, level: usize) {
        let is_channel =
            level == 1 && self.parts.format != Some(Format::Atom) && element.local() == "channel";
        match self.stack.last_mut() {
            None => self.root = element,
            Some(_) if is_channel => self.channel = element,
            Some(parent) => parent.children.push(Node::Element(element)),
        }
    }

    fn item_done(&mut self, element: Element, from: usize, to: usize) {
        let raw = &self.text[from..to];
        if self.pending.len() >= ITEMS_MAX {
            if !self.too_many {
                self.too_many = true;
                self.drop(
                    DropReason::TooLarge,
                    &format!("more than {ITEMS_MAX} items, from {raw}"),
                );
            }
        } else if raw.len() > ITEM_BYTES_MAX {
            self.drop(DropReason::TooLarge, raw);
        } else {
            self.pending.push((element, from, to));
        }
    }

    fn push_text(&mut self, text: &str) {
        let Some(parent) = self.stack.last_mut() else {
            return;
        };
        match parent.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => parent.children.push(Node::Text(text.to_owned())),
        }
    }

    fn push_reference(&mut self, name: &str) {
        match tree::resolve(name) {
            Some(c) => self.push_text(c.encode_utf8(&mut [0; 4])),
            // An entity of HTML: the text it is in may well be HTML, which will know it.
            None => self.push_text(&format!("&{name};")),
        }
    }

    fn drop(&mut self, reason: DropReason, what: &str) {
        self.parts
            .dropped
            .push((reason, sanitise::sample(what.as_bytes())));
    }

    /// The document came to its end, well or not.
    fn finish(mut self) -> Parts {
        let Some(format) = self.parts.format else {
            return self.parts;
        };
        if let Some((depth, from)) = self.item.take() {
            // Cut in the middle of an item: what there is of it would pass for all of it.
            self.drop(DropReason::Malformed, &self.text[from..]);
            self.stack.truncate(depth);
        } else if !self.stack.is_empty() && self.parts.dropped.is_empty() {
            let what = format!(
                "the document is cut short after {} items",
                self.pending.len()
            );
            self.drop(DropReason::Malformed, &what);
        }
        self.close_down_to(0, self.text.len());
        let frame = repair::Frame::new(format, self.root, self.channel);
        self.parts.rhythm = frame.rhythm();
        (self.parts.own_address, self.parts.hubs) = frame.own_address_and_hubs();
        self.parts.head = frame.head();
        for (mut element, from, to) in self.pending {
            let extras = repair::item(&mut element, format);
            self.parts.items.push(Part {
                document: frame.around(&element),
                raw: self.text[from..to].to_owned(),
                extras,
            });
        }
        self.parts
    }
}
