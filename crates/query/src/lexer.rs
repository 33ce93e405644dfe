//! From source to lexemes: operators, parentheses and leaves already read, each with its place.

use std::ops::Range;

use crate::{Code, Diagnostic, Filter, Fix, Severity, Term, reference, reference::Role, term};

mod leaf;
mod value;

/// A piece of the source.
#[derive(Debug)]
pub(crate) struct Lexeme {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, `SAUF` or a `-` stuck to what follows.
    Not,
    Near {
        ordered: bool,
        words_max: u16,
    },
    Term {
        term: Term,
        quoted: bool,
    },
    Filter(Filter),
    /// A leaf with an error already told: it holds the place of an operand.
    Broken,
}

impl Kind {
    /// Whether an operand may begin here.
    pub(crate) const fn begins_operand(&self) -> bool {
        matches!(
            self,
            Self::Open | Self::Not | Self::Term { .. } | Self::Filter(_) | Self::Broken
        )
    }

    /// Whether an operand may end here.
    const fn ends_operand(&self) -> bool {
        matches!(
            self,
            Self::Close | Self::Term { .. } | Self::Filter(_) | Self::Broken
        )
    }
}

/// What separates terms: spaces of every width, controls, and the marks without width that pasting
/// brings along.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Any double quotation mark, as keyboards and phones type them.
pub(crate) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '＂' | '«' | '»')
}

pub(crate) const fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊')
}

pub(crate) const fn is_question(c: char) -> bool {
    matches!(c, '?' | '？')
}

pub(crate) const fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '～')
}

/// A hyphen, a minus, or the dash a phone makes of two hyphens.
const fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '–' | '—')
}

const fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

const fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// Whether `c` closes a quotation opened by `open`: « is closed by » only, so that it may hold
/// other marks; phones mix all the others.
const fn closes(open: char, c: char) -> bool {
    match open {
        '«' => c == '»',
        '»' => matches!(c, '«' | '»'),
        _ => is_quote(c) && !matches!(c, '«' | '»'),
    }
}

