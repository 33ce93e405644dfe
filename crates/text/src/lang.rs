//! The language of a post.

use model::Lang;

/// A language and how sure we are of it, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detected {
    pub lang: Lang,
    pub confidence: f32,
}

/// The language of a text; `None` when the text gives no evidence.
#[must_use]
pub fn detect(text: &str) -> Option<Detected> {
    detect_with_claims(text, &[])
}

/// As [`detect`], with what the author's client claimed as a prior.
#[must_use]
pub fn detect_with_claims(text: &str, claims: &[Lang]) -> Option<Detected> {
    let info = whatlang::detect(text)?;
    let lang = Lang::parse(info.lang().code())?;
    let confidence = if claims.contains(&lang) {
        1.0
    } else {
        info.confidence() as f32
    };
    Some(Detected { lang, confidence })
}
