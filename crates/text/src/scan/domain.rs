//! Links and handles that are domains, where they are simple: in ASCII, from blank to blank, without
//! port, fragment or percent-encoding, and under a domain of the Internet. So are nearly all that
//! people paste; all others make their chunk hard.

use super::{Kind, Pass, kind};
use crate::entity::{HOST_BYTES_MAX, LABEL_BYTES_MAX, is_tld};
use crate::token::{TokenKind, hosts};
use std::ops::Range;

/// A longer link is read by the rules, which know where links and terms are cut.
const LINK_BYTES_MAX: usize = 512;

/// Where a byte may stand.
const HOST: u8 = 1;
const PATH: u8 = 2;
const QUERY: u8 = 4;
/// The last of a path or query.
const LAST: u8 = 8;

const PLACES: [u8; 256] = {
    let mut places = [0; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        places[at] = match byte {
            b'.' => HOST | PATH | QUERY,
            b'-' => HOST | PATH | QUERY | LAST,
            b'/' | b'=' | b'_' => PATH | QUERY | LAST,
            b'+' => PATH | QUERY,
            b'&' | b'%' => QUERY,
            _ if byte.is_ascii_alphanumeric() => HOST | PATH | QUERY | LAST,
            _ => 0,
        };
        at += 1;
    }
    places
};

impl Pass<'_> {
    /// Reads the chunk that starts at a place if it is a simple link, up to its end.
    pub(super) fn link(&mut self, start: usize) -> Option<usize> {
        let rest = &self.reader.terms.folded[start..];
        let schemes: [&[u8]; 2] = [b"https://", b"http://"];
        let scheme = schemes.into_iter().find(|it| rest.starts_with(it))?;
        let host_start = start + scheme.len();
        let host_end = self.run(host_start, HOST);
        let path_end = match self.source[host_end] {
            b'/' => self.run(host_end, PATH),
            _ => host_end,
        };
        let end = match self.source[path_end] {
            b'?' => self.run(path_end + 1, QUERY),
            _ => path_end,
        };
        let host = host_start..host_end;
        let is_simple = self.ends_chunk(end)
            && end - start <= LINK_BYTES_MAX
            && (end == host_end || PLACES[usize::from(self.source[end - 1])] & LAST != 0)
            && is_domain(&self.text[host.clone()])
            // X's shortener has rules of its own.
            && !self.text[host.clone()].eq_ignore_ascii_case("t.co");
        if !is_simple {
            return None;
        }
        self.reader.terms.has_link = true;
        for range in hosts(self.text, &host) {
            self.push(
                self.form(range.clone()),
                range.clone(),
                range,
                TokenKind::Host,
            );
        }
        let mut at = host_end;
        while at < path_end {
            let len = self.letters(at..path_end);
            if len > 0 {
                let word = at..at + len;
                self.push(
                    self.form(word.clone()),
                    word.clone(),
                    word,
                    TokenKind::UrlPart,
                );
            }
            at += len + 1;
        }
        self.reader.terms.pos += 1;
        Some(end)
    }

    /// Reads the handle whose sign is at a place if it is a simple domain, up to its end.
    pub(super) fn handle(&mut self, sign: usize) -> Option<usize> {
        let start = sign + 1;
        let end = self.run(start, HOST);
        let handle = &self.text[start..end];
        let is_simple = self.ends_chunk(end)
            && handle.len() <= HOST_BYTES_MAX
            // After a small letter a capital begins a sentence.
            && !handle.bytes().any(|it| it.is_ascii_uppercase())
            && is_domain(handle);
        if !is_simple {
            return None;
        }
        let user_end = start + handle.find('.')?;
        for folded in [sign..user_end, sign..end] {
            self.push(
                self.form(folded.clone()),
                folded,
                sign..end,
                TokenKind::Mention,
            );
        }
        self.reader.terms.pos += 1;
        Some(end)
    }

    /// Where the bytes end that may stand somewhere.
    fn run(&self, start: usize, place: u8) -> usize {
        let rest = &self.source[start..];
        let is_out = |it: &u8| PLACES[usize::from(*it)] & place == 0;
        // What follows the text has no place anywhere.
        start + rest.iter().position(is_out).unwrap_or(rest.len())
    }

    fn ends_chunk(&self, at: usize) -> bool {
        at == self.text.len() || kind(self.source[at]) == Kind::Blank
    }

    /// How many letters and digits a place starts with.
    fn letters(&self, within: Range<usize>) -> usize {
        let bytes = self.source[within].iter();
        bytes.take_while(|it| it.is_ascii_alphanumeric()).count()
    }
}

/// Whether a name is one of the Internet's, of letters, digits and hyphens.
fn is_domain(name: &str) -> bool {
    let is_label = |it: &str| {
        (1..=LABEL_BYTES_MAX).contains(&it.len()) && !it.starts_with('-') && !it.ends_with('-')
    };
    name.rsplit_once('.')
        .is_some_and(|(above, last)| is_tld(last) && above.split('.').all(is_label))
}
