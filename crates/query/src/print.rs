//! From meaning to source. The one printer: `parse(print(expr)) == expr`.

use model::Network;

use crate::{
    Expr, Filter, LENGTH_MAX_CHARS, Near, Term,
    lexer::{self, Kind},
    reference::{self, Role},
};

/// Whose words the operators are; both are always understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    French,
    English,
}

/// Writes a query with the fewest parentheses, every `AND` spelled out; without them if the text
/// would otherwise be longer than [`LENGTH_MAX_CHARS`] and so refused when read again.
///
/// Holds for the shapes [`crate::parse`] makes; an empty `And` or `Or` has no source.
#[must_use]
pub fn print(expr: &Expr, spelling: Spelling) -> String {
    let mut printer = Printer {
        out: String::new(),
        spelling,
        style: Style::Spelled,
    };
    printer.expr(expr, Level::Or);
    if printer.out.chars().count() > LENGTH_MAX_CHARS {
        printer = Printer {
            out: String::new(),
            spelling,
            style: Style::Terse,
        };
        printer.expr(expr, Level::Or);
    }
    printer.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Spelled,
    /// Never longer than any source of the same meaning: the shortest of all spellings.
    Terse,
}

/// How tightly something binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Near,
    Not,
    One,
}

struct Printer {
    out: String,
    spelling: Spelling,
    style: Style,
}

impl Printer {
    /// Prints `expr`, in parentheses if it binds less tightly than its place wants.
    fn expr(&mut self, expr: &Expr, wanted: Level) {
        let grouped = level(expr) < wanted;
        if grouped {
            self.out.push('(');
        }
        match expr {
            Expr::And(parts) => self.and(parts),
            Expr::Or(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    if index > 0 {
                        self.operator(Role::Or);
                    }
                    self.expr(part, Level::And);
                }
            }
            Expr::Not(inner) => {
                match self.style {
                    Style::Spelled => {
                        self.out.push_str(self.name(Role::Not));
                        self.out.push(' ');
                    }
                    Style::Terse => self.out.push('-'),
                }
                self.expr(inner, Level::Not);
            }
            Expr::Near(near) => self.near(near),
            Expr::Term(term) => self.term(term),
            Expr::Filter(filter) => self.filter(filter),
        }
        if grouped {
            self.out.push(')');
        }
    }

    /// `a AND b NOT c`: the exclusion is operator enough.
    fn and(&mut self, parts: &[Expr]) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                if self.style == Style::Terse || matches!(part, Expr::Not(_)) {
                    self.out.push(' ');
                } else {
                    self.operator(Role::And);
                }
            }
            self.expr(part, Level::Near);
        }
    }

    fn near(&mut self, near: &Near) {
        self.side(&near.left);
        let role = if near.ordered {
            Role::Onear
        } else {
            Role::Near
        };
        self.out
            .push_str(&format!(" {}/{} ", self.name(role), near.words_max));
        self.side(&near.right);
    }

    fn side(&mut self, terms: &[Term]) {
        if let [term] = terms {
            return self.term(term);
        }
        self.out.push('(');
        for (index, term) in terms.iter().enumerate() {
            if index > 0 {
                self.operator(Role::Or);
            }
            self.term(term);
        }
        self.out.push(')');
    }

    fn name(&self, role: Role) -> &'static str {
        reference::operator(role).name.get(self.spelling)
    }

    fn operator(&mut self, role: Role) {
        self.out.push(' ');
        self.out.push_str(self.name(role));
        self.out.push(' ');
    }

    /// Bare if it reads back as the same term, else in quotes. A word that looks like an operator
    /// is quoted to show that it is none.
    fn term(&mut self, term: &Term) {
        let written = term.written();
        let bare = match read_alone(written) {
            Some(Kind::Term { term: read, .. }) => read == *term,
            _ => false,
        };
        let doubtful = self.style == Style::Spelled && lexer::perhaps_operator(written).is_some();
        self.quoted_unless(bare && !doubtful, written);
    }

    fn filter(&mut self, filter: &Filter) {
        let (role, value) = match filter {
            Filter::From(handle) => (Role::From, handle.as_str()),
            Filter::Lang(lang) => (Role::Lang, lang.as_str()),
            Filter::Network(Network::Press) if self.style == Style::Terse => (Role::Network, "rss"),
            Filter::Network(network) => (Role::Network, network.slug()),
            Filter::Url(url) => (Role::Url, url.written()),
        };
        let name = match self.style {
            Style::Spelled => self.name(role),
            Style::Terse => {
                let name = reference::operator(role).name;
                [name.english, name.french]
                    .into_iter()
                    .min_by_key(|it| it.chars().count())
                    .unwrap_or(name.english)
            }
        };
        self.out.push_str(name);
        self.out.push(':');
        let bare = match read_alone(&format!("{name}:{value}")) {
            Some(Kind::Filter(read)) => read == *filter,
            _ => false,
        };
        self.quoted_unless(bare, value);
    }

    fn quoted_unless(&mut self, bare: bool, written: &str) {
        if bare {
            self.out.push_str(written);
        } else {
            self.out.push('"');
            self.out.push_str(written);
            self.out.push('"');
        }
    }
}

const fn level(expr: &Expr) -> Level {
    match expr {
        Expr::Or(_) => Level::Or,
        Expr::And(_) => Level::And,
        Expr::Near(_) => Level::Near,
        Expr::Not(_) => Level::Not,
        Expr::Term(_) | Expr::Filter(_) => Level::One,
    }
}

/// The one lexeme that `written` is, if there is nothing to say about it.
fn read_alone(written: &str) -> Option<Kind> {
    let mut diagnostics = Vec::new();
    let mut lexemes = lexer::lex(written, &mut diagnostics);
    let only = lexemes.pop()?;
    (lexemes.is_empty() && diagnostics.is_empty()).then_some(only.kind)
}

#[cfg(test)]
mod tests;
