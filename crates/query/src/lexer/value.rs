//! What stands after the colon of a field.

use std::ops::Range;

use jiff::civil::Date;
use model::{Lang, Network};

use super::{Kind, Lexer, is_blank, is_star, leaf::half_width};
use crate::{
    Code, Compare, Comparison, Filter, Handle, Name, Term, Url, Within,
    reference::{self, Operator, Role},
};

/// The places of `name:value`.
pub(super) struct Value {
    /// The name, without the colon.
    pub(super) name: Range<usize>,
    pub(super) whole: Range<usize>,
    /// The value, without its quotation marks.
    pub(super) span: Range<usize>,
}

/// Why a value cannot be read, and what would mend it.
struct Refusal {
    code: Code,
    span: Range<usize>,
    fix: Option<(Range<usize>, String)>,
}

impl Value {
    fn is_quoted(&self) -> bool {
        self.name.end + 1 < self.span.start && self.span.end < self.whole.end
    }

    /// A refusal of the value, which `meant` would replace if it is known.
    fn refusal(&self, code: Code, meant: Option<String>) -> Refusal {
        let fix = meant.map_or_else(
            || (self.whole.clone(), String::new()),
            |it| (self.span.clone(), it),
        );
        Refusal {
            code,
            span: self.span.clone(),
            fix: Some(fix),
        }
    }
}

