//! The feed that an HTML page announces, for a hint to who gave us the page's address.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use url::Url;

use crate::sanitise;

/// Announcements stand in the head of a page.
const HEAD_BYTES_MAX: usize = 128 * 1024;

/// The absolute address of the first feed the page announces.
pub(super) fn announced_feed(html: &str, base: &Url) -> Option<Box<str>> {
    let html = sanitise::without_bombs(sanitise::cut(html, HEAD_BYTES_MAX));
    let tokenizer = Tokenizer::new(
        Sink {
            base,
            found: RefCell::default(),
        },
        TokenizerOpts::default(),
    );
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.found.take()
}

struct Sink<'a> {
    base: &'a Url,
    found: RefCell<Option<Box<str>>>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        const TYPES: [&str; 4] = [
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
            "application/rdf+xml",
        ];
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        let mut found = self.found.borrow_mut();
        if &*tag.name != "link" || found.is_some() {
            return TokenSinkResult::Continue;
        }
        let attribute = |name| {
            tag.attrs
                .iter()
                .find(|it| &*it.name.local == name)
                .map(|it| &*it.value)
        };
        let is_alternate =
            attribute("rel").is_some_and(|it| it.to_ascii_lowercase().contains("alternate"));
        let kind = attribute("type")
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if is_alternate && TYPES.contains(&&*kind) {
            *found = attribute("href").and_then(|it| sanitise::web_url(it, Some(self.base)));
        }
        TokenSinkResult::Continue
    }
}
