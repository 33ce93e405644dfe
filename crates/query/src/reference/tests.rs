use crate::{
    Severity, Spelling, parse,
    reference::{OPERATORS, PRECEDENCE, Role, Status, closest_field, operator},
};

const SPELLINGS: [Spelling; 2] = [Spelling::French, Spelling::English];

#[test]
fn every_example_does_what_its_row_says() {
    for row in OPERATORS {
        for spelling in SPELLINGS {
            let example = row.example.get(spelling);
            let parsed = parse(example);
            if row.status == Status::Ready {
                assert!(
                    parsed.valid().is_some(),
                    "`{example}`: {:?}",
                    parsed.diagnostics
                );
                assert!(
                    parsed.diagnostics.is_empty(),
                    "`{example}`: {:?}",
                    parsed.diagnostics
                );
            } else {
                let errors = parsed
                    .diagnostics
                    .iter()
                    .filter(|it| it.severity == Severity::Error);
                let codes: Vec<_> = errors.map(|it| it.code.as_str()).collect();
                assert_eq!(codes, ["not-yet"], "{example}");
            }
        }
    }
}

#[test]
fn every_example_uses_its_operator() {
    for row in OPERATORS.iter().filter(|it| {
        !matches!(
            it.role,
            Role::Word | Role::Phrase | Role::Prefix | Role::Group
        )
    }) {
        for spelling in SPELLINGS {
            assert!(
                row.example.get(spelling).contains(row.name.get(spelling)),
                "{row:?}"
            );
        }
    }
}

#[test]
fn rows_are_complete_and_roles_have_one() {
    for row in OPERATORS {
        for text in [row.name, row.syntax, row.meaning, row.example] {
            assert!(
                SPELLINGS.iter().all(|it| !text.get(*it).is_empty()),
                "{row:?}"
            );
        }
        if row.status == Status::Ready {
            assert_eq!(operator(row.role), row);
            assert_eq!(OPERATORS.iter().filter(|it| it.role == row.role).count(), 1);
        }
    }
    assert_eq!(
        PRECEDENCE.map(|it| operator(it).name.english),
        ["NOT", "NEAR", "AND", "OR"]
    );
}

#[test]
fn slips_of_a_letter_or_two_are_recognised() {
    for (typed, meant) in [
        ("form", Some("from")),
        ("lan", Some("lang")),
        ("netwrok", Some("network")),
        ("bonjour", None),
        ("x", None),
    ] {
        assert_eq!(closest_field(typed), meant, "{typed}");
    }
}