impl Lexer<'_> {
    /// Reads the value of a field; `None` after an error told.
    pub(super) fn value(&mut self, operator: &Operator, value: &Value) -> Option<Kind> {
        let written = &self.source[value.span.clone()];
        let read = match operator.role {
            Role::Raw => Term::exact(written)
                .map(|term| Kind::Term { term, quoted: true })
                .ok_or_else(|| unsearchable(value, written)),
            _ => self.filter(operator.role, value).map(Kind::Filter),
        };
        match read {
            Ok(kind) => Some(kind),
            Err(Refusal { code, span, fix }) => {
                let fix = fix.as_ref().map(|(span, it)| (span.clone(), it.as_str()));
                self.tell(crate::Severity::Error, code, span, fix);
                None
            }
        }
    }

    fn filter(&self, role: Role, value: &Value) -> Result<Filter, Refusal> {
        let written = &self.source[value.span.clone()];
        let named = || Name::new(written).ok_or_else(|| unsearchable(value, written));
        Ok(match role {
            Role::From => Filter::From(self.handle(value)?),
            Role::To => Filter::To(self.handle(value)?),
            Role::Mentions => Filter::Mentions(self.handle(value)?),
            Role::Source => Filter::Source(named()?),
            // Accounts are called as they are shown, often with their sign.
            Role::Account => Filter::Account(
                Name::new(
                    written
                        .trim_start_matches(is_blank)
                        .trim_start_matches(['@', '＠']),
                )
                .ok_or_else(|| unsearchable(value, written))?,
            ),
            Role::List => Filter::List(named()?),
            Role::Query => Filter::Query(named()?),
            Role::Url => Filter::Url(self.url(value)?),
            Role::Site => Filter::Site(self.url(value)?),
            Role::Has => Filter::Has(self.choice(&reference::HAS, value)?),
            Role::Is => Filter::Is(self.choice(&reference::IS, value)?),
            Role::Followers => Filter::Followers(self.comparison(value)?),
            Role::Engagement => Filter::Engagement(self.comparison(value)?),
            Role::Since => Filter::Since(self.date(value)?),
            Role::Until => Filter::Until(self.date(value)?),
            Role::Within => Filter::Within(self.within(value)?),
            Role::Lang => Filter::Lang(language(written).ok_or_else(|| {
                let code = Code::UnknownLanguage {
                    written: written.into(),
                };
                value.refusal(code, language_meant(written).map(|it| it.to_string()))
            })?),
            _ => Filter::Network(network(written).ok_or_else(|| {
                let code = Code::UnknownNetwork {
                    written: written.into(),
                };
                value.refusal(code, network_meant(written).map(|it| it.slug().to_owned()))
            })?),
        })
    }

    fn handle(&self, value: &Value) -> Result<Handle, Refusal> {
        self.without_star(value)?;
        let written = &self.source[value.span.clone()];
        Handle::new(written).ok_or_else(|| unsearchable(value, written))
    }

    fn url(&self, value: &Value) -> Result<Url, Refusal> {
        self.without_star(value)?;
        let written = &self.source[value.span.clone()];
        Url::new(written).ok_or_else(|| unsearchable(value, written))
    }

    /// Handles and addresses have no beginnings.
    fn without_star(&self, value: &Value) -> Result<(), Refusal> {
        let written = &self.source[value.span.clone()];
        let Some((at, star)) = written.char_indices().find(|(_, c)| is_star(*c)) else {
            return Ok(());
        };
        let star = value.span.start + at..value.span.start + at + star.len_utf8();
        Err(Refusal {
            code: Code::StarInside,
            span: star.clone(),
            fix: Some((star, String::new())),
        })
    }

    /// One of the values a field has.
    fn choice<T: Copy>(&self, table: &[(T, reference::Both)], value: &Value) -> Result<T, Refusal> {
        let written = &self.source[value.span.clone()];
        let name = &self.source[value.name.clone()];
        reference::value(table, written).ok_or_else(|| {
            let code = Code::UnknownValue {
                name: name.into(),
                written: written.into(),
            };
            let spellings = table.iter().flat_map(|(_, it)| [it.english, it.french]);
            let meant = reference::closest(written, spellings).map(str::to_owned);
            // A handle after `a:` was meant for `à:`, which many keyboards make hard.
            let to = reference::operator(Role::To).name.french;
            if meant.is_none() && name.eq_ignore_ascii_case(&text::fold(to)) {
                let fix = Some((value.name.clone(), to.to_owned()));
                let span = value.span.clone();
                return Refusal { code, span, fix };
            }
            value.refusal(code, meant)
        })
    }

    fn comparison(&self, value: &Value) -> Result<Compare, Refusal> {
        let written = &self.source[value.span.clone()];
        let name = &self.source[value.name.clone()];
        comparison(&half_width(written)).ok_or_else(|| {
            let code = Code::NotAFigure {
                name: name.into(),
                written: written.into(),
            };
            // `followers: > 1000`: a space too many.
            let rest = &self.source[value.whole.end..];
            let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
            let figure = rest[blanks..].starts_with(|c: char| c.is_ascii_digit());
            if figure
                && !value.is_quoted()
                && sign(&half_width(written)).is_some_and(|(_, it)| it.is_empty())
            {
                let gap = value.whole.end..value.whole.end + blanks;
                let (span, fix) = (value.span.clone(), Some((gap, String::new())));
                return Refusal { code, span, fix };
            }
            if let Some((least, most)) = written.split_once("..")
                && let (Some(least), Some(most)) = (figure_of(least), figure_of(most))
            {
                let both = format!("{name}:>={least} {name}:<={most}");
                let (span, fix) = (value.span.clone(), Some((value.whole.clone(), both)));
                return Refusal { code, span, fix };
            }
            let meant = figure_of(&half_width(written)).map(|it| format!(">={it}"));
            value.refusal(code, meant)
        })
    }

    fn date(&self, value: &Value) -> Result<Date, Refusal> {
        let written = &self.source[value.span.clone()];
        let usual = half_width(written);
        date(usual.split('-')).ok_or_else(|| {
            let code = Code::NotADate {
                written: written.into(),
            };
            // `31/12/2026`, as it is written in France, and `2026/12/31`.
            let parts: Vec<&str> = usual.split(['/', '.', '-']).collect();
            let meant = date(parts.iter().rev().copied()).or_else(|| date(parts.iter().copied()));
            value.refusal(code, meant.map(|it| it.to_string()))
        })
    }

    fn within(&self, value: &Value) -> Result<Within, Refusal> {
        let written = &self.source[value.span.clone()];
        let usual = half_width(written).to_lowercase();
        within(&usual).ok_or_else(|| {
            let code = Code::NotADuration {
                written: written.into(),
            };
            let digits = !usual.is_empty() && usual.bytes().all(|it| it.is_ascii_digit());
            let meant = format!("{usual}d");
            value.refusal(code, (digits && within(&meant).is_some()).then_some(meant))
        })
    }
}

fn unsearchable(value: &Value, written: &str) -> Refusal {
    let code = Code::NothingSearchable {
        written: written.into(),
    };
    value.refusal(code, None)
}

