//! What a voice does to the letters, each as a function from text to text.

use crate::{
    dice::Dice,
    grammar::capital,
    library::{Library, ShortForm},
};

/// Words that may lose their capital inside a sentence: a name keeps its own.
const COMMON: [&str; 62] = [
    "Le",
    "La",
    "Les",
    "Un",
    "Une",
    "Des",
    "Du",
    "De",
    "Ce",
    "Cette",
    "Ces",
    "Je",
    "On",
    "Il",
    "Elle",
    "Ils",
    "Elles",
    "Nous",
    "Vous",
    "Tu",
    "Mon",
    "Ma",
    "Mes",
    "Notre",
    "Nos",
    "Votre",
    "Vos",
    "Ça",
    "Y",
    "Et",
    "Ou",
    "Mais",
    "Si",
    "Pas",
    "Plus",
    "Tout",
    "Toute",
    "Tous",
    "Quand",
    "Qui",
    "Que",
    "Quoi",
    "Où",
    "Comment",
    "Pourquoi",
    "Combien",
    "Est",
    "Petit",
    "Petite",
    "Quel",
    "Quelle",
    "Quelqu'un",
    "À",
    "Au",
    "Aux",
    "En",
    "Pour",
    "Dans",
    "Vu",
    "Encore",
    "Toujours",
    "Bonne",
];

fn is_protected(word: &str) -> bool {
    word.starts_with(['@', '#']) || word.contains("://") || word.starts_with("www.")
}

/// Applies `change` to each word that is not a mention, a hashtag or a link; white space is kept.
fn each_word(text: &str, mut change: impl FnMut(&str) -> String) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end_matches(char::is_whitespace);
            let tail = &piece[word.len()..];
            if word.is_empty() || is_protected(word) {
                piece.to_owned()
            } else {
                change(word) + tail
            }
        })
        .collect()
}

/// Shortens words as people do up to that level, more often than not.
pub(super) fn shorten(text: &str, level: u8, library: &Library, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for form in library
        .short_forms
        .iter()
        .take(usize::from(level))
        .flatten()
    {
        if (text.contains(form.from) || text.contains(&form.capitalised)) && dice.chance(0.85) {
            text = replace_phrase(&text, form);
        }
    }
    text
}

/// Replaces whole words, keeping a capital.
pub(super) fn replace_phrase(text: &str, form: &ShortForm) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, found)) = [form.from, &form.capitalised]
        .into_iter()
        .filter_map(|it| rest.find(it).map(|at| (at, it)))
        .min()
    {
        let end = at + found.len();
        let before = rest[..at]
            .chars()
            .next_back()
            .or_else(|| out.chars().next_back());
        let after = rest[end..].chars().next();
        let is_whole = before.is_none_or(is_boundary)
            && after.is_none_or(|it| is_boundary(it) || found.ends_with('\''));
        out.push_str(&rest[..at]);
        if !is_whole {
            out.push_str(found);
        } else if found == form.from {
            out.push_str(form.to);
        } else {
            out.push_str(&capital(form.to));
        }
        rest = &rest[end..];
    }
    out + rest
}

const fn is_boundary(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\n'
            | ','
            | '.'
            | '!'
            | '?'
            | ';'
            | ':'
            | '…'
            | '('
            | ')'
            | '"'
            | '«'
            | '»'
            | '\u{a0}'
            | '\u{202f}'
    )
}

/// Puts a word or two before a text, whose first word loses its capital if it is a common one.
pub(super) fn lead(text: &str, words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…']) {
        format!("{words} {text}")
    } else {
        format!("{words} {}", lower_first(text))
    }
}

fn lower_first(text: &str) -> String {
    if starts_plainly(text) {
        lowered(text)
    } else {
        text.to_owned()
    }
}

