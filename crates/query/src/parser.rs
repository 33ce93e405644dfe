//! From lexemes to a tree with places, going on after each mistake.
//!
//! ```text
//! any  = all ( OR all )*
//! all  = near ( [AND] near )*
//! near = one ( NEAR/n one )*
//! one  = NOT one | "(" any ")" | term | filter
//! ```
//!
//! Linear in the source; recursion is bounded by [`DEPTH_MAX`].

use std::ops::Range;

use crate::{
    Code, DEPTH_MAX, Diagnostic, Expr, Filter, Fix, LENGTH_MAX_CHARS, Setting, Severity, Term,
    checker,
    lexer::{self, Kind, Lexeme},
};

/// What was understood of a source, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// As much as was understood. To be used only if [`Self::valid`] gives it.
    pub expr: Option<Expr>,
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// The query, unless it has an error.
    #[must_use]
    pub fn valid(&self) -> Option<&Expr> {
        let is_error = |it: &Diagnostic| it.severity == Severity::Error;
        if self.diagnostics.iter().any(is_error) {
            None
        } else {
            self.expr.as_ref()
        }
    }
}

/// Reads a query for a search, taking every name for known. Never fails: what is wrong is in the
/// diagnostics.
#[must_use]
pub fn parse(source: &str) -> Parsed {
    parse_in(source, Setting::default())
}

/// Reads a query where it is going to be used. Never fails: what is wrong is in the diagnostics.
#[must_use]
pub fn parse_in(source: &str, setting: Setting<'_>) -> Parsed {
    let mut diagnostics = Vec::new();
    let expr = read(source, setting, &mut diagnostics);
    diagnostics.sort_by_key(|it| (it.span.start, it.span.end));
    Parsed { expr, diagnostics }
}

fn read(source: &str, setting: Setting<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Expr> {
    if let Some((limit, _)) = source.char_indices().nth(LENGTH_MAX_CHARS) {
        let code = Code::TooLong {
            chars: source.chars().count(),
        };
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code,
            span: limit..source.len(),
            fix: None,
        });
        return None;
    }
    let lexemes = lexer::lex(source, diagnostics);
    let mut parser = Parser {
        source,
        lexemes: lexemes.into_iter().peekable(),
        told: Vec::new(),
        n_leaves: 0,
        quote_is_open: diagnostics.iter().any(|it| it.code == Code::UnclosedQuote),
        too_deep: None,
    };
    let any = parser.any(0);
    let Parser { told, too_deep, .. } = parser;
    if let Some(span) = too_deep {
        // What follows was not read: its remarks would be noise.
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: Code::TooDeep,
            span,
            fix: None,
        });
        return None;
    }
    diagnostics.extend(told);
    if !any.seen && diagnostics.iter().all(|it| it.severity < Severity::Error) {
        let code = Code::Empty;
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code,
            span: 0..source.len(),
            fix: None,
        });
    }
    checker::check(any.node?, source, setting, diagnostics)
}

/// A part of the query and where it stands.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) kind: NodeKind,
}

#[derive(Debug)]
pub(crate) enum NodeKind {
    /// Two parts at least, like `Or`.
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Near {
        sides: Box<[Node; 2]>,
        words_max: u16,
        ordered: bool,
    },
    Term(Term),
    Filter(Filter),
}

/// A stretch of operands: what could be read of it, and whether there was any.
struct Stretch {
    node: Option<Node>,
    seen: bool,
}

struct Parser<'a> {
    source: &'a str,
    lexemes: std::iter::Peekable<std::vec::IntoIter<Lexeme>>,
    told: Vec<Diagnostic>,
    /// Terms and filters read so far, broken ones included.
    n_leaves: usize,
    quote_is_open: bool,
    /// Where the nesting went past the limit; reading stops there.
    too_deep: Option<Range<usize>>,
}

