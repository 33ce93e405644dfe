//! From the tree with places to the meaning, refusing what has none: exclusions with nothing to
//! look for, `NEAR` between what stands nowhere, more terms than the limit.

use std::ops::Range;

use crate::{
    Atom, Code, Diagnostic, Expr, Filter, Fix, Grown, Name, Names, Near, OpenError, Purpose,
    Setting, Severity, TERMS_MAX, Term, grown,
    parser::{Node, NodeKind},
    reference::{self, Role},
};

pub(crate) fn check(
    node: Node,
    source: &str,
    setting: Setting<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Expr> {
    let is_whole = diagnostics.iter().all(|it| it.severity < Severity::Error);
    let mut checker = Checker {
        source,
        setting,
        diagnostics,
        terms: 0,
        past_limit: None,
    };
    if is_whole {
        checker.refuse_exclusions(&node);
    }
    let whole = node.span.clone();
    let expr = checker.lower(node);
    if let Some(start) = checker.past_limit {
        let code = Code::TooManyTerms {
            count: checker.terms,
        };
        checker.tell(code, start..whole.end.max(start), None);
    }
    if let Some(expr) = &expr {
        checker.check_figures(expr, &whole);
        checker.check_opened(expr, whole);
    }
    expr
}

struct Checker<'a> {
    source: &'a str,
    setting: Setting<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    terms: usize,
    /// Where the first term too many begins.
    past_limit: Option<usize>,
}

