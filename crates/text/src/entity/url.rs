//! Links, with or without a scheme, by the published twitter-text rules.
//!
//! The rules are regular expressions; here they are one forward scan. It goes from one *domain run*
//! to the next: letters of any script, digits, `-`, `_` and dots. In a run the longest domain that
//! ends in a top-level domain wins. Behind a scheme the domain may be in any script; without one
//! only the parts in Latin letters count, as `これはexample.comです` has no spaces to show where a
//! domain ends.

use super::chars::{
    after, before, is_at_sign, is_directional, is_hash_sign, is_invalid, is_latin_accent, is_punct,
    is_space, is_spaced_letter, run,
};
use super::tld;
use super::{Entity, EntityKind};
use std::ops::Range;

/// Longer ones are not links.
const URL_BYTES_MAX: usize = 4096;
/// A label of a domain name, in its ASCII form (RFC 1035).
pub(crate) const LABEL_BYTES_MAX: usize = 63;
/// The longest slug of X's own shortener.
const TCO_SLUG_BYTES_MAX: usize = 40;
/// Country domains that are also French or English words (`fini.La suite`, `ok.so`).
const WORD_TLDS: [&str; 30] = [
    "am", "as", "at", "au", "be", "by", "ce", "de", "do", "es", "et", "he", "id", "il", "in", "is",
    "it", "je", "la", "ma", "me", "mu", "my", "ne", "no", "sa", "se", "so", "to", "us",
];

/// A link in a text.
#[derive(Clone, Debug)]
pub(super) struct Link {
    range: Range<usize>,
    host: Range<usize>,
    path: Range<usize>,
    has_scheme: bool,
}

impl Link {
    pub(super) fn into_entity(self) -> Entity {
        let kind = EntityKind::Url {
            host: self.host,
            path: self.path,
        };
        Entity {
            range: self.range,
            kind,
        }
    }

    /// Whether a bare domain is rather the end of a sentence glued to the next one, as people
    /// write: `C'est fini.La suite`, `Merci.On se voit`, `ton ami.frère de Paul`.
    pub(super) fn is_probably_prose(&self, text: &str) -> bool {
        let host = &text[self.host.clone()];
        let Some((rest, last)) = host.rsplit_once('.') else {
            return false;
        };
        let is_bare = !self.has_scheme && self.range.end == self.host.end;
        let is_one_dot = !rest.contains('.');
        let is_capital = last.starts_with(char::is_uppercase)
            && rest
                .trim_end_matches(is_accent)
                .ends_with(char::is_lowercase);
        let is_word = WORD_TLDS.iter().any(|it| last.eq_ignore_ascii_case(it));
        // The name goes on with what cannot be in one (`ami.frère`, `ville.fr.Merci`).
        let rest = &text[self.range.end..];
        let is_cut = rest
            .strip_prefix('.')
            .map_or(rest.starts_with(is_latin_accent), |it| {
                it.starts_with(char::is_alphanumeric)
            });
        // A stray accent belongs to the word before, in a script that is not Latin.
        let is_stray = host.split('.').any(|it| it.starts_with(is_accent));
        let is_glued =
            before(text, self.range.start).is_some_and(|c| c == '.' || is_spaced_letter(c));
        is_bare && (is_cut || is_glued || is_stray || is_one_dot && (is_capital || is_word))
    }
}

/// What may stand as a domain behind a scheme.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    /// Only what ends in a top-level domain of the Internet.
    Published,
    /// Also addresses and the names of private networks: whoever writes `http://` means a link.
    Open,
}

/// Every link, in order.
pub(super) fn find(text: &str, rules: Rules, links: &mut Vec<Link>) {
    let mut scan = Scan {
        text,
        rules,
        consumed: 0,
        links,
    };
    let mut at = 0;
    // Nothing runs across a blank, and most words can be left out at a glance.
    for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let word_end = at + word.len();
        while word.bytes().any(|it| matches!(it, b'.' | b'/'))
            && let Some(start) = text[at..word_end].find(is_run_char).map(|it| at + it)
        {
            at = scan.read_run(start..run(text, start, is_run_char));
        }
        at = word_end;
    }
}

struct Scan<'t> {
    text: &'t str,
    rules: Rules,
    /// The end of the last match, good or refused. A link may not begin right there, since the
    /// rules ask for a character before it.
    consumed: usize,
    links: &'t mut Vec<Link>,
}

