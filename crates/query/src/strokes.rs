//! What each stretch of a source is, for whoever colours it. Read from the same lexemes as the query
//! itself, so that colours never say otherwise than the meaning.

use std::ops::Range;

use crate::{
    LENGTH_MAX_CHARS,
    lexer::{self, Kind, Lexeme},
};

/// A stretch of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    pub span: Range<usize>,
    pub kind: StrokeKind,
    /// Within what is set aside.
    pub excluded: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrokeKind {
    /// `AND`, `OR`, `NEAR/3` and their kin.
    Operator,
    /// `NOT`, or a `-`.
    Not,
    Parenthesis,
    /// A word, a tag, a handle.
    Word,
    /// Between quotation marks.
    Phrase,
    /// The name of a field with its colon.
    Field,
    /// What stands after it.
    Value,
}

/// The stretches of a source, in order; blanks and what has an error have none.
#[must_use]
pub fn strokes(source: &str) -> Vec<Stroke> {
    if source.char_indices().nth(LENGTH_MAX_CHARS).is_some() {
        return Vec::new();
    }
    let mut walk = Walk {
        source,
        strokes: Vec::new(),
        outside: Vec::new(),
        excluded: false,
        negates: false,
    };
    for lexeme in lexer::lex(source, &mut Vec::new()) {
        walk.take(lexeme);
    }
    walk.strokes
}

struct Walk<'a> {
    source: &'a str,
    strokes: Vec<Stroke>,
    /// What was excluded outside of each parenthesis that is open.
    outside: Vec<bool>,
    excluded: bool,
    /// The next operand is negated: `NOT` binds tightest.
    negates: bool,
}

impl Walk<'_> {
    fn take(&mut self, lexeme: Lexeme) {
        let Lexeme { kind, span } = lexeme;
        let negates = std::mem::take(&mut self.negates);
        match kind {
            Kind::Not => {
                self.negates = !negates;
                self.put(span, StrokeKind::Not, self.excluded);
            }
            Kind::And | Kind::Or | Kind::Near { .. } => {
                self.put(span, StrokeKind::Operator, self.excluded);
            }
            Kind::Open => {
                self.outside.push(self.excluded);
                self.excluded ^= negates;
                self.put(span, StrokeKind::Parenthesis, self.excluded);
            }
            Kind::Close => {
                self.put(span, StrokeKind::Parenthesis, self.excluded);
                self.excluded = self.outside.pop().unwrap_or_default();
            }
            Kind::Term { term, quoted } => {
                let excluded = self.excluded ^ negates;
                if term.as_exact().is_some() {
                    self.field(span, excluded);
                } else if quoted {
                    self.put(span, StrokeKind::Phrase, excluded);
                } else {
                    self.put(span, StrokeKind::Word, excluded);
                }
            }
            Kind::Filter(_) => self.field(span, self.excluded ^ negates),
            Kind::Broken => {}
        }
    }

    /// A name with its colon, and the value behind it.
    fn field(&mut self, span: Range<usize>, excluded: bool) {
        let written = self.source.get(span.clone()).unwrap_or_default();
        let colon = written.find([':', '：']);
        let name = colon.and_then(|at| Some(at + written[at..].chars().next()?.len_utf8()));
        let middle = span.start + name.unwrap_or_default();
        self.put(span.start..middle, StrokeKind::Field, excluded);
        self.put(middle..span.end, StrokeKind::Value, excluded);
    }

    fn put(&mut self, span: Range<usize>, kind: StrokeKind, excluded: bool) {
        if !span.is_empty() {
            self.strokes.push(Stroke {
                span,
                kind,
                excluded,
            });
        }
    }
}

#[cfg(test)]
mod tests;