impl Checker<'_> {
    fn tell(&mut self, code: Code, span: Range<usize>, fix: Option<Fix>) {
        self.diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code,
            span,
            fix,
        });
    }

    /// Tells of the smallest parts that make `node` match nearly every post.
    fn refuse_exclusions(&mut self, node: &Node) {
        if seeks(node, Polarity::Asked) {
            return;
        }
        match &node.kind {
            NodeKind::Or(parts) => {
                for part in parts {
                    self.refuse_exclusions(part);
                }
            }
            _ => self.tell(Code::OnlyExcludes, node.span.clone(), None),
        }
    }

    fn lower(&mut self, node: Node) -> Option<Expr> {
        match node.kind {
            NodeKind::And(parts) => Expr::and(self.lower_all(parts)),
            NodeKind::Or(parts) => Expr::or(self.lower_all(parts)),
            NodeKind::Not(inner) => Some(Expr::Not(Box::new(self.lower(*inner)?))),
            NodeKind::Near {
                sides,
                words_max,
                ordered,
            } => {
                let operator = reference::operator(if ordered { Role::Onear } else { Role::Near });
                let operator = operator.name.english;
                let whole = node.span;
                let [left, right] = *sides;
                let left = self.side(left, operator, &whole);
                let right = self.side(right, operator, &whole);
                Some(Expr::Near(Near {
                    left: left?,
                    right: right?,
                    words_max,
                    ordered,
                }))
            }
            NodeKind::Term(term) => {
                self.count(&node.span, words(&term));
                Some(Expr::Term(term))
            }
            NodeKind::Filter(filter) => {
                self.count(&node.span, 1);
                self.check_dates(&filter, &node.span);
                self.check_name(&filter, &node.span);
                Some(Expr::Filter(filter))
            }
        }
    }

    /// Dates say nothing of a post that is being published.
    fn check_dates(&mut self, filter: &Filter, span: &Range<usize>) {
        let is_date = matches!(
            filter,
            Filter::Since(_) | Filter::Until(_) | Filter::Within(_)
        );
        if is_date && self.setting.purpose == Purpose::Live {
            let operator = self.field_written(span).into();
            self.diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                code: Code::SearchOnly { operator },
                span: span.clone(),
                fix: Some(Fix {
                    span: span.clone(),
                    replacement: String::new(),
                }),
            });
        }
    }

    /// Whether there is anything of that name, and if it is a query, whether it can be put there.
    fn check_name(&mut self, filter: &Filter, span: &Range<usize>) {
        let Some(names) = self.setting.names else {
            return;
        };
        let (role, name, known) = match filter {
            Filter::Source(name) => (Role::Source, name, &names.sources),
            Filter::Account(name) => (Role::Account, name, &names.accounts),
            Filter::List(name) => (Role::List, name, &names.lists),
            Filter::Query(name) => return self.check_query(filter, name, names, span),
            _ => return,
        };
        if !known.contains(name) {
            self.refuse_name(role, name, known, span);
        }
    }

    fn check_query(&mut self, filter: &Filter, name: &Name, names: &Names, span: &Range<usize>) {
        let alone = Expr::Filter(filter.clone());
        let code = match names.open(&alone, self.setting.own_name) {
            Ok(_) => return,
            Err(OpenError::Unknown(unknown)) if unknown == *name => {
                return self.refuse_name(Role::Query, name, names.queries.keys(), span);
            }
            Err(OpenError::Unknown(unknown)) => Code::UnknownName {
                field: reference::operator(Role::Query).name.english,
                written: unknown.written().into(),
            },
            Err(OpenError::Cycle(name)) => Code::QueryCycle {
                name: name.written().into(),
            },
            Err(OpenError::TooDeep(name)) => Code::QueriesTooDeep {
                name: name.written().into(),
            },
            Err(OpenError::TooLarge { count }) => Code::QueriesTooLarge { count },
        };
        self.tell(code, span.clone(), None);
    }

    /// What a live query finds once figures have grown is kept from the start.
    fn check_figures(&mut self, expr: &Expr, whole: &Range<usize>) {
        if self.setting.purpose == Purpose::Live && grown(expr) == Grown::Always {
            self.tell(Code::FiguresAlone, whole.clone(), None);
        }
    }

    /// Several saved queries, each small enough, may be too large together.
    fn check_opened(&mut self, expr: &Expr, whole: Range<usize>) {
        let Some(names) = self.setting.names else {
            return;
        };
        let names_queries = expr.any_filter(&|it| matches!(it, Filter::Query(_)));
        let told = |it: &Diagnostic| matches!(it.code, Code::QueriesTooLarge { .. });
        if names_queries
            && let Err(OpenError::TooLarge { count }) = names.open(expr, self.setting.own_name)
            && !self.diagnostics.iter().any(told)
        {
            self.tell(Code::QueriesTooLarge { count }, whole, None);
        }
    }

    fn refuse_name<'n>(
        &mut self,
        role: Role,
        name: &'n Name,
        known: impl IntoIterator<Item = &'n Name>,
        span: &Range<usize>,
    ) {
        let field = reference::operator(role).name.english;
        let meant = Names::closest(known, name.written()).map(|meant| Fix {
            span: span.clone(),
            // In the spelling of the name that was written.
            replacement: format!("{}:\"{meant}\"", self.field_written(span)),
        });
        let code = Code::UnknownName {
            field,
            written: name.written().into(),
        };
        self.tell(code, span.clone(), meant);
    }

    /// The name of a field as the person spelled it.
    fn field_written(&self, span: &Range<usize>) -> &str {
        let written = self.source.get(span.clone()).unwrap_or_default();
        written.split([':', '：']).next().unwrap_or_default()
    }

    fn lower_all(&mut self, parts: Vec<Node>) -> Vec<Expr> {
        parts.into_iter().filter_map(|it| self.lower(it)).collect()
    }

    /// The alternatives of one side of a `NEAR`.
    fn side(
        &mut self,
        node: Node,
        operator: &'static str,
        whole: &Range<usize>,
    ) -> Option<Vec<Term>> {
        let span = node.span.clone();
        let excluded = match &node.kind {
            NodeKind::Not(inner) => Some(inner.span.start),
            _ => None,
        };
        let terms = match self.lower(node)? {
            Expr::Term(term) => Some(vec![term]),
            Expr::Or(parts) => parts
                .into_iter()
                .map(|it| {
                    if let Expr::Term(term) = it {
                        Some(term)
                    } else {
                        None
                    }
                })
                .collect(),
            _ => None,
        };
        if terms.is_none() {
            // `NOT a NEAR/2 b` most likely excludes the pair: NOT binds tighter than NEAR.
            let fix = excluded.filter(|_| span.start == whole.start).map(|inner| {
                let (sign, pair) = (
                    &self.source[span.start..inner],
                    &self.source[inner..whole.end],
                );
                Fix {
                    span: whole.clone(),
                    replacement: format!("{sign}({pair})"),
                }
            });
            self.tell(Code::NearOperand { operator }, span, fix);
        }
        terms
    }

    fn count(&mut self, span: &Range<usize>, terms: usize) {
        self.terms += terms;
        if self.terms > TERMS_MAX {
            self.past_limit.get_or_insert(span.start);
        }
    }
}

fn words(term: &Term) -> usize {
    term.atoms().iter().filter(|it| **it != Atom::Any).count()
}

/// Whether a part is asked for, or stands under an odd number of exclusions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Polarity {
    Asked,
    Excluded,
}

/// Whether every post that satisfies `node` (or its contrary, if excluded) holds something asked for.
fn seeks(node: &Node, polarity: Polarity) -> bool {
    match (&node.kind, polarity) {
        (NodeKind::Not(inner), Polarity::Asked) => seeks(inner, Polarity::Excluded),
        (NodeKind::Not(inner), Polarity::Excluded) => seeks(inner, Polarity::Asked),
        (NodeKind::And(parts), Polarity::Asked) | (NodeKind::Or(parts), Polarity::Excluded) => {
            parts.iter().any(|it| seeks(it, polarity))
        }
        (NodeKind::Or(parts), Polarity::Asked) | (NodeKind::And(parts), Polarity::Excluded) => {
            parts.iter().all(|it| seeks(it, polarity))
        }
        (NodeKind::Near { .. } | NodeKind::Term(_) | NodeKind::Filter(_), _) => {
            polarity == Polarity::Asked
        }
    }
}

#[cfg(test)]
mod tests;