/// The comparison a text begins with, and the rest.
fn sign(written: &str) -> Option<(Comparison, &str)> {
    let signs = [
        (">=", Comparison::AtLeast),
        ("≥", Comparison::AtLeast),
        ("⩾", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        ("≤", Comparison::AtMost),
        ("⩽", Comparison::AtMost),
        (">", Comparison::More),
        ("<", Comparison::Less),
        ("=", Comparison::Equal),
    ];
    signs
        .into_iter()
        .find_map(|(sign, it)| Some((it, written.strip_prefix(sign)?)))
}

fn comparison(written: &str) -> Option<Compare> {
    let (comparison, bound) = sign(written)?;
    let bound = figure_of(bound)?;
    Some(Compare { comparison, bound })
}

/// `1000`, `10k`, `2M`.
fn figure_of(written: &str) -> Option<u64> {
    let lower = written.to_lowercase();
    let unit = reference::MULTIPLES
        .into_iter()
        .find_map(|(unit, n)| Some((lower.strip_suffix(unit)?, n)));
    let (digits, unit) = unit.unwrap_or((&lower, 1));
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    let figure = is_number.then(|| digits.parse::<u64>().ok()).flatten()?;
    figure.checked_mul(unit)
}

/// A year of four digits, a month, a day.
fn date<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Date> {
    let parts: Vec<&str> = parts.collect();
    let [year, month, day] = *parts.as_slice() else {
        return None;
    };
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || ![year, month, day].into_iter().all(is_number) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `36h`, `7d` or `7j`, `2w` or `2s`.
fn within(written: &str) -> Option<Within> {
    let unit = written.chars().next_back()?;
    let hours: u32 = match unit {
        'h' => 1,
        'd' | 'j' => 24,
        'w' | 's' => 7 * 24,
        _ => return None,
    };
    let digits = &written[..written.len() - unit.len_utf8()];
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    let n: u32 = is_number.then(|| digits.parse().ok()).flatten()?;
    Within::new(n.checked_mul(hours)?)
}

/// Two-letter codes of ISO 639-1, then the three-letter ones without a two-letter form that people
/// post in.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr \
    cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht \
    hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li \
    ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl \
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn \
    to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu \
    ast bho ceb ckb crs cmn fil frp gcf gcr gsw haw hsb jam kab kmr lad lij lmo mai mfe mos nap nds pap \
    pcd pcm pms rcf rmy rup scn sco szl tet tpi vec war yue zgh";

/// Names and other codes people type, with the code meant.
const LANGUAGE_NAMES: [(&str, &str); 30] = [
    ("francais", "fr"),
    ("french", "fr"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("anglais", "en"),
    ("english", "en"),
    ("eng", "en"),
    ("breton", "br"),
    ("brezhoneg", "br"),
    ("bre", "br"),
    ("allemand", "de"),
    ("german", "de"),
    ("deu", "de"),
    ("espagnol", "es"),
    ("spanish", "es"),
    ("spa", "es"),
    ("italien", "it"),
    ("italian", "it"),
    ("ita", "it"),
    ("portugais", "pt"),
    ("portuguese", "pt"),
    ("arabe", "ar"),
    ("arabic", "ar"),
    ("chinois", "zh"),
    ("chinese", "zh"),
    ("neerlandais", "nl"),
    ("dutch", "nl"),
    ("basque", "eu"),
    ("corse", "co"),
    ("occitan", "oc"),
];

fn language(value: &str) -> Option<Lang> {
    let lang = Lang::parse(&half_width(value))?;
    LANGUAGES
        .split_ascii_whitespace()
        .any(|it| it == lang.as_str())
        .then_some(lang)
}

fn language_meant(value: &str) -> Option<Lang> {
    let folded = text::fold(value);
    let (_, code) = LANGUAGE_NAMES.iter().find(|(name, _)| *name == folded)?;
    Lang::parse(code)
}

fn network(value: &str) -> Option<Network> {
    Network::parse(text::fold(value).trim())
}

/// The network whose slug begins like what was typed, if there is one only.
fn network_meant(value: &str) -> Option<Network> {
    const LETTERS_MIN: usize = 2;
    let folded = text::fold(value);
    if folded.chars().count() < LETTERS_MIN {
        return None;
    }
    let mut near = Network::ALL.into_iter().filter(|it| {
        let same = it
            .slug()
            .chars()
            .zip(folded.chars())
            .take_while(|(a, b)| a == b)
            .count();
        same >= LETTERS_MIN && same * 2 >= folded.chars().count()
    });
    near.next().filter(|_| near.next().is_none())
}
