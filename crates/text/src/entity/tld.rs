//! The top-level domains: what tells `ville.fr` from `fini.Demain`.
//!
//! `tlds.txt` lists the Internet's root zone (published facts of IANA, October 2026), one a line,
//! in Unicode form, sorted by bytes. A domain missing there only costs a link without scheme.

use std::sync::LazyLock;

static SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("tlds.txt").lines().collect());

/// The longest top-level domain in the list, `vermögensberatung`, has 18 bytes; the longest that
/// is not made of Latin letters is well below.
const TLD_BYTES_MAX: usize = 24;

/// Reserved by RFC 2606, RFC 6761 and ICANN: what test servers and private networks use.
const PRIVATE: [&str; 7] = [
    "test",
    "example",
    "invalid",
    "localhost",
    "local",
    "internal",
    "lan",
];

/// Whether a name's last label is reserved for private networks.
pub(super) fn has_private_tld(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    PRIVATE.iter().any(|it| last.eq_ignore_ascii_case(it))
}

/// Whether a whole label is a top-level domain, in any case.
pub(super) fn is_tld(label: &str) -> bool {
    label.len() <= TLD_BYTES_MAX && SORTED.binary_search(&label.to_lowercase().as_str()).is_ok()
}

/// The length of the top-level domain with which `rest` starts. One in ASCII must end there: no
/// letter, digit, `@`, `+` or `-` may follow. One in another script may run into other text, as
/// these scripts do without spaces; then the longest counts.
pub(super) fn tld_prefix(rest: &str) -> Option<usize> {
    let ascii_end = rest
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'@' | b'+' | b'-')))
        .unwrap_or(rest.len());
    let ascii = &rest[..ascii_end];
    if is_tld(ascii) {
        return Some(ascii_end);
    }
    if ascii
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
        && ascii.len() > 4
    {
        let is_plain = ascii
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-');
        return is_plain.then_some(ascii_end);
    }
    if rest.bytes().take(TLD_BYTES_MAX).all(|b| b.is_ascii()) {
        return None;
    }
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let candidates: Vec<usize> = ends.take_while(|end| *end <= TLD_BYTES_MAX).collect();
    candidates.into_iter().rev().find(|end| {
        let (label, tail) = rest.split_at(*end);
        let ends_in_ascii = label.ends_with(|c: char| c.is_ascii_alphanumeric());
        let runs_on = tail.starts_with(|c: char| c.is_ascii_alphanumeric() || "@+-".contains(c));
        !label.is_ascii() && (!ends_in_ascii || !runs_on) && is_tld(label)
    })
}
