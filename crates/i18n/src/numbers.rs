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

/// With one decimal below ten, whole from there on: `4,2`, `61`.
#[must_use]
pub fn decimal(locale: Locale, value: f64) -> String {
    let shown = if value.abs() >= 9.95 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    };
    match locale {
        Locale::Fr => shown.replace('.', ","),
        Locale::En => shown,
    }
}

/// A size in the unit that keeps it short: `1,2 Go`, `340 MB`.
#[must_use]
pub fn bytes(locale: Locale, n: u64) -> String {
    const STEP: f64 = 1_000.0;
    let prefixes = ["", "k", "M", "G", "T"];
    let unit = match locale {
        Locale::Fr => 'o',
        Locale::En => 'B',
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "two or three figures of it are shown"
    )]
    let mut shown = n as f64;
    let mut at = 0;
    // What would be shown as 1 000 is one of the next unit.
    while shown >= STEP - 0.5 && at + 1 < prefixes.len() {
        shown /= STEP;
        at += 1;
    }
    let figure = if at == 0 {
        number(locale, n)
    } else {
        decimal(locale, shown)
    };
    format!("{figure}{NO_BREAK}{}{unit}", prefixes[at])
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
