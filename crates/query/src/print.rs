//! From meaning to source. The one printer: `parse(print(expr)) == expr`.

use model::Network;

use crate::{
    Compare, Expr, Filter, LENGTH_MAX_CHARS, Near, Term, Within,
    lexer::{self, Kind},
    reference::{self, Both, Role},
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
        let name = match term.as_exact() {
            Some(_) => format!("{}:", self.field_name(Role::Raw)),
            None => String::new(),
        };
        let bare = match read_alone(&format!("{name}{written}")) {
            Some(Kind::Term { term: read, .. }) => read == *term,
            _ => false,
        };
        let doubtful = self.style == Style::Spelled && lexer::perhaps_operator(written).is_some();
        self.out.push_str(&name);
        self.quoted_unless(bare && !doubtful, written);
    }

    fn filter(&mut self, filter: &Filter) {
        let (role, value) = self.field(filter);
        let name = self.field_name(role);
        self.out.push_str(name);
        self.out.push(':');
        let bare = match read_alone(&format!("{name}:{value}")) {
            Some(Kind::Filter(read)) => read == *filter,
            _ => false,
        };
        self.quoted_unless(bare, &value);
    }

    fn field_name(&self, role: Role) -> &'static str {
        let name = reference::operator(role).name;
        match self.style {
            Style::Spelled => name.get(self.spelling),
            Style::Terse => shortest(name),
        }
    }

    /// The role of a filter and what stands after its colon.
    fn field(&self, filter: &Filter) -> (Role, String) {
        let named = |role, value: &str| (role, value.to_owned());
        match filter {
            Filter::From(handle) => named(Role::From, handle.as_str()),
            Filter::To(handle) => named(Role::To, handle.as_str()),
            Filter::Mentions(handle) => named(Role::Mentions, handle.as_str()),
            Filter::Lang(lang) => named(Role::Lang, lang.as_str()),
            Filter::Network(Network::Press) if self.style == Style::Terse => {
                named(Role::Network, "rss")
            }
            Filter::Network(network) => named(Role::Network, network.slug()),
            Filter::Source(name) => named(Role::Source, name.written()),
            Filter::Account(name) => named(Role::Account, name.written()),
            Filter::List(name) => named(Role::List, name.written()),
            Filter::Url(url) => named(Role::Url, url.written()),
            Filter::Site(url) => named(Role::Site, url.written()),
            Filter::Has(has) => (Role::Has, self.value(&reference::HAS, *has)),
            Filter::Is(is) => (Role::Is, self.value(&reference::IS, *is)),
            Filter::Followers(it) => (Role::Followers, self.figure(*it)),
            Filter::Engagement(it) => (Role::Engagement, self.figure(*it)),
            Filter::Since(day) => (Role::Since, day.to_string()),
            Filter::Until(day) => (Role::Until, day.to_string()),
            Filter::Within(within) => (Role::Within, self.stretch(*within)),
            Filter::Query(name) => named(Role::Query, name.written()),
        }
    }

    fn value<T: PartialEq + Copy>(&self, table: &[(T, Both)], wanted: T) -> String {
        let row = table.iter().find(|(value, _)| *value == wanted);
        let spelled = row.map(|(_, spelled)| match self.style {
            Style::Spelled => spelled.get(self.spelling),
            Style::Terse => shortest(*spelled),
        });
        spelled.unwrap_or_default().to_owned()
    }

    fn stretch(&self, within: Within) -> String {
        const HOURS_A_DAY: u32 = 24;
        const HOURS_A_WEEK: u32 = 7 * HOURS_A_DAY;
        let hours = within.hours();
        let day = match self.spelling {
            Spelling::French => 'j',
            Spelling::English => 'd',
        };
        if self.style == Style::Terse && hours.is_multiple_of(HOURS_A_WEEK) {
            format!("{}w", hours / HOURS_A_WEEK)
        } else if hours.is_multiple_of(HOURS_A_DAY) {
            format!("{}{day}", hours / HOURS_A_DAY)
        } else {
            format!("{hours}h")
        }
    }

    fn figure(&self, compare: Compare) -> String {
        let sign = compare.comparison.sign();
        let units = reference::MULTIPLES.into_iter().rev();
        let mut fitting = units.filter(|(_, n)| compare.bound.is_multiple_of(*n));
        match fitting.next() {
            Some((unit, n)) if self.style == Style::Terse && compare.bound > 0 => {
                format!("{sign}{}{unit}", compare.bound / n)
            }
            _ => format!("{sign}{}", compare.bound),
        }
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

fn shortest(both: Both) -> &'static str {
    let spellings = [both.english, both.french].into_iter();
    spellings
        .min_by_key(|it| it.chars().count())
        .unwrap_or(both.english)
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