/// Whether the first word is a common one, with a capital only because it comes first.
pub(super) fn starts_plainly(text: &str) -> bool {
    let word = text.split([' ', ',', '.', '…']).next().unwrap_or("");
    let stem = word.split_once('\'').map_or(word, |(head, _)| head);
    let is_elided = word.contains('\'') && stem.chars().count() <= 2;
    COMMON.contains(&word) || is_elided
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// Ends with a full stop if nothing ends it yet.
pub(super) fn stop(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?', '…', ')']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// A line for each sentence, after the first.
pub(super) fn break_lines(text: &str) -> String {
    let mut out = text.to_owned();
    for end in [". ", "! ", "? "] {
        if let Some(at) = out.find(end)
            && !out[at + 2..].starts_with(['»', ')', '!', '?'])
        {
            out.replace_range(at + 1..at + 2, "\n");
        }
    }
    out
}

/// Begins sentences without capitals; `all` lowers names too.
pub(super) fn lower_starts(text: &str, all: bool) -> String {
    if all {
        return each_word(text, str::to_lowercase);
    }
    let mut out = String::new();
    let mut starts = true;
    for piece in text.split_inclusive([' ', '\n']) {
        let piece_out = if starts {
            lower_first(piece)
        } else {
            piece.to_owned()
        };
        // `lower_first` sees the trailing space as part of the text, not of the word.
        out.push_str(&piece_out);
        starts = piece.trim_end().ends_with(['.', '!', '?', '…']);
    }
    out
}

/// Puts `space` before double punctuation, where the content has a plain space.
pub(super) fn respace(text: &str, space: &str) -> String {
    let mut text = text.to_owned();
    for sign in ['?', '!', ';'] {
        text = text.replace(&format!(" {sign}"), &format!("{space}{sign}"));
    }
    text
}

/// Each accented letter becomes plain in a word, with that probability a word.
pub(super) fn strip_accents(text: &str, p: f64, dice: &mut Dice) -> String {
    each_word(text, |word| {
        if word.is_ascii() || !dice.chance(p) {
            word.to_owned()
        } else {
            word.chars().map(plain_letter).collect()
        }
    })
}

const fn plain_letter(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'É' | 'È' | 'Ê' => 'E',
        'À' | 'Â' => 'A',
        'Ç' => 'C',
        'Î' => 'I',
        'Ô' => 'O',
        other => other,
    }
}

/// "j'ai" becomes "jai", "qu'il" "quil"; an apostrophe before a capital stays.
pub(super) fn drop_apostrophes(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| {
            **letter != '\'' || letters.get(at + 1).is_none_or(|next| !next.is_lowercase())
        })
        .map(|(_, letter)| *letter)
        .collect()
}

/// All in capitals, as some keyboards stay.
pub(super) fn shout(text: &str) -> String {
    each_word(text, str::to_uppercase)
}

/// A finger slips on one word; `None` when no word is long enough to survive it.
pub(super) fn slip(text: &str, dice: &mut Dice) -> Option<String> {
    let is_fit = |word: &str| {
        word.chars().count() >= 5 && word.chars().all(char::is_alphabetic) && !is_protected(word)
    };
    let fit = text.split_whitespace().filter(|it| is_fit(it)).count();
    if fit == 0 {
        return None;
    }
    let (target, mut seen) = (dice.below(fit), 0);
    let out = each_word(text, |word| {
        if !is_fit(word) {
            return word.to_owned();
        }
        seen += 1;
        if seen - 1 == target {
            slip_word(word, dice)
        } else {
            word.to_owned()
        }
    });
    (out != text).then_some(out)
}

fn slip_word(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(4) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = neighbour(letters[at]),
    }
    letters.into_iter().collect()
}

/// The key beside, on a French keyboard.
fn neighbour(letter: char) -> char {
    const ROWS: [&str; 3] = ["azertyuiop", "qsdfghjklm", "wxcvbn"];
    ROWS.iter()
        .find_map(|row| {
            let at = row.find(letter)?;
            row.chars().nth(if at == 0 { 1 } else { at - 1 })
        })
        .unwrap_or(letter)
}

/// The text and what decorates its end.
pub(super) fn join(text: &str, ornaments: &[String]) -> String {
    let mut out = text.trim().to_owned();
    for ornament in ornaments {
        out.push(' ');
        out.push_str(ornament);
    }
    out
}
