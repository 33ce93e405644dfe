//! Runs of characters without quotes: keywords, `field:value`, words, tags, handles.

use std::ops::Range;

use super::{
    Kind, Lexer, is_blank, is_close, is_open, is_question, is_quote, is_star, is_tilde,
    value::Value,
};
use crate::{
    Atom, Code, NEAR_WORDS_MAX, Severity, Term,
    reference::{self, Role, Status},
    term,
};

/// What a `NEAR` without a number is offered: the distance guides to this operator recommend.
const NEAR_WORDS_OFFERED: u16 = 5;

impl Lexer<'_> {
    /// Reads to the next blank, parenthesis or quotation mark.
    pub(super) fn bare(&mut self) {
        let start = self.at;
        let rest = &self.source[start..];
        let len = rest
            .find(|c| is_blank(c) || is_open(c) || is_close(c) || is_quote(c))
            .unwrap_or(rest.len());
        self.at = start + len;
        let run = &self.source[start..self.at];
        let usual = half_width(run);
        let kind = if let Some(kind) = connective(&usual) {
            Some(kind)
        } else if let Some((ordered, distance)) = near_distance(&usual) {
            Some(self.near(ordered, distance, start..self.at))
        } else if let Some(kind) = self.foreign_connective(&usual, start..self.at) {
            Some(kind)
        } else if let Some((name, value)) = split_field(run) {
            Some(self.field(start, name, value))
        } else {
            self.word(start..self.at)
        };
        if let Some(kind) = kind {
            self.push(kind, start..self.at);
        }
    }

    /// `/5` and the like after `NEAR`; an unreadable distance still makes a `NEAR`, so that its
    /// sides are read.
    fn near(&mut self, ordered: bool, distance: &str, span: Range<usize>) -> Kind {
        let operator = if ordered {
            reference::operator(Role::Onear)
        } else {
            reference::operator(Role::Near)
        };
        let operator = operator.name.english;
        let number = distance.strip_prefix('/').unwrap_or("");
        // `NEAR/5f` is another tool's `ONEAR/5`.
        let (number, forward) = number
            .strip_suffix(['f', 'F'])
            .map_or((number, false), |it| (it, true));
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let words = if digits {
            number.parse().unwrap_or(u16::MAX)
        } else {
            NEAR_WORDS_OFFERED
        };
        let words_max = words.min(NEAR_WORDS_MAX);
        if !digits || forward {
            let wanted = if forward {
                reference::operator(Role::Onear).name.english
            } else {
                operator
            };
            let fix = format!("{wanted}/{words_max}");
            self.refuse(Code::NearDistance { operator }, span.clone(), span, &fix);
        } else if words > NEAR_WORDS_MAX {
            let fix = format!("{operator}/{NEAR_WORDS_MAX}");
            self.refuse(
                Code::NearTooFar {
                    words: number.into(),
                },
                span.clone(),
                span,
                &fix,
            );
        }
        Kind::Near { ordered, words_max }
    }

    /// `&&` and `||`: an error, read as what they mean elsewhere.
    fn foreign_connective(&mut self, run: &str, span: Range<usize>) -> Option<Kind> {
        let (kind, role) = match run {
            "&" | "&&" => (Kind::And, Role::And),
            "|" | "||" => (Kind::Or, Role::Or),
            _ => return None,
        };
        let fix = reference::operator(role).name.english;
        self.refuse(
            Code::ForeignSign { sign: run.into() },
            span.clone(),
            span,
            fix,
        );
        Some(kind)
    }

    /// A word, tag or handle. `None` for lone punctuation, which is told and left out.
    fn word(&mut self, span: Range<usize>) -> Option<Kind> {
        let run = &self.source[span.clone()];
        if run.chars().all(is_star) {
            self.refuse_whole(Code::LoneStar, span);
            return Some(Kind::Broken);
        }
        let read = term::read(run);
        if read.atoms.is_empty() && read.problems.is_empty() {
            let code = Code::Punctuation { sign: run.into() };
            self.tell(Severity::Warning, code, span.clone(), Some((span, "")));
            return None;
        }
        let refused = self.refuse_weight(run, span.start)
            || self.refuse_joined(run, &read.atoms, span.start)
            || self.refuse_leading_tilde(run, span.start)
            || self.refuse_stars(run, &read, span.start)
            || self.refuse_sigil(run, &read.atoms, span.clone());
        let is_last = self.source[span.end..].chars().all(is_blank);
        if !refused && is_last && !self.lexemes.is_empty() {
            self.doubt_question(&read.atoms, span);
        }
        Some(if refused {
            Kind::Broken
        } else {
            Kind::Term {
                term: Term::from_parts(run, read.atoms),
                quoted: false,
            }
        })
    }

    /// `word^3`, a weight in other languages.
    fn refuse_weight(&mut self, run: &str, start: usize) -> bool {
        let Some((word, weight)) = run.rsplit_once('^') else {
            return false;
        };
        let is_weight =
            !weight.is_empty() && weight.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !is_weight {
            return false;
        }
        let weight = start + word.len()..start + run.len();
        self.refuse_whole(Code::ForeignSign { sign: "^".into() }, weight);
        true
    }

    /// `a&&b` and `a|b`; a single `&` is of names (`R&D`).
    fn refuse_joined(&mut self, run: &str, atoms: &[Atom], start: usize) -> bool {
        let signs = [("&&", Role::And), ("||", Role::Or), ("|", Role::Or)];
        let found = signs
            .into_iter()
            .find_map(|(sign, role)| Some((run.find(sign)?, sign, role)));
        let Some((at, sign, role)) = found.filter(|_| !has_link(atoms)) else {
            return false;
        };
        let span = start + at..start + at + sign.len();
        let fix = format!(" {} ", reference::operator(role).name.english);
        self.refuse(
            Code::ForeignSign { sign: sign.into() },
            span.clone(),
            span,
            &fix,
        );
        true
    }

    fn refuse_stars(&mut self, run: &str, read: &term::Read, start: usize) -> bool {
        if !read.problems.is_empty() {
            self.refuse_problems(&read.problems, start);
            return true;
        }
        // A word in the place of a `*` is for phrases: here `l'*` is a slip.
        let star = run.char_indices().find(|(_, c)| is_star(*c));
        let Some((at, star)) = star.filter(|_| read.atoms.contains(&Atom::Any)) else {
            return false;
        };
        self.refuse_whole(Code::StarInside, start + at..start + at + star.len_utf8());
        true
    }

    /// A `#` or `@` that the tokeniser, and so the networks, do not take for a tag or a mention.
    fn refuse_sigil(&mut self, run: &str, atoms: &[Atom], span: Range<usize>) -> bool {
        let written: Box<str> = run.into();
        let sigil = run.chars().next().unwrap_or(' ');
        let code = match (sigil, atoms.first()) {
            ('#' | '＃', Some(Atom::Tag(_))) | ('@' | '＠', Some(Atom::Mention(_))) => {
                return false;
            }
            ('#' | '＃', _) => Code::NotATag { written },
            ('@' | '＠', _) => Code::NotAHandle { written },
            _ => return false,
        };
        let sign = span.start..span.start + sigil.len_utf8();
        self.refuse(code, span, sign, "");
        true
    }

    /// `~10`: only the sign is a mistake.
    fn refuse_leading_tilde(&mut self, run: &str, start: usize) -> bool {
        let Some(sign) = run.chars().next().filter(|c| is_tilde(*c)) else {
            return false;
        };
        let code = Code::ForeignSign { sign: "~".into() };
        self.refuse_whole(code, start..start + sign.len_utf8());
        true
    }

    /// `où est mon colis?`: most likely no operator, but nobody can tell. `span` is what the atoms
    /// were read from.
    pub(super) fn doubt_question(&mut self, atoms: &[Atom], span: Range<usize>) {
        let written = &self.source[span.clone()];
        let sign = written.chars().next_back().filter(|c| is_question(*c));
        if let (Some(sign), true) = (sign, atoms.last().is_some_and(Atom::ends_open)) {
            let code = Code::PerhapsQuestion {
                written: written.into(),
            };
            let sign = span.end - sign.len_utf8()..span.end;
            self.tell(Severity::Warning, code, span, Some((sign, "")));
        }
    }

    /// `name:value`, the value being the end of the run or a quotation that follows at once.
    fn field(&mut self, start: usize, name: &str, value: &str) -> Kind {
        let mut value_span = self.at - value.len()..self.at;
        if value.is_empty() && self.peek().is_some_and(is_quote) {
            value_span = self.take_quoted();
        }
        let Some(operator) = reference::field(name) else {
            return self.unknown_field(start, name, value_span);
        };
        if operator.status == Status::Unmeasured {
            let operator = name.into();
            self.refuse_whole(Code::NotYet { operator }, start..self.at);
            return Kind::Broken;
        }
        if term::tidy(&self.source[value_span.clone()]).is_empty() {
            self.missing_value(start, name);
            return Kind::Broken;
        }
        let value = Value {
            name: start..start + name.len(),
            whole: start..self.at,
            span: value_span,
        };
        self.value(operator, &value).unwrap_or(Kind::Broken)
    }

    /// Nothing after the colon: often a space too many (`lang: fr`).
    fn missing_value(&mut self, start: usize, name: &str) {
        let rest = &self.source[self.at..];
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        let word = &rest[blanks..];
        let word = &word[..word
            .find(|c| is_blank(c) || is_close(c))
            .unwrap_or(word.len())];
        let is_value = blanks > 0
            && connective(word).is_none()
            && word.chars().next().is_some_and(char::is_alphanumeric);
        let fix = if is_value {
            self.at..self.at + blanks
        } else {
            start..self.at
        };
        self.refuse(
            Code::MissingValue { name: name.into() },
            start..self.at,
            fix,
            "",
        );
    }

    fn unknown_field(&mut self, start: usize, name: &str, value: Range<usize>) -> Kind {
        let closest = reference::closest_field(name);
        let code = Code::UnknownField {
            name: name.into(),
            closest,
        };
        let written = term::tidy(&self.source[start..self.at]);
        let (span, fix) = if let Some(closest) = closest {
            (start..start + name.len(), closest.to_owned())
        } else if value.is_empty() {
            // `Alerte: colis`: text with its punctuation.
            (start + name.len()..self.at, String::new())
        } else {
            (start..self.at, format!("\"{written}\""))
        };
        self.refuse(code, start..self.at, span, &fix);
        Kind::Broken
    }
}

