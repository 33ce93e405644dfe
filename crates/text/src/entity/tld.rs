//! The top-level domains: what tells `ville.fr` from `fini.Demain`.
//!
//! `tlds.txt` lists the Internet's root zone (published facts of IANA, October 2026), one a line,
//! in Unicode form, sorted by bytes. A domain missing there only costs a link without scheme.

use crate::hash::BuildTermHasher;
use std::collections::HashSet;
use std::sync::LazyLock;

#[cfg(test)]
mod tests;

static LIST: &str = include_str!("tlds.txt");

static ALL: LazyLock<HashSet<&str, BuildTermHasher>> = LazyLock::new(|| LIST.lines().collect());

/// Those that are not in ASCII.
static FOREIGN: LazyLock<Vec<&str>> =
    LazyLock::new(|| LIST.lines().filter(|it| !it.is_ascii()).collect());

/// No top-level domain in the list is longer.
const TLD_BYTES_MAX: usize = 33;

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
pub(crate) fn is_tld(label: &str) -> bool {
    let mut lowered = [0; TLD_BYTES_MAX];
    let Some(lowered) = lowered.get_mut(..label.len()) else {
        return false;
    };
    if !label.is_ascii() {
        return ALL.contains(label.to_lowercase().as_str());
    }
    // Nearly all are ASCII, and take no memory of their own.
    lowered.copy_from_slice(label.as_bytes());
    lowered.make_ascii_lowercase();
    std::str::from_utf8(lowered).is_ok_and(|it| ALL.contains(it))
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
    let first = lower(rest.chars().next()?);
    let from = FOREIGN.partition_point(|it| it.chars().next() < Some(first));
    let same_start = FOREIGN[from..]
        .iter()
        .take_while(|it| it.starts_with(first));
    same_start.filter_map(|tld| foreign_prefix(rest, tld)).max()
}

/// The length of `tld`, not in ASCII, at the start of `rest`, in any case.
fn foreign_prefix(rest: &str, tld: &str) -> Option<usize> {
    let mut chars = rest.chars();
    if !tld
        .chars()
        .all(|expect| chars.next().is_some_and(|c| lower(c) == expect))
    {
        return None;
    }
    let tail = chars.as_str();
    let runs_on = tail.starts_with(|c: char| c.is_ascii_alphanumeric() || "@+-".contains(c));
    let ends_in_ascii = tld.ends_with(|c: char| c.is_ascii_alphanumeric());
    (!ends_in_ascii || !runs_on).then_some(rest.len() - tail.len())
}

/// One character is enough: no top-level domain has a letter whose small form is longer.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
