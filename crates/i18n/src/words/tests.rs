//! Both files say the same things, and `messages/` is what they say.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use fluent_bundle::FluentValue;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement},
    parser,
};
use model::Locale;

use super::{Area, Words};
use crate::messages::AREAS;

struct Form {
    id: String,
    /// In order of first use.
    args: Vec<String>,
    rich: bool,
}

fn forms(source: &str) -> Vec<Form> {
    let resource = parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    resource
        .body
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(Message {
                id,
                value: Some(pattern),
                attributes,
                ..
            }) => {
                assert!(
                    attributes.is_empty(),
                    "{}: attributes are not used here",
                    id.name
                );
                let (mut args, mut text) = (Vec::new(), String::new());
                walk(pattern, &mut args, &mut text);
                Some(Form {
                    id: id.name.to_owned(),
                    args,
                    rich: text.contains("<b>"),
                })
            }
            Entry::Message(Message {
                id, value: None, ..
            }) => panic!("{}: no text", id.name),
            Entry::Term(term) => panic!("{}: terms are not used here", term.id.name),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => None,
            Entry::Junk { content } => panic!("not a message: {content}"),
        })
        .collect()
}

fn walk(pattern: &Pattern<&str>, args: &mut Vec<String>, text: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => use_argument(inline, args),
                Expression::Select { selector, variants } => {
                    use_argument(selector, args);
                    for variant in variants {
                        walk(&variant.value, args, text);
                    }
                }
            },
        }
    }
}

fn use_argument(inline: &InlineExpression<&str>, args: &mut Vec<String>) {
    let InlineExpression::VariableReference { id } = inline else {
        panic!("only arguments are used here")
    };
    if !args.iter().any(|it| it == id.name) {
        args.push(id.name.to_owned());
    }
}

/// All messages of one language.
fn all(locale: Locale) -> Vec<Form> {
    let of = |area: &Area| forms(area.source(locale));
    AREAS.iter().flat_map(of).collect()
}

fn generated(area: &Area) -> String {
    let mut code = format!(
        "//! Generated from `locales/*/{}.ftl` by this crate's tests: do not edit.\n\ncrate::words::messages! {{\n",
        area.name
    );
    for form in forms(area.fr) {
        let args: Vec<String> = form
            .args
            .iter()
            .map(|arg| {
                format!(
                    "{arg}: {}",
                    if arg == "n" || arg.ends_with("_n") {
                        "u64"
                    } else {
                        "&str"
                    }
                )
            })
            .collect();
        let kind = if form.rich { "rich" } else { "plain" };
        writeln!(
            code,
            "    {kind} {}({}) = \"{}\";",
            form.id.replace('-', "_"),
            args.join(", "),
            form.id
        )
        .unwrap();
    }
    code.push_str("}\n");
    code
}

#[test]
fn messages_are_fresh() {
    #[expect(clippy::disallowed_methods, reason = "CI must not mend what it checks")]
    let in_ci = std::env::var("CI").is_ok();
    let mut stale = Vec::new();
    for area in AREAS {
        let path = format!(
            "{}/src/messages/{}.rs",
            env!("CARGO_MANIFEST_DIR"),
            area.name
        );
        let (held, fresh) = (
            fs::read_to_string(&path).unwrap_or_default(),
            generated(area),
        );
        if held != fresh {
            stale.push(area.name);
            if !in_ci {
                fs::write(&path, fresh).unwrap();
            }
        }
    }
    assert!(
        stale.is_empty(),
        "the messages of {stale:?} were stale; outside CI they have just been written again: run once more"
    );
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_arguments() {
    let shape = |forms: Vec<Form>| -> BTreeSet<(String, BTreeSet<String>, bool)> {
        forms
            .into_iter()
            .map(|form| (form.id, form.args.into_iter().collect(), form.rich))
            .collect()
    };
    let only = |a: &BTreeSet<_>, b: &BTreeSet<_>| a.difference(b).cloned().collect::<Vec<_>>();
    for area in AREAS {
        let (fr, en) = (shape(forms(area.fr)), shape(forms(area.en)));
        assert_eq!(
            (only(&fr, &en), only(&en, &fr)),
            (vec![], vec![]),
            "{}",
            area.name
        );
    }
    let fr = all(Locale::Fr);
    let once = shape(all(Locale::Fr));
    assert_eq!(fr.len(), once.len(), "no message is defined twice");
}

/// The message with a sample of each argument.
fn sample(words: Words, form: &Form) -> String {
    let args: Vec<_> = form
        .args
        .iter()
        .map(|arg| {
            let name: &'static str = arg.clone().leak();
            let is_number = name == "n" || name.ends_with("_n");
            (
                name,
                if is_number {
                    FluentValue::from(3_u64)
                } else {
                    FluentValue::from("Ker Avel")
                },
            )
        })
        .collect();
    words.text(&form.id, &args)
}

#[test]
fn every_message_formats_in_both_languages() {
    for area in AREAS {
        let ids: Vec<String> = forms(area.fr).into_iter().map(|form| form.id).collect();
        assert_eq!(ids, area.ids, "{}", area.name);
    }
    for locale in Locale::ALL {
        for form in all(Locale::Fr) {
            let text = sample(Words::new(locale), &form);
            assert!(
                !text.trim().is_empty() && !text.contains(['{', '\'']),
                "{}: {text}",
                form.id
            );
        }
    }
}

#[test]
fn french_never_breaks_a_line_before_high_punctuation() {
    for form in all(Locale::Fr) {
        let text = sample(Words::new(Locale::Fr), &form);
        for bad in [" ;", " !", " ?", " :", " »", "« "] {
            assert!(!text.contains(bad), "{}: {text}", form.id);
        }
        let glued = text.char_indices().any(|(at, c)| {
            matches!(c, '!' | '?' | ';') && text[..at].ends_with(char::is_alphanumeric)
        });
        assert!(!glued, "{}: a space is missing in {text}", form.id);
    }
}

#[test]
fn plurals_follow_the_language() {
    let (fr, en) = (Words::new(Locale::Fr), Words::new(Locale::En));
    assert_eq!(fr.new_messages(1), "1 nouveau message");
    assert_eq!(fr.new_messages(2_300), "2\u{202f}300 nouveaux messages");
    assert_eq!(en.new_messages(0), "0 new messages");
    assert_eq!(en.new_messages(1), "1 new message");
}

#[test]
fn arguments_keep_their_own_typography() {
    let fr = Words::new(Locale::Fr);
    assert_eq!(fr.column_label("l'eau ! <b>"), "Colonne l'eau ! <b>");
    let parts = fr.trouble_connecting("<b>x");
    assert_eq!(
        parts.parts().next(),
        Some((true, "Connexion à «\u{202f}<b>x\u{202f}»."))
    );
}