/// Signs within a link are the link's.
fn has_link(atoms: &[Atom]) -> bool {
    atoms.iter().any(|it| matches!(it, Atom::Url(_)))
}

/// Full-width ASCII, as East Asian keyboards type it, to the usual one.
pub(super) fn half_width(run: &str) -> String {
    const GAP: u32 = 0xfee0;
    let usual = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - GAP).unwrap_or(c),
        _ => c,
    };
    run.chars().map(usual).collect()
}

fn connective(run: &str) -> Option<Kind> {
    Some(match reference::connective(run)?.role {
        Role::And => Kind::And,
        Role::Or => Kind::Or,
        _ => Kind::Not,
    })
}

/// Splits `NEAR/5` and `ONEAR/5` after the name; `NEARBY` is a word.
fn near_distance(run: &str) -> Option<(bool, &str)> {
    let (ordered, distance) = match run.strip_prefix(reference::operator(Role::Onear).name.english)
    {
        Some(distance) => (true, distance),
        None => (
            false,
            run.strip_prefix(reference::operator(Role::Near).name.english)?,
        ),
    };
    (distance.is_empty() || distance.starts_with('/')).then_some((ordered, distance))
}

/// Splits `name:value` if the name is made of letters and this is not a web address (`https://…`).
fn split_field(run: &str) -> Option<(&str, &str)> {
    let (at, colon) = run.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let (name, value) = (&run[..at], &run[at + colon.len_utf8()..]);
    let is_name = !name.is_empty() && name.chars().all(char::is_alphabetic);
    (is_name && !value.starts_with("//")).then_some((name, value))
}
