//! What the script alone tells, and the library's guess.

use super::Detected;
use super::line::Line;
use super::words::{LANGS, TAGS};
use model::Lang;
use std::sync::LazyLock;

/// An ideograph says as much as several letters of an alphabet.
const IDEOGRAPH_LETTERS: usize = 3;
/// One kana in so many ideographs makes the text Japanese; Chinese quotes single ones at most.
const HAN_PER_KANA: usize = 12;

/// Counts of letters by groups of scripts.
#[derive(Default)]
struct Counts {
    latin: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    other: usize,
}

impl Counts {
    fn ideographs(&self) -> usize {
        self.han + self.kana
    }
}

/// Whether at least half of the text is in Latin letters.
pub(super) fn is_mostly_latin(line: &Line) -> bool {
    let counts = counts(line.as_str());
    let others = counts.ideographs() * IDEOGRAPH_LETTERS + counts.hangul * 2 + counts.other;
    others <= counts.latin
}

/// The language of a text in another script; a claim decides where the script does not.
pub(super) fn detect(line: &Line, claims: &[Lang]) -> Option<Detected> {
    let counts = counts(line.as_str());
    let east = counts.ideographs();
    if counts.hangul > east && counts.hangul > counts.other {
        return detected("ko", 1.0);
    }
    if east > counts.other {
        let is_japanese = counts.kana * HAN_PER_KANA > counts.han;
        let claims_japanese = claims.iter().any(|it| it.as_str() == "ja");
        let tag = if is_japanese || counts.kana == 0 && claims_japanese {
            "ja"
        } else {
            "zh"
        };
        return detected(tag, 1.0);
    }
    let foreign: String = line.as_str().chars().filter(|c| !is_latin(*c)).collect();
    let Some((tag, confidence)) = guess(&foreign) else {
        let lang = *claims.first()?;
        return Some(Detected {
            lang,
            confidence: CLAIM_WINS_BELOW,
        });
    };
    let tag = if ARABIC_SCRIPT.contains(&tag) {
        arabic_script_tag(&foreign)
    } else {
        tag
    };
    let claimed = claims
        .iter()
        .find(|it| it.as_str() != tag && same_script(it.as_str(), tag));
    if let Some(claim) = claimed.filter(|_| confidence < CLAIM_WINS_BELOW) {
        return Some(Detected {
            lang: *claim,
            confidence: CLAIM_WINS_BELOW,
        });
    }
    detected(tag, confidence)
}

const ARABIC_SCRIPT: [&str; 3] = ["ar", "fa", "ur"];

/// Which of the languages in Arabic script, by the letters that the others do not have.
fn arabic_script_tag(text: &str) -> &'static str {
    let count = |letters: &str| text.chars().filter(|c| letters.contains(*c)).count();
    let urdu = count("ٹڈڑںےہھ");
    let persian = count("پچژگکی");
    let arabic = count("ةىيكأإؤئ");
    if urdu > 0 && urdu + persian > arabic {
        "ur"
    } else if persian > arabic {
        "fa"
    } else {
        "ar"
    }
}

/// A guess less sure than this gives way to a claim of a language in the same script.
const CLAIM_WINS_BELOW: f32 = 0.5;

fn same_script(a: &str, b: &str) -> bool {
    const GROUPS: [&[&str]; 4] = [
        &["ar", "fa", "ur", "ps", "ku", "ug", "sd"],
        &[
            "ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt",
        ],
        &["hi", "mr", "ne", "sa"],
        &["he", "yi"],
    ];
    GROUPS
        .iter()
        .any(|group| group.contains(&a) && group.contains(&b))
}

fn detected(tag: &str, confidence: f32) -> Option<Detected> {
    Some(Detected {
        lang: Lang::parse(tag)?,
        confidence,
    })
}

fn counts(text: &str) -> Counts {
    let mut counts = Counts::default();
    for c in text.chars() {
        match c {
            ' ' | '\'' => {}
            _ if is_latin(c) => counts.latin += 1,
            '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => {
                counts.kana += 1;
            }
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
                counts.han += 1;
            }
            '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7A3}' => {
                counts.hangul += 1;
            }
            _ => counts.other += 1,
        }
    }
    counts
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// The library's guess: tag and confidence.
pub(super) fn guess(text: &str) -> Option<(&'static str, f32)> {
    let info = whatlang::detect(text)?;
    // Narrowed on purpose: four digits are more than it is worth.
    let confidence = info.confidence() as f32;
    Some((tag_of(info.lang()), confidence))
}

/// The library's guess among languages of the Latin alphabet, by their indexes. It knows most of
/// them.
pub(super) fn guess_among(text: &str, langs: &[usize]) -> Option<(&'static str, f32)> {
    let known = langs
        .iter()
        .filter_map(|it| KNOWN.get(*it).copied().flatten());
    let info = whatlang::Detector::with_allowlist(known.collect()).detect(text)?;
    let confidence = info.confidence() as f32;
    Some((tag_of(info.lang()), confidence))
}

/// The library's languages by our indexes.
static KNOWN: LazyLock<[Option<whatlang::Lang>; LANGS]> = LazyLock::new(|| {
    let known = |tag: &str| {
        whatlang::Lang::all()
            .iter()
            .copied()
            .find(|it| tag_of(*it) == tag)
    };
    TAGS.map(known)
});

/// The tag of a language of the library: two letters where there are two.
fn tag_of(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang as L;
    match lang {
        L::Epo => "eo",
        L::Eng => "en",
        L::Rus => "ru",
        L::Cmn => "zh",
        L::Spa => "es",
        L::Por => "pt",
        L::Ita => "it",
        L::Ben => "bn",
        L::Fra => "fr",
        L::Deu => "de",
        L::Ukr => "uk",
        L::Kat => "ka",
        L::Ara => "ar",
        L::Hin => "hi",
        L::Jpn => "ja",
        L::Heb => "he",
        L::Yid => "yi",
        L::Pol => "pl",
        L::Amh => "am",
        L::Jav => "jv",
        L::Kor => "ko",
        L::Nob => "no",
        L::Dan => "da",
        L::Swe => "sv",
        L::Fin => "fi",
        L::Tur => "tr",
        L::Nld => "nl",
        L::Hun => "hu",
        L::Ces => "cs",
        L::Ell => "el",
        L::Bul => "bg",
        L::Bel => "be",
        L::Mar => "mr",
        L::Kan => "kn",
        L::Ron => "ro",
        L::Slv => "sl",
        L::Hrv => "hr",
        L::Srp => "sr",
        L::Mkd => "mk",
        L::Lit => "lt",
        L::Lav => "lv",
        L::Est => "et",
        L::Tam => "ta",
        L::Vie => "vi",
        L::Urd => "ur",
        L::Tha => "th",
        L::Guj => "gu",
        L::Uzb => "uz",
        L::Pan => "pa",
        L::Aze => "az",
        L::Ind => "id",
        L::Tel => "te",
        L::Pes => "fa",
        L::Mal => "ml",
        L::Ori => "or",
        L::Mya => "my",
        L::Nep => "ne",
        L::Sin => "si",
        L::Khm => "km",
        L::Tuk => "tk",
        L::Aka => "ak",
        L::Zul => "zu",
        L::Sna => "sn",
        L::Afr => "af",
        L::Lat => "la",
        L::Slk => "sk",
        L::Cat => "ca",
        L::Tgl => "tl",
        L::Hye => "hy",
        L::Cym => "cy",
    }
}