/// Cuts a source into lexemes.
pub(crate) fn lex(source: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Lexeme> {
    let mut lexer = Lexer {
        source,
        at: 0,
        lexemes: Vec::new(),
        diagnostics,
    };
    while let Some(c) = lexer.peek() {
        lexer.step(c);
    }
    lexer.doubt_lower_case();
    lexer.lexemes
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    lexemes: Vec<Lexeme>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn after(&self, c: char) -> Option<char> {
        self.source[self.at + c.len_utf8()..].chars().next()
    }

    fn step(&mut self, c: char) {
        let start = self.at;
        let next = self.after(c);
        let sticks = next.is_some_and(|it| !is_blank(it) && !is_close(it));
        if is_blank(c) {
            self.at += c.len_utf8();
        } else if is_open(c) {
            self.sign(c, Kind::Open);
        } else if is_close(c) {
            self.sign(c, Kind::Close);
        } else if is_quote(c) {
            self.quoted();
        } else if is_minus(c) && sticks {
            self.sign(c, Kind::Not);
        } else if is_minus(c) {
            self.lone_minus(c);
        } else if c == '+' && sticks {
            self.at += 1;
            let plus = start..self.at;
            self.tell(
                Severity::Warning,
                Code::NeedlessPlus,
                plus.clone(),
                Some((plus, "")),
            );
        } else if c == '!'
            && next.is_some_and(|it| it.is_alphanumeric() || is_quote(it) || is_open(it))
        {
            let code = Code::ForeignSign { sign: "!".into() };
            self.refuse(code, start..start + 1, start..start + 1, "-");
            self.sign(c, Kind::Not);
        } else {
            self.bare();
        }
    }

    fn sign(&mut self, c: char, kind: Kind) {
        let start = self.at;
        self.at += c.len_utf8();
        self.push(kind, start..self.at);
    }

    fn push(&mut self, kind: Kind, span: Range<usize>) {
        self.lexemes.push(Lexeme { kind, span });
    }

    fn tell(
        &mut self,
        severity: Severity,
        code: Code,
        span: Range<usize>,
        fix: Option<(Range<usize>, &str)>,
    ) {
        let fix = fix.map(|(span, replacement)| Fix {
            span,
            replacement: replacement.to_owned(),
        });
        self.diagnostics.push(Diagnostic {
            severity,
            code,
            span,
            fix,
        });
    }

    /// Tells of an error that replacing `fix` would mend.
    fn refuse(&mut self, code: Code, span: Range<usize>, fix: Range<usize>, replacement: &str) {
        self.tell(Severity::Error, code, span, Some((fix, replacement)));
    }

    /// Tells of an error that goes away with what it is about.
    fn refuse_whole(&mut self, code: Code, span: Range<usize>) {
        self.refuse(code, span.clone(), span, "");
    }

    /// A `-` that excludes nothing: stick it to what follows, or drop it if nothing does.
    fn lone_minus(&mut self, c: char) {
        let start = self.at;
        self.at += c.len_utf8();
        let rest = &self.source[self.at..];
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        let follows = rest[blanks..]
            .chars()
            .next()
            .is_some_and(|it| !is_close(it) && !is_minus(it));
        let fix = if follows {
            self.at..self.at + blanks
        } else {
            start..self.at
        };
        self.refuse(Code::LoneMinus, start..self.at, fix, "");
    }

    /// Reads from an opening mark past its closing one; gives the inside.
    fn take_quoted(&mut self) -> Range<usize> {
        let open = self.peek().expect("called on a quotation mark");
        let start = self.at;
        let inside = start + open.len_utf8();
        let rest = &self.source[inside..];
        if let Some((offset, close)) = rest.char_indices().find(|(_, c)| closes(open, *c)) {
            self.at = inside + offset + close.len_utf8();
            return inside..inside + offset;
        }
        self.at = self.source.len();
        let end = self.source.trim_end_matches(is_blank).len().max(inside);
        let is_empty = term::tidy(&self.source[inside..end]).is_empty();
        let (fix, replacement) = match open {
            _ if is_empty => (start..inside, ""),
            '«' | '»' => (end..end, "»"),
            _ => (end..end, "\""),
        };
        self.refuse(Code::UnclosedQuote, start..inside, fix, replacement);
        inside..end
    }

    fn quoted(&mut self) {
        let start = self.at;
        let inside = self.take_quoted();
        let kind = self.read_quoted(start, inside);
        self.push(kind, start..self.at);
        self.after_quoted();
    }

    fn read_quoted(&mut self, start: usize, inside: Range<usize>) -> Kind {
        let content = &self.source[inside.clone()];
        let read = term::read(content);
        let whole = start..self.at;
        if term::tidy(content).is_empty() {
            // An unclosed mark at the end is one mistake, not two.
            if inside.end != self.at {
                self.refuse_whole(Code::EmptyQuotes, whole);
            }
            return Kind::Broken;
        }
        if !read.problems.is_empty() {
            self.refuse_problems(&read.problems, inside.start);
            return Kind::Broken;
        }
        if let Some(term) = Term::new(content) {
            if term.atoms().len() > 1 {
                self.doubt_question(term.atoms(), inside);
            }
            return Kind::Term { term, quoted: true };
        }
        let code = if read.atoms.is_empty() {
            Code::NothingSearchable {
                written: content.into(),
            }
        } else {
            Code::OnlyStars
        };
        self.refuse_whole(code, whole);
        Kind::Broken
    }

    fn refuse_problems(&mut self, problems: &[term::Problem], offset: usize) {
        for problem in problems {
            let span = problem.span.start + offset..problem.span.end + offset;
            self.refuse_whole(problem.code.clone(), span);
        }
    }

    /// What sticks to a closing mark: `~5` of other tools, a `*` or `~` that has no meaning there.
    fn after_quoted(&mut self) {
        let start = self.at;
        match self.peek() {
            Some(c) if is_tilde(c) => {
                self.at += c.len_utf8();
                let rest = &self.source[self.at..];
                self.at += rest.bytes().take_while(u8::is_ascii_digit).count();
                let sign = self.source[start..self.at].into();
                self.refuse_whole(Code::ForeignSign { sign }, start..self.at);
            }
            Some(c) if is_star(c) => {
                self.at += c.len_utf8();
                self.refuse_whole(Code::StarInside, start..self.at);
            }
            _ => {}
        }
    }

    /// Warns of `et` or `NON` between two terms: a word here, an operator in the person's mind.
    fn doubt_lower_case(&mut self) {
        for around in self.lexemes.windows(3) {
            let [before, word, after] = around else {
                continue;
            };
            let plain = matches!(&word.kind, Kind::Term { quoted: false, .. });
            if !plain || !before.kind.ends_operand() || !after.kind.begins_operand() {
                continue;
            }
            let written = &self.source[word.span.clone()];
            if let Some(operator) = perhaps_operator(written) {
                self.diagnostics.push(Diagnostic {
                    severity: Severity::Warning,
                    code: Code::PerhapsOperator {
                        word: written.into(),
                        operator: operator.clone().into(),
                    },
                    span: word.span.clone(),
                    fix: Some(Fix {
                        span: word.span.clone(),
                        replacement: operator,
                    }),
                });
            }
        }
    }
}

/// The operator a plain word looks like: one in small letters, or the `NON` that French lacks
/// because slogans shout it.
pub(crate) fn perhaps_operator(word: &str) -> Option<String> {
    let capitals = word.to_uppercase();
    if capitals == "NON" {
        return Some(reference::operator(Role::Not).name.french.to_owned());
    }
    let near = capitals
        .strip_prefix('O')
        .unwrap_or(&capitals)
        .strip_prefix("NEAR/");
    let is_near = near.is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()));
    let is_operator = is_near || reference::connective(&capitals).is_some();
    (is_operator && capitals != word).then_some(capitals)
}

#[cfg(test)]
mod tests;
