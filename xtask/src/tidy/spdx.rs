//! Licence expressions: `MIT OR (Apache-2.0 AND BSD-3-Clause)`, with the old `/` for `OR`.
//!
//! Grammar: `or := and ("OR" and)*`, `and := atom ("AND" atom)*`, `atom := "(" or ")" | ID ["WITH" ID]`.

/// Whether the licence `expression` can be met with licences that `is_allowed` accepts.
///
/// An `Err` names the place where the expression stops making sense; such a licence is never met.
pub(super) fn is_met(expression: &str, is_allowed: &dyn Fn(&str) -> bool) -> Result<bool, String> {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut parser = Parser {
        words: spaced.split_whitespace().collect(),
        at: 0,
        is_allowed,
    };
    let met = parser.or(0)?;
    match parser.words.get(parser.at) {
        None => Ok(met),
        Some(word) => Err(format!("unexpected `{word}` in `{expression}`")),
    }
}

/// Parentheses in real expressions are one or two deep; more is nonsense.
const DEPTH_MAX: usize = 16;

struct Parser<'a> {
    words: Vec<&'a str>,
    at: usize,
    is_allowed: &'a dyn Fn(&str) -> bool,
}

impl Parser<'_> {
    fn or(&mut self, depth: usize) -> Result<bool, String> {
        let mut met = self.and(depth)?;
        while self.eat("OR") {
            met |= self.and(depth)?;
        }
        Ok(met)
    }

    fn and(&mut self, depth: usize) -> Result<bool, String> {
        let mut met = self.atom(depth)?;
        while self.eat("AND") {
            met &= self.atom(depth)?;
        }
        Ok(met)
    }

    fn atom(&mut self, depth: usize) -> Result<bool, String> {
        if depth > DEPTH_MAX {
            return Err("nested too deep".to_owned());
        }
        if self.eat("(") {
            let met = self.or(depth + 1)?;
            return if self.eat(")") {
                Ok(met)
            } else {
                Err("a parenthesis stays open".to_owned())
            };
        }
        let word = self
            .words
            .get(self.at)
            .copied()
            .filter(|it| !matches!(*it, "OR" | "AND" | "WITH" | ")"));
        let Some(licence) = word else {
            return Err("a licence is missing".to_owned());
        };
        self.at += 1;
        if self.eat("WITH") {
            // An exception only adds permissions, so the licence alone decides.
            self.at += 1;
        }
        Ok((self.is_allowed)(licence))
    }

    fn eat(&mut self, word: &str) -> bool {
        let is_here = self
            .words
            .get(self.at)
            .is_some_and(|it| it.eq_ignore_ascii_case(word));
        self.at += usize::from(is_here);
        is_here
    }
}
