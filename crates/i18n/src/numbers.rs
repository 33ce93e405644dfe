//! Figures as the two languages write them.

use model::Locale;

use crate::typography::{NARROW, NO_BREAK};

/// Thousands apart: `48 000`, `48,000`.
#[must_use]
pub fn number(locale: Locale, n: u64) -> String {
    let digits = n.to_string();
    let sep = match locale {
        Locale::Fr => NARROW,
        Locale::En => ',',
    };
    let mut shown = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(sep);
        }
        shown.push(digit);
    }
    shown
}

/// With its sign: `+9`, `−3`.
#[must_use]
pub fn signed(locale: Locale, n: i64) -> String {
    let sign = match n.signum() {
        1 => "+",
        -1 => "−",
        _ => "",
    };
    format!("{sign}{}", number(locale, n.unsigned_abs()))
}

/// `61 %` in French, `61%` in English.
#[must_use]
pub fn percent(locale: Locale, n: u64) -> String {
    format!("{}{}", number(locale, n), percent_sign(locale))
}

/// `+18 %`, `−4%`.
#[must_use]
pub fn signed_percent(locale: Locale, n: i64) -> String {
    format!("{}{}", signed(locale, n), percent_sign(locale))
}

/// A multiple with one decimal: `×4,2`, `×4.2`; whole from ten on.
#[must_use]
pub fn factor(locale: Locale, times: f64) -> String {
    let point = match locale {
        Locale::Fr => ",",
        Locale::En => ".",
    };
    let shown = if times >= 9.95 {
        format!("{times:.0}")
    } else {
        format!("{times:.1}")
    };
    format!("×{}", shown.trim_end_matches(".0").replace('.', point))
}

fn percent_sign(locale: Locale) -> String {
    match locale {
        Locale::Fr => format!("{NO_BREAK}%"),
        Locale::En => "%".to_owned(),
    }
}

#[cfg(test)]
mod tests;
