//! Folding: the form in which the words of queries and of posts are compared.
//!
//! Compatibility forms become plain (`ﬁ` → `fi`, `Ａ` → `a`), case and accents go, letters that a
//! keyboard may lack become the usual spelling (`œ` → `oe`, `ß` → `ss`, `ł` → `l`), Arabic and
//! Hebrew lose their vowel signs, what is invisible disappears. Vowel signs of Indic and
//! south-east Asian scripts and the voicing marks of kana are letters to their readers: they stay.

use crate::plain::{Plain, TABLE};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose as compose_pair};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

#[cfg(test)]
mod tests;

/// What both sides of a comparison are put through; folding twice changes nothing more.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Folds onto the end of a string.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    if text.is_ascii() {
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
    } else if !fold_plain(text, folded) {
        folded.truncate(start);
        folded.push_str(&fold_hard(text));
    }
}

/// Whether all letters were plain ones: then the text is folded, letter by letter.
fn fold_plain(text: &str, folded: &mut String) -> bool {
    let table = &*TABLE;
    text.chars().all(|c| {
        let entry = table.get(c.into());
        let letter = std::str::from_utf8(entry.folded());
        match (entry.plain, letter) {
            (Plain::Word | Plain::Ideograph, Ok(letter)) => folded.push_str(letter),
            _ if c.is_ascii() => folded.push(c),
            _ => return false,
        }
        true
    })
}

/// Folds by the rules, whatever the text.
pub(crate) fn fold_hard(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let lowered = text.nfkd().flat_map(char::to_lowercase).nfkd();
    for c in lowered {
        push_folded(&mut folded, c);
    }
    folded.nfc().collect()
}

/// Letters and their accents in one code point where there is one, and nothing else changed: what
/// compares with another writing of the same text, case and accents included.
#[must_use]
pub fn compose(text: &str) -> String {
    text.nfc().collect()
}

/// Appends one decomposed, lower-case character.
fn push_folded(folded: &mut String, c: char) {
    if c.is_ascii() {
        folded.push(c);
        return;
    }
    if is_invisible(c) {
        return;
    }
    if is_dropped_mark(c) {
        // `й` and `ў` are letters of their own in Cyrillic, not accented ones.
        if c == BREVE
            && let Some(base @ ('и' | 'у')) = folded.chars().next_back()
            && let Some(letter) = compose_pair(base, c)
        {
            folded.pop();
            folded.push(letter);
        }
        return;
    }
    match spelling(c) {
        Some(spelled) => folded.push_str(spelled),
        None => folded.push(c),
    }
}

const BREVE: char = '\u{306}';

/// Joiners, soft hyphens, direction and variation selectors: nobody types them in a query.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Accents of Latin, Greek and Cyrillic; vowel signs of Hebrew and Arabic, and tatweel.
fn is_dropped_mark(c: char) -> bool {
    match c {
        '\u{300}'..='\u{36F}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}'
        | '\u{640}' => true,
        '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5C7}'
        | '\u{610}'..='\u{6ED}'
        | '\u{8CA}'..='\u{8FF}' => {
            canonical_combining_class(c) != 0
                || c.general_category() == GeneralCategory::NonspacingMark
        }
        _ => false,
    }
}

/// Letters without a decomposition that are commonly written otherwise.
fn spelling(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ø' => "o",
        'ð' | 'đ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŧ' => "t",
        'ŋ' => "n",
        'ɓ' => "b",
        'ɗ' => "d",
        'ƙ' => "k",
        'ƴ' => "y",
        'ς' => "σ",
        // Arabic and Persian keyboards differ on these; searches must not.
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        // The typographic apostrophes, for callers that fold a whole phrase.
        '\u{2018}' | '\u{2019}' | '\u{201B}' | 'ʼ' | 'ʹ' => "'",
        _ => return None,
    })
}
