//! Spaces, apostrophes and emphasis of interface text.

use std::borrow::Cow;

use model::Locale;

/// Narrow no-break space: before `; ! ?`, inside guillemets, between thousands.
pub(crate) const NARROW: char = '\u{202f}';
/// No-break space: before `:` and between a figure and its unit.
pub(crate) const NO_BREAK: char = '\u{a0}';
/// Noncharacters that stand for `<b>` and `</b>` between the files and [`Rich`]: no argument holds them.
const BOLD: char = '\u{fdd0}';
const BOLD_END: char = '\u{fdd1}';

/// Units that stay with the figure before them.
const UNITS: [&str; 16] = [
    "%", "€", "h", "min", "s", "j", "d", "ms", "o", "ko", "Mo", "Go", "kB", "MB", "GB", "km",
];

/// A sentence with emphasis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rich(String);

impl Rich {
    pub(crate) const fn new(marked: String) -> Self {
        Self(marked)
    }

    /// The stretches in order, each with whether it is emphasised.
    pub fn parts(&self) -> impl Iterator<Item = (bool, &str)> {
        let mut bold = false;
        self.0
            .split_inclusive([BOLD, BOLD_END])
            .filter_map(move |part| {
                let was = bold;
                if part.ends_with(BOLD) {
                    bold = true;
                } else if part.ends_with(BOLD_END) {
                    bold = false;
                }
                let text = part.trim_end_matches([BOLD, BOLD_END]);
                (!text.is_empty()).then_some((was, text))
            })
    }

    /// The sentence without emphasis, for attributes and logs.
    #[must_use]
    pub fn plain(&self) -> String {
        self.parts().map(|(_, text)| text).collect()
    }
}

pub(crate) fn french(text: &str) -> Cow<'_, str> {
    Cow::Owned(typeset(Locale::Fr, text))
}

pub(crate) fn english(text: &str) -> Cow<'_, str> {
    Cow::Owned(typeset(Locale::En, text))
}

/// Interface text with the spaces and signs its language wants. Setting it twice changes nothing.
#[must_use]
pub fn typeset(locale: Locale, text: &str) -> String {
    let signs = text
        .replace("<b>", BOLD.encode_utf8(&mut [0; 4]))
        .replace("</b>", BOLD_END.encode_utf8(&mut [0; 4]));
    let signs = signs.replace('\'', "’").replace("...", "…");
    let mut set = String::with_capacity(signs.len());
    for (at, c) in signs.char_indices() {
        set.push(if c == ' ' {
            space(locale, &signs[..at], &signs[at + 1..])
        } else {
            c
        });
    }
    set
}

/// What a space between `before` and `after` becomes.
fn space(locale: Locale, before: &str, after: &str) -> char {
    if locale == Locale::Fr {
        if after.starts_with([';', '!', '?', '»']) || before.ends_with('«') {
            return NARROW;
        }
        if after.starts_with(':') || before.ends_with("n°") {
            return NO_BREAK;
        }
    }
    // A space that opens a text follows an argument, which is a figure wherever a unit comes next.
    let after_figure = before.is_empty() || before.ends_with(|c: char| c.is_ascii_digit());
    let word = after
        .split(|c: char| c.is_whitespace() || ",.;:!?)".contains(c))
        .next()
        .unwrap_or("");
    if after_figure && UNITS.contains(&word) {
        NO_BREAK
    } else {
        ' '
    }
}

/// An argument made harmless to the sentence around it: no control character, and isolated when it
/// is written from right to left.
#[must_use]
pub fn isolated(argument: &str) -> Cow<'_, str> {
    let disturbs = |c: char| {
        (c.is_control() && c != '\n')
            || is_bidi_control(c)
            || ('\u{fdd0}'..='\u{fdef}').contains(&c)
    };
    let clean: Cow<'_, str> = if argument.contains(disturbs) {
        Cow::Owned(argument.chars().filter(|&c| !disturbs(c)).collect())
    } else {
        Cow::Borrowed(argument)
    };
    if clean.contains(is_right_to_left) {
        Cow::Owned(format!("\u{2068}{clean}\u{2069}"))
    } else {
        clean
    }
}

const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Letters of the scripts written from right to left (Hebrew to Arabic Extended, their presentation
/// forms, and the historic ones of the first plane).
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests;
