//! The contrast of every pair of roles in use, computed from the tokens as WCAG 2.2 defines it.

use std::collections::HashMap;

const TOKENS: &str = include_str!("../assets/css/tokens.css");

/// Text; and graphics, borders of controls, focus (WCAG 1.4.3 and 1.4.11).
const TEXT: f64 = 4.5;
const GRAPHIC: f64 = 3.0;

type Colour = [f64; 3];

/// Each role with its light and its dark colour.
fn roles() -> HashMap<&'static str, (Colour, Colour)> {
    let mut found = HashMap::new();
    for declaration in TOKENS.split("--").skip(1) {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let Some(pair) = value
            .trim_start()
            .strip_prefix("light-dark(")
            .and_then(|it| it.split_once(')'))
        else {
            continue;
        };
        let Some((light, dark)) = pair.0.split_once(',') else {
            continue;
        };
        if let (Some(light), Some(dark)) = (colour(light), colour(dark)) {
            found.insert(name.trim(), (light, dark));
        }
    }
    found
}

fn colour(hex: &str) -> Option<Colour> {
    let hex = hex.trim().strip_prefix('#')?;
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        })
    };
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn contrast(a: Colour, b: Colour) -> f64 {
    let luminance = |it: Colour| 0.2126 * it[0] + 0.7152 * it[1] + 0.0722 * it[2];
    let (x, y) = (luminance(a), luminance(b));
    (x.max(y) + 0.05) / (x.min(y) + 0.05)
}

/// Text colours made for one background.
const ON_ITS_OWN: [(&str, &str); 12] = [
    ("ok", "ok-soft"),
    ("warn", "warn-soft"),
    ("danger", "danger-soft"),
    ("bot", "bot-soft"),
    ("on-accent-soft", "accent-soft"),
    ("on-accent-soft", "selected"),
    ("on-fanal", "fanal"),
    ("on-mark", "mark"),
    ("on-note", "note"),
    ("on-danger-solid", "danger-solid"),
    ("on-scrim", "scrim"),
    ("surface", "ink"),
];

/// Every pair that is drawn somewhere, with what it needs.
fn pairs() -> Vec<(&'static str, &'static str, f64)> {
    const SURFACES: [&str; 6] = ["bg", "surface", "sunken", "raised", "hover", "selected"];
    let mut all = Vec::new();
    let mut each = |fronts: &[&'static str], backs: &[&'static str], need: f64| {
        for &front in fronts {
            for &back in backs {
                all.push((front, back, need));
            }
        }
    };
    each(
        &[
            "ink",
            "ink-2",
            "ink-3",
            "accent-ink",
            "ok",
            "warn",
            "danger",
            "bot",
        ],
        &SURFACES,
        TEXT,
    );
    each(
        &["ink", "ink-2"],
        &[
            "accent-soft",
            "note",
            "ok-soft",
            "warn-soft",
            "danger-soft",
            "bot-soft",
        ],
        TEXT,
    );
    each(
        &["accent-ink"],
        &["warn-soft", "danger-soft", "accent-soft"],
        TEXT,
    );
    each(&["on-accent"], &["accent", "accent-hover"], TEXT);
    each(
        &["ink"],
        &["mark", "av1", "av2", "av3", "av4", "av5", "av6"],
        TEXT,
    );
    for (front, back) in ON_ITS_OWN {
        each(&[front], &[back], TEXT);
    }
    each(&["ctl-line"], &["surface", "sunken", "raised"], GRAPHIC);
    each(&["focus"], &SURFACES, GRAPHIC);
    each(&["accent"], &["surface", "bg", "sunken"], GRAPHIC);
    each(&["danger-solid"], &["surface", "bg"], GRAPHIC);
    each(
        &[
            "d1",
            "d2",
            "d3",
            "d4",
            "d5",
            "d6",
            "tone-pos",
            "tone-neu",
            "tone-neg",
            "plot-axis",
        ],
        &["surface"],
        GRAPHIC,
    );
    all
}

#[test]
fn every_pair_of_roles_is_readable_in_both_themes() {
    let roles = roles();
    let mut failures = Vec::new();
    let pairs = pairs();
    for &(front, back, need) in &pairs {
        let (a, b) = (roles[front], roles[back]);
        for (theme, ratio) in [("light", contrast(a.0, b.0)), ("dark", contrast(a.1, b.1))] {
            if ratio < need {
                failures.push(format!(
                    "{theme}: {front} on {back} {ratio:.2}, {need} needed"
                ));
            }
        }
    }
    assert!(pairs.len() > 100, "{} pairs", pairs.len());
    assert_eq!(failures, Vec::<String>::new());
}

/// The colours of a query are those of the style sheet, on the surfaces that queries are written on.
#[test]
fn every_part_of_a_query_is_readable() {
    const KIT: &str = include_str!("../assets/css/kit.css");
    let roles = roles();
    let rules: Vec<(&str, &str)> = KIT
        .lines()
        .filter(|it| it.starts_with(".q-"))
        .filter_map(|it| it.split_once("{color:var(--"))
        .filter_map(|(name, rest)| Some((name, rest.strip_suffix(")}")?)))
        .collect();
    assert!(rules.len() >= 6, "{rules:?}");
    for (name, role) in rules {
        let front = roles[role];
        for back in ["surface", "sunken", "raised"] {
            let back = roles[back];
            let least = contrast(front.0, back.0).min(contrast(front.1, back.1));
            assert!(least >= TEXT, "{name}: {role} {least:.2}");
        }
    }
}

#[test]
fn measure_agrees_with_known_values() {
    let black_on_white = contrast(colour("#000000").unwrap(), colour("#ffffff").unwrap());
    assert!((black_on_white - 21.0).abs() < 1e-9);
    let grey = contrast(colour("#767676").unwrap(), colour("#ffffff").unwrap());
    assert!((grey - 4.54).abs() < 0.01, "{grey}");
}