impl Scan<'_> {
    /// Reads the first link of a run; returns where to look for the next one.
    fn read_run(&mut self, run: Range<usize>) -> usize {
        let text = self.text;
        if let Some(scheme) = scheme_before(text, run.start, self.consumed)
            && let Some(domain) = self.schemed_domain(&run)
        {
            self.consumed = read_schemed(text, scheme, &domain, self.links);
            return self.consumed;
        }
        let Some(start) = bare_start(text, self.consumed, run.clone()) else {
            return run.end;
        };
        let Some(domain) = domain_at(text, start, run.end) else {
            return block_end(text, start, run.end);
        };
        let (path, end) = tail(text, domain.end);
        let is_glued = before(text, start).is_some_and(|c| matches!(c, '-' | '_' | '.' | '/'));
        if !is_glued && is_valid(text, start..end, &domain) {
            push_bare(text, &domain, path, end, self.links);
        }
        self.consumed = end;
        end
    }

    fn schemed_domain(&self, run: &Range<usize>) -> Option<Range<usize>> {
        let published = || domain_at(self.text, run.start, run.end);
        if self.rules == Rules::Published {
            return published();
        }
        let open = open_host(self.text, run);
        let is_private = |it: &Range<usize>| tld::has_private_tld(&self.text[it.clone()]);
        open.clone().filter(is_private).or_else(published).or(open)
    }
}

/// A host in ASCII, whatever its last label: `localhost`, `10.0.0.1`, `presse.example`.
fn open_host(text: &str, within: &Range<usize>) -> Option<Range<usize>> {
    let end = run(text, within.start, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
    });
    let host = text[within.start..end].trim_end_matches(['-', '.']);
    let is_host = host.split('.').all(is_label) && (host.contains('.') || host == "localhost");
    is_host.then_some(within.start..within.start + host.len())
}

/// The start of `http://` or `https://` right before a run, when a link may begin there.
fn scheme_before(text: &str, at: usize, consumed: usize) -> Option<usize> {
    let head = &text.as_bytes()[consumed..at];
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        let start = head.len().checked_sub(scheme.len());
        start.is_some_and(|start| head[start..].eq_ignore_ascii_case(scheme.as_bytes()))
    })?;
    let start = at - scheme.len();
    let is_free = start == 0 || before(text, start).is_some_and(may_precede);
    is_free.then_some(start)
}

/// The first place in a run where a link without scheme may begin.
fn bare_start(text: &str, consumed: usize, run: Range<usize>) -> Option<usize> {
    let mut is_free = run.start == 0
        || (run.start > consumed && before(text, run.start).is_some_and(may_precede));
    for (at, c) in text[run.clone()].char_indices() {
        if is_free && is_domain_char(c) {
            return Some(run.start + at);
        }
        is_free = may_precede(c);
    }
    None
}

/// The end of the labels that a dot right after a bad label closes: no domain is in there.
fn block_end(text: &str, start: usize, run_end: usize) -> usize {
    let mut end = start;
    for label in text[start..run_end].split('.') {
        end += label.len();
        if !is_label(label) {
            break;
        }
        end = (end + 1).min(run_end);
    }
    // Always past one character, or the scan would stand still.
    let first = after(text, start).map_or(1, char::len_utf8);
    end.max(start + first)
}

/// The longest domain that starts at `start`, up to its top-level domain.
fn domain_at(text: &str, start: usize, run_end: usize) -> Option<Range<usize>> {
    let mut best = None;
    let mut at = start;
    let mut may_end = false;
    for label in text[start..run_end].split('.') {
        if may_end && let Some(len) = tld::tld_prefix(&text[at..]) {
            best = Some(start..at + len);
        }
        if !is_label(label) {
            break;
        }
        may_end = !label.contains('_');
        at += label.len() + 1;
    }
    best
}

/// A label starts and ends with a letter or digit.
fn is_label(label: &str) -> bool {
    label.starts_with(is_domain_char) && label.ends_with(is_domain_char)
}

fn read_schemed(text: &str, scheme: usize, domain: &Range<usize>, links: &mut Vec<Link>) -> usize {
    let (path, end) = tail(text, domain.end);
    if !is_valid(text, scheme..end, domain) {
        return end;
    }
    let link = Link {
        range: scheme..end,
        host: domain.clone(),
        path,
        has_scheme: true,
    };
    match shortened(text, &link) {
        Shortened::No => links.push(link),
        Shortened::TooLong => {}
        Shortened::Until(short_end) => {
            let path = link.path.start..link.path.end.min(short_end);
            links.push(Link {
                range: scheme..short_end,
                path,
                ..link
            });
        }
    }
    end
}

/// What X's own shortener allows: one slug of letters and digits, then perhaps a query.
enum Shortened {
    No,
    TooLong,
    Until(usize),
}

fn shortened(text: &str, link: &Link) -> Shortened {
    let slug_start = link.host.end + 1;
    if !text[link.host.clone()].eq_ignore_ascii_case("t.co")
        || !text[link.host.end..].starts_with('/')
    {
        return Shortened::No;
    }
    let slug_end = run(text, slug_start, |c| c.is_ascii_alphanumeric());
    match slug_end - slug_start {
        0 => Shortened::No,
        len if len > TCO_SLUG_BYTES_MAX => Shortened::TooLong,
        _ => Shortened::Until(query_end(text, slug_end)),
    }
}

