//! The parts of a hashtag: `#SaintAubin_JO2024` is `saint`, `aubin`, `jo`, `2024`.

use super::Bounds;
use super::class::Class;
use std::ops::Range;

/// How a grapheme's case splits what it is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Lower,
    Digit,
    /// A letter of a script without case.
    None,
}

/// The parts of the tag within `bounds` whose name starts at `start`: split at underscores and
/// other signs, between letters and digits, and as capitals show (`SNCFConnect`: `sncf`,
/// `connect`).
pub(super) fn parts(text: &str, bounds: &Bounds, start: usize, parts: &mut Vec<Range<usize>>) {
    let mut reader = Reader {
        text,
        parts,
        part: None,
        cases: (None, None),
    };
    for pair in bounds.0.windows(2) {
        // A mark on the sign itself belongs to the sign.
        if let [from, to] = *pair
            && from >= start
        {
            reader.grapheme(from..to);
        }
    }
    reader.end_part();
}

struct Reader<'t> {
    text: &'t str,
    parts: &'t mut Vec<Range<usize>>,
    /// The part being read.
    part: Option<Range<usize>>,
    /// The cases of its last two graphemes, the last one first, and where that one starts.
    cases: (Option<(Case, usize)>, Option<Case>),
}

impl Reader<'_> {
    fn grapheme(&mut self, range: Range<usize>) {
        let grapheme = &self.text[range.clone()];
        match Class::of(grapheme) {
            Class::Word => self.letter(case(grapheme), range),
            Class::Ideograph => {
                self.end_part();
                self.parts.push(range);
            }
            Class::Invisible => {}
            Class::Emoji | Class::Other => self.end_part(),
        }
    }

    fn letter(&mut self, case: Case, range: Range<usize>) {
        match (self.cases.1, self.cases.0) {
            // `SNCFConnect`: the last capital belongs to the small letters after it.
            (Some(Case::Upper), Some((Case::Upper, last_start))) if case == Case::Lower => {
                if let Some(part) = self.part.take() {
                    self.parts.push(part.start..last_start);
                    self.part = Some(last_start..range.start);
                }
            }
            (_, Some((last, _)))
                if !(last == case || (last, case) == (Case::Upper, Case::Lower)) =>
            {
                self.end_part();
            }
            _ => {}
        }
        match &mut self.part {
            Some(part) => part.end = range.end,
            None => self.part = Some(range.clone()),
        }
        self.cases = (
            Some((case, range.start)),
            self.cases.0.map(|(last, _)| last),
        );
    }

    fn end_part(&mut self) {
        self.cases = (None, None);
        self.parts.extend(self.part.take());
    }
}

fn case(grapheme: &str) -> Case {
    match grapheme.chars().next() {
        Some(c) if c.is_numeric() => Case::Digit,
        Some(c) if c.is_uppercase() => Case::Upper,
        Some(c) if c.is_lowercase() => Case::Lower,
        _ => Case::None,
    }
}
