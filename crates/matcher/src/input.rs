//! A post as a caller hands it over, and what is asked of it only if some query wants to know.

use std::cell::OnceCell;

use model::{Lang, MediaKind, Network, Post, PostKind, SpanKind};
use query::{Doc, Expr, Facts, Has, Is};

use crate::reading::ALTS_MAX;

/// A post to hold queries against.
#[derive(Clone, Copy)]
pub struct Input<'i> {
    pub post: &'i Post,
    /// What is known beside the post. If its language is not among it, `lang` is asked.
    pub facts: &'i Facts,
    /// Decides the language; asked once at most, and only if a query that could match wants it.
    pub lang: &'i dyn Fn() -> Option<Lang>,
}

impl<'i> Input<'i> {
    /// A post of which all is known that ever will be.
    #[must_use]
    pub fn known(post: &'i Post, facts: &'i Facts) -> Self {
        Self {
            post,
            facts,
            lang: &|| None,
        }
    }
}

/// The same with the answers given so far.
pub(crate) struct Asked<'i> {
    pub(crate) input: Input<'i>,
    lang: OnceCell<Option<Lang>>,
    is_question: OnceCell<bool>,
    doc: OnceCell<Doc>,
}

/// Something true or not of a post as a whole, as a program names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Network(Network),
    Has(Has),
    Is(Is),
}

impl Fact {
    /// Its number in programs.
    pub(crate) fn number(self) -> u32 {
        let position = |at: Option<usize>| at.expect("it is one of all") as u32;
        match self {
            Self::Network(it) => position(Network::ALL.iter().position(|other| *other == it)),
            Self::Has(it) => HAS + position(Has::ALL.iter().position(|other| *other == it)),
            Self::Is(it) => IS + position(Is::ALL.iter().position(|other| *other == it)),
        }
    }

    pub(crate) fn numbered(number: u32) -> Option<Self> {
        let network = Network::ALL
            .get(number as usize)
            .map(|it| Self::Network(*it));
        let has = || {
            Has::ALL
                .get(number.checked_sub(HAS)? as usize)
                .map(|it| Self::Has(*it))
        };
        let is = || {
            Is::ALL
                .get(number.checked_sub(IS)? as usize)
                .map(|it| Self::Is(*it))
        };
        network.or_else(has).or_else(is)
    }
}

/// A figure of a post, as a program names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    Followers,
    Engagement,
}

/// Where the numbers of each kind of fact begin.
const HAS: u32 = Network::ALL.len() as u32;
const IS: u32 = HAS + Has::ALL.len() as u32;

impl<'i> Asked<'i> {
    pub(crate) const fn new(input: Input<'i>) -> Self {
        Self {
            input,
            lang: OnceCell::new(),
            is_question: OnceCell::new(),
            doc: OnceCell::new(),
        }
    }

    fn lang(&self) -> Option<Lang> {
        let ask = || self.input.facts.lang.or_else(self.input.lang);
        *self.lang.get_or_init(ask)
    }

    /// The languages of the post: the one decided, or else those claimed.
    pub(crate) fn langs(&self) -> &[Lang] {
        self.lang();
        match self.lang.get() {
            Some(Some(lang)) => std::slice::from_ref(lang),
            _ => &self.input.post.langs,
        }
    }

    /// Whether it is in the language of a number.
    pub(crate) fn is_in(&self, number: u32) -> bool {
        self.langs().iter().any(|it| it.number() == number)
    }

    /// The post as the evaluator has it.
    pub(crate) fn satisfies(&self, expr: &Expr) -> bool {
        let doc = self.doc.get_or_init(|| {
            let facts = Facts {
                lang: self.lang(),
                ..self.input.facts.clone()
            };
            Doc::with_facts(self.input.post, facts)
        });
        query::evaluate(expr, doc).is_some()
    }

    pub(crate) fn figure(&self, figure: Figure) -> Option<u64> {
        let post = self.input.post;
        match figure {
            Figure::Followers => post.author.followers,
            Figure::Engagement => {
                let counts = [post.counts.replies, post.counts.reposts, post.counts.likes];
                let is_told = counts.iter().any(Option::is_some);
                let sum = || counts.into_iter().flatten().fold(0, u64::saturating_add);
                is_told.then(sum)
            }
        }
    }

    pub(crate) fn is_so(&self, fact: Fact, has_written_link: bool) -> bool {
        let Input { post, facts, .. } = self.input;
        match fact {
            Fact::Network(network) => post.at.network == network,
            Fact::Has(has) => match has {
                Has::Image => post.media.iter().any(|it| it.kind == MediaKind::Image),
                Has::Video => post.media.iter().any(|it| it.kind == MediaKind::Video),
                Has::Audio => post.media.iter().any(|it| it.kind == MediaKind::Audio),
                Has::OtherMedia => post.media.iter().any(|it| it.kind == MediaKind::Other),
                Has::Media => !post.media.is_empty(),
                Has::Poll => post.poll.is_some(),
                Has::Alt => {
                    let read = post.media.iter().take(usize::from(ALTS_MAX));
                    read.into_iter().any(|it| !it.alt.as_raw().is_empty())
                }
                Has::Link => {
                    let is_link = |kind: &SpanKind| matches!(kind, SpanKind::Link(_));
                    has_written_link
                        || post.card.is_some()
                        || post.spans.iter().any(|it| is_link(&it.kind))
                }
            },
            Fact::Is(is) => match is {
                Is::Reply => matches!(post.kind, PostKind::Reply { .. }),
                Is::Repost => matches!(post.kind, PostKind::Repost { .. }),
                Is::Quote => matches!(post.kind, PostKind::Quote { .. }),
                Is::Ours => facts.ours,
                Is::Press => post.at.network == Network::Press,
                Is::Question => {
                    let ask = || text::is_question(post.text.as_raw());
                    *self.is_question.get_or_init(ask)
                }
            },
        }
    }
}
