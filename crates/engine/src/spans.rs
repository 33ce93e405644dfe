//! Why a mention matched, as stored: a JSON list of `[field, start, end]`.

use query::{Field, FieldSpan};

/// Fields by their stored name: `title`, `text`, `card_title`, `alt0`…
fn name(field: Field) -> String {
    match field {
        Field::Title => "title".to_owned(),
        Field::Text => "text".to_owned(),
        Field::CardTitle => "card_title".to_owned(),
        Field::CardDescription => "card_description".to_owned(),
        Field::Alt(n) => format!("alt{n}"),
    }
}

fn field(name: &str) -> Option<Field> {
    match name {
        "title" => Some(Field::Title),
        "text" => Some(Field::Text),
        "card_title" => Some(Field::CardTitle),
        "card_description" => Some(Field::CardDescription),
        _ => name.strip_prefix("alt")?.parse().ok().map(Field::Alt),
    }
}

pub(crate) fn to_json(spans: &[FieldSpan]) -> String {
    let list: Vec<(String, u32, u32)> = spans
        .iter()
        .map(|it| (name(it.field), it.start, it.end))
        .collect();
    serde_json::to_string(&list).unwrap_or_else(|_| "[]".to_owned())
}

/// What cannot be read is not shown: a highlight is a help, never worth an error page.
pub(crate) fn from_json(json: &str) -> Vec<FieldSpan> {
    let list: Vec<(String, u32, u32)> = serde_json::from_str(json).unwrap_or_default();
    list.iter()
        .filter_map(|(name, start, end)| {
            Some(FieldSpan {
                field: field(name)?,
                start: *start,
                end: *end,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_survive_storage() {
        let spans = vec![
            FieldSpan {
                field: Field::Title,
                start: 0,
                end: 4,
            },
            FieldSpan {
                field: Field::Text,
                start: 10,
                end: 17,
            },
            FieldSpan {
                field: Field::Alt(3),
                start: 1,
                end: 2,
            },
            FieldSpan {
                field: Field::CardTitle,
                start: 0,
                end: 9,
            },
        ];
        assert_eq!(from_json(&to_json(&spans)), spans);
        assert_eq!(from_json("not json"), []);
        assert_eq!(from_json(r#"[["bogus",1,2]]"#), []);
    }
}
