use model::Locale::{En, Fr};

use super::{bytes, decimal, factor, number, percent, signed, signed_percent};

#[test]
fn thousands_are_set_apart() {
    assert_eq!(number(Fr, 0), "0");
    assert_eq!(number(Fr, 999), "999");
    assert_eq!(number(Fr, 48_000), "48\u{202f}000");
    assert_eq!(number(En, 1_234_567), "1,234,567");
    assert_eq!(number(En, u64::MAX), "18,446,744,073,709,551,615");
}

#[test]
fn signs_and_percents_follow_the_language() {
    assert_eq!(signed(Fr, 9), "+9");
    assert_eq!(signed(Fr, -1_200), "−1\u{202f}200");
    assert_eq!(signed(En, 0), "0");
    assert_eq!(signed(En, i64::MIN), "−9,223,372,036,854,775,808");
    assert_eq!(percent(Fr, 61), "61\u{a0}%");
    assert_eq!(signed_percent(En, 18), "+18%");
}

#[test]
fn factors_keep_one_decimal_below_ten() {
    assert_eq!(factor(Fr, 4.23), "×4,2");
    assert_eq!(factor(En, 2.0), "×2");
    assert_eq!(factor(En, 9.96), "×10");
    assert_eq!(factor(Fr, 11.8), "×12");
}

#[test]
fn sizes_take_the_unit_that_keeps_them_short() {
    assert_eq!(bytes(Fr, 0), "0\u{a0}o");
    assert_eq!(bytes(Fr, 999), "999\u{a0}o");
    assert_eq!(bytes(En, 1_000), "1.0\u{a0}kB");
    assert_eq!(bytes(Fr, 1_240_000_000), "1,2\u{a0}Go");
    assert_eq!(bytes(En, 999_600_000), "1.0\u{a0}GB");
    assert_eq!(bytes(En, u64::MAX), "18446744\u{a0}TB");
    assert_eq!(decimal(Fr, 4.23), "4,2");
    assert_eq!(decimal(En, 61.4), "61");
}
