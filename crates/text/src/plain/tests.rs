use super::{Entry, Plain, RANGES, TABLE};
use crate::fold::{fold, fold_hard};
use crate::token::Class;
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

fn entry(c: char) -> Entry {
    TABLE.get(c.into())
}

static LETTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
    all.filter(|c| matches!(entry(*c).plain, Plain::Word | Plain::Ideograph))
        .collect()
});

#[test]
fn entries_are_what_the_rules_say() {
    let mut plain = 0;
    for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let entry = entry(c);
        let alone = c.to_string();
        let class = match entry.plain {
            Plain::Hard => continue,
            Plain::Break => Class::Other,
            Plain::Word => Class::Word,
            Plain::Ideograph => Class::Ideograph,
            Plain::Emoji => Class::Emoji,
        };
        plain += 1;
        assert_eq!(class, Class::of(&alone), "{c:?}");
        if matches!(class, Class::Word | Class::Ideograph) {
            assert_eq!(entry.folded(), fold_hard(&alone).as_bytes(), "{c:?}");
        }
        let neighbours = ['a', c, c, '한', c, ' '].iter().collect::<String>();
        assert_eq!(neighbours.graphemes(true).count(), 6, "{c:?}");
    }
    assert!(plain > 45_000, "{plain}");
}

#[test]
fn alphabets_are_plain_and_what_joins_is_not() {
    for c in "aZ0éŒßĐçñÀḂạжЙאםعگこカ漢한ﾜＡ".chars() {
        assert!(
            matches!(entry(c).plain, Plain::Word | Plain::Ideograph),
            "{c}"
        );
    }
    for c in "\u{301}\u{200d}\u{ad}\u{200b}\u{600}\u{fe0f}\u{1f3fd}🇫ก็हᄀ＃＠ﾟ".chars()
    {
        assert_eq!(entry(c).plain, Plain::Hard, "{c:?}");
    }
    for c in " .#’«»…—\u{a0}\u{202f}、。→".chars() {
        assert_eq!(entry(c).plain, Plain::Break, "{c:?}");
    }
    for c in "😂👍🔥✅".chars() {
        assert_eq!(entry(c).plain, Plain::Emoji, "{c}");
    }
    assert!(RANGES.is_sorted());
}

proptest! {
    /// Neighbours make no difference to how plain letters fold.
    #[test]
    fn plain_words_fold_letter_by_letter(
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
        near in any::<bool>(),
    ) {
        let letters = LETTERS.as_slice();
        // Half of the time among the alphabets, which are a small part.
        let letters = if near { &letters[..1_500] } else { letters };
        let word: String = picks.iter().map(|it| *it.get(letters)).collect();
        prop_assert_eq!(fold(&word), fold_hard(&word));
    }

    #[test]
    fn any_text_folds_as_the_rules_say(text in crate::token::tests::post()) {
        prop_assert_eq!(fold(&text), fold_hard(&text));
    }
}