/// The parts of a bare domain that are in Latin letters; the last one has the path.
fn push_bare(
    text: &str,
    domain: &Range<usize>,
    path: Range<usize>,
    end: usize,
    links: &mut Vec<Link>,
) {
    let first = links.len();
    let mut at = domain.start;
    while let Some(host) = latin_domain(text, at, domain.end) {
        at = host.end;
        links.push(Link {
            range: host.clone(),
            path: at..at,
            host,
            has_scheme: false,
        });
    }
    if let Some(last) = links.get_mut(first..).and_then(<[Link]>::last_mut)
        && !path.is_empty()
    {
        // What stands between the last part in Latin letters and the path goes with it.
        last.range.end = end;
        last.path = path;
    }
}

/// The first domain in Latin letters (its top-level domain may be in any script) from `from` on.
fn latin_domain(text: &str, from: usize, domain_end: usize) -> Option<Range<usize>> {
    let within = &text[..domain_end];
    let mut at = from;
    loop {
        let start = at + within[at..].find(is_latin_label_char)?;
        let mut best = None;
        let mut label_end = run(within, start, is_latin_label_char);
        while within[label_end..].starts_with('.') {
            let next = label_end + 1;
            if let Some(len) = tld::tld_prefix(&within[next..]) {
                best = Some(start..next + len);
            }
            let next_end = run(within, next, is_latin_label_char);
            if next_end == next {
                break;
            }
            label_end = next_end;
        }
        if best.is_some() {
            return best;
        }
        at = label_end;
    }
}

/// The path and the end of a link whose domain ends at `at`: port, path, query.
fn tail(text: &str, at: usize) -> (Range<usize>, usize) {
    let port_end = match text[at..].strip_prefix(':') {
        Some(_) => match run(text, at + 1, |c| c.is_ascii_digit()) {
            end if end > at + 1 => end,
            _ => at,
        },
        None => at,
    };
    let path_end = if text[port_end..].starts_with('/') {
        path_end(text, port_end)
    } else {
        port_end
    };
    let path = &text[port_end..path_end];
    let plain_end = port_end + path.find('#').unwrap_or(path.len());
    (port_end..plain_end, query_end(text, path_end))
}

/// The end of the path that starts with the slash at `start`: it does not end in punctuation.
fn path_end(text: &str, start: usize) -> usize {
    let mut end = start + 1;
    let mut at = end;
    while let Some(c) = after(text, at) {
        if c == '(' {
            let Some(close) = balanced_end(text, at) else {
                break;
            };
            at = close;
            end = at;
        } else if is_path_char(c) {
            at += c.len_utf8();
            if is_path_ending(c) {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

/// The end of `(film)` or `(a(b)c)`: one level of nesting, and something inside.
fn balanced_end(text: &str, open: usize) -> Option<usize> {
    let mut at = run(text, open + 1, is_path_char);
    if text[at..].starts_with('(') {
        let inner_end = run(text, at + 1, is_path_char);
        if inner_end == at + 1 || !text[inner_end..].starts_with(')') {
            return None;
        }
        at = run(text, inner_end + 1, is_path_char);
    } else if at == open + 1 {
        return None;
    }
    text[at..].starts_with(')').then_some(at + 1)
}

/// The end of the query that starts at `at`, or `at` when there is none.
fn query_end(text: &str, at: usize) -> usize {
    if !text[at..].starts_with('?') {
        return at;
    }
    let end = run(text, at + 1, is_query_char);
    let ends =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '&' | '=' | '#' | '/');
    text[at + 1..end]
        .rfind(ends)
        .map_or(at, |last| at + 1 + last + 1)
}

/// Lengths, and no `xn--` label that is not ASCII. A label in another script has at least one
/// ASCII byte a character, and `xn--`, once encoded.
fn is_valid(text: &str, range: Range<usize>, domain: &Range<usize>) -> bool {
    range.len() <= URL_BYTES_MAX
        && text[domain.clone()].split('.').all(|label| {
            if label.is_ascii() {
                return label.len() <= LABEL_BYTES_MAX;
            }
            let is_fake = label
                .get(..4)
                .is_some_and(|it| it.eq_ignore_ascii_case("xn--"));
            !is_fake && label.chars().count() + "xn--".len() <= LABEL_BYTES_MAX
        })
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

fn may_precede(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || c == '$' || is_at_sign(c) || is_hash_sign(c) || is_invalid(c))
}

fn is_domain_char(c: char) -> bool {
    if c.is_ascii() {
        return !(is_punct(c) || is_space(c));
    }
    !(is_space(c) || is_invalid(c) || is_directional(c))
}

fn is_run_char(c: char) -> bool {
    is_domain_char(c) || matches!(c, '.' | '-' | '_')
}

fn is_latin_label_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || is_latin_accent(c)
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4FF}')
}

fn is_path_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "!*';:=+,.$/%#[]-_~@|&\u{2013}".contains(c)
        || is_cyrillic(c)
        || is_latin_accent(c)
}

fn is_path_ending(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '+' | '-' | '=' | '_' | '#' | '/')
        || is_cyrillic(c)
        || is_latin_accent(c)
}

fn is_query_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!?*'@();:&=+$/%#[]-_.,~|".contains(c)
}
