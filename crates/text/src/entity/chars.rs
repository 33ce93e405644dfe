//! The character classes of the twitter-text rules, and small ways to look around a place.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The character that ends at `at`.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character that starts at `at`.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The end of the longest run of characters of a class from `at`.
pub(super) fn run(text: &str, at: usize, class: impl Fn(char) -> bool) -> usize {
    text[at..]
        .find(|c| !class(c))
        .map_or(text.len(), |len| at + len)
}

pub(super) fn is_at_sign(c: char) -> bool {
    matches!(c, '@' | '＠')
}

pub(super) fn is_hash_sign(c: char) -> bool {
    matches!(c, '#' | '＃')
}

/// Latin letters with accents, and the accents themselves.
pub(super) fn is_latin_accent(c: char) -> bool {
    matches!(
        c,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | '\u{253}' | '\u{254}'
            | '\u{256}' | '\u{257}' | '\u{259}' | '\u{25B}' | '\u{263}' | '\u{268}' | '\u{26F}'
            | '\u{272}' | '\u{289}' | '\u{28B}' | '\u{2BB}' | '\u{300}'..='\u{36F}'
            | '\u{1E00}'..='\u{1EFF}'
    )
}

/// Letters and accents of scripts that put spaces between words, so that what touches one belongs
/// to it. Thai comes first among those that do not.
pub(super) fn is_spaced_letter(c: char) -> bool {
    is_latin_accent(c) || (c < '\u{E00}' && c.is_alphanumeric())
}

pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        '\u{9}'..='\u{D}' | ' ' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{180E}'
            | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}'
            | '\u{3000}'
    )
}

pub(super) fn is_directional(c: char) -> bool {
    matches!(
        c,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// The byte order mark and what Unicode will never assign.
pub(super) fn is_invalid(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

pub(super) fn is_punct(c: char) -> bool {
    matches!(
        c,
        '!' | '\''
            | '#'
            | '%'
            | '&'
            | '('
            | ')'
            | '*'
            | '+'
            | ','
            | '\\'
            | '-'
            | '.'
            | '/'
            | ':'
            | ';'
            | '<'
            | '='
            | '>'
            | '?'
            | '@'
            | '['
            | ']'
            | '^'
            | '_'
            | '{'
            | '|'
            | '}'
            | '~'
            | '$'
    )
}

/// A letter or a mark of any script: at least one makes a hashtag.
pub(super) fn is_hashtag_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        c.general_category_group(),
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark
    )
}

/// What may stand inside a hashtag.
pub(crate) fn is_hashtag_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_hashtag_letter(c)
        || c.general_category() == GeneralCategory::DecimalNumber
        || matches!(
            c,
            '\u{B7}'
                | '\u{5BE}'
                | '\u{5F3}'
                | '\u{5F4}'
                | '\u{F0B}'
                | '\u{F0C}'
                | '\u{200C}'
                | '\u{200D}'
                | '\u{3003}'
                | '\u{301C}'
                | '\u{309B}'
                | '\u{309C}'
                | '\u{30A0}'
                | '\u{30FB}'
                | '\u{A67E}'
                | '\u{FF5E}'
        )
}