impl Parser<'_> {
    fn next_if(&mut self, wanted: impl Fn(&Kind) -> bool) -> Option<Lexeme> {
        if self.too_deep.is_some() {
            return None;
        }
        self.lexemes.next_if(|it| wanted(&it.kind))
    }

    fn operand_follows(&mut self) -> bool {
        self.too_deep.is_none()
            && self
                .lexemes
                .peek()
                .is_some_and(|it| it.kind.begins_operand())
    }

    fn any(&mut self, depth: usize) -> Stretch {
        let mut parts = Vec::new();
        let mut seen = false;
        let mut last_or: Option<Range<usize>> = None;
        loop {
            let all = self.all(depth);
            seen |= all.seen;
            parts.extend(all.node);
            let or = self.next_if(|it| matches!(it, Kind::Or));
            if let (false, Some(or)) = (all.seen, or.as_ref()) {
                self.tell_operator(or.span.clone(), Side::Before);
            }
            match or {
                // An operator already told does not wait for a right side.
                Some(or) => last_or = all.seen.then_some(or.span).or(last_or),
                None => {
                    if let (false, Some(or)) = (all.seen, last_or) {
                        self.tell_operator(or, Side::After);
                    }
                    return Stretch {
                        node: join(parts, NodeKind::Or),
                        seen,
                    };
                }
            }
        }
    }

    fn all(&mut self, depth: usize) -> Stretch {
        let mut parts = Vec::new();
        let mut seen = false;
        let mut waiting: Option<Range<usize>> = None;
        loop {
            if self.operand_follows() {
                seen = true;
                waiting = None;
                parts.extend(self.near(depth));
            } else if let Some(and) = self.next_if(|it| matches!(it, Kind::And)) {
                if seen && waiting.is_none() {
                    waiting = Some(and.span);
                } else {
                    self.tell_operator(and.span, Side::Before);
                }
            } else if let Some(near) = self.next_if(|it| matches!(it, Kind::Near { .. })) {
                self.tell_operator(near.span, Side::Before);
            } else if let Some(close) = self.next_if(|it| depth == 0 && matches!(it, Kind::Close)) {
                self.tell(
                    Code::UnopenedParenthesis,
                    close.span.clone(),
                    close.span,
                    "",
                );
            } else {
                if let Some(and) = waiting {
                    self.tell_operator(and, Side::After);
                }
                return Stretch {
                    node: join(parts, NodeKind::And),
                    seen,
                };
            }
        }
    }

    fn near(&mut self, depth: usize) -> Option<Node> {
        let mut left = self.one(depth);
        while let Some(operator) = self.next_if(|it| matches!(it, Kind::Near { .. })) {
            let Kind::Near { ordered, words_max } = operator.kind else {
                continue;
            };
            if !self.operand_follows() {
                self.tell_operator(operator.span, Side::After);
                continue;
            }
            let right = self.one(depth);
            left = left.zip(right).map(|(left, right)| Node {
                span: left.span.start..right.span.end,
                kind: NodeKind::Near {
                    sides: Box::new([left, right]),
                    words_max,
                    ordered,
                },
            });
        }
        left
    }

    fn one(&mut self, depth: usize) -> Option<Node> {
        let Lexeme { kind, span } = self.next_if(Kind::begins_operand)?;
        if depth == DEPTH_MAX && matches!(kind, Kind::Not | Kind::Open) {
            self.too_deep = Some(span);
            return None;
        }
        self.n_leaves += usize::from(!matches!(kind, Kind::Not | Kind::Open));
        match kind {
            Kind::Not => {
                if !self.operand_follows() {
                    self.tell_operator(span, Side::After);
                    return None;
                }
                let inner = self.one(depth + 1)?;
                Some(Node {
                    span: span.start..inner.span.end,
                    kind: NodeKind::Not(Box::new(inner)),
                })
            }
            Kind::Open => self.group(span, depth),
            Kind::Term { term, .. } => Some(Node {
                span,
                kind: NodeKind::Term(term),
            }),
            Kind::Filter(filter) => Some(Node {
                span,
                kind: NodeKind::Filter(filter),
            }),
            _ => None,
        }
    }

    fn group(&mut self, open: Range<usize>, depth: usize) -> Option<Node> {
        let (n_told, n_leaves) = (self.told.len(), self.n_leaves);
        let inside = self.any(depth + 1);
        let close = self.next_if(|it| matches!(it, Kind::Close));
        let end = close.as_ref().map_or(self.source.len(), |it| it.span.end);
        if close.is_some() {
            if !inside.seen && self.told.len() == n_told {
                self.tell(Code::EmptyGroup, open.start..end, open.start..end, "");
            }
        } else if self.n_leaves == n_leaves {
            self.tell(Code::UnclosedParenthesis, open.clone(), open.clone(), "");
        } else {
            self.unclosed(open.clone());
        }
        inside.node.map(|it| Node {
            span: open.start..end,
            kind: it.kind,
        })
    }

    /// Closes at the end, unless a quotation that is not closed either would swallow the sign.
    fn unclosed(&mut self, open: Range<usize>) {
        let end = self.source.trim_end_matches(lexer::is_blank).len();
        let fix = Fix {
            span: end..end,
            replacement: ")".to_owned(),
        };
        self.told.push(Diagnostic {
            severity: Severity::Error,
            code: Code::UnclosedParenthesis,
            span: open,
            fix: (!self.quote_is_open).then_some(fix),
        });
    }

    fn tell(&mut self, code: Code, span: Range<usize>, fix: Range<usize>, replacement: &str) {
        let fix = Some(Fix {
            span: fix,
            replacement: replacement.to_owned(),
        });
        self.told.push(Diagnostic {
            severity: Severity::Error,
            code,
            span,
            fix,
        });
    }

    /// An operator that lacks a side: take it out.
    fn tell_operator(&mut self, span: Range<usize>, side: Side) {
        let operator: Box<str> = self.source[span.clone()].into();
        let code = match side {
            Side::Before => Code::NothingBefore { operator },
            Side::After => Code::NothingAfter { operator },
        };
        self.tell(code, span.clone(), span, "");
    }
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

fn join(mut parts: Vec<Node>, kind: fn(Vec<Node>) -> NodeKind) -> Option<Node> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let span = parts.first()?.span.start..parts.last()?.span.end;
    Some(Node {
        span,
        kind: kind(parts),
    })
}

#[cfg(test)]
mod tests;
