//! What happens, as the ledger of truth holds it: compact, with indices for accounts and posts.

use jiff::Timestamp;

/// Index of an account in the cast.
pub(crate) type AccountId = u32;
/// Index of a post in the ledger, in order of birth.
pub(crate) type PostIndex = u32;

/// A post as the author sent it, before the ledger gives it a date.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewPost {
    pub(crate) author: AccountId,
    pub(crate) text: Box<str>,
    pub(crate) lang: Option<&'static str>,
    /// What it answers, and the first post of that thread.
    pub(crate) reply_to: Option<(PostIndex, PostIndex)>,
    pub(crate) repost_of: Option<PostIndex>,
    pub(crate) quote_of: Option<PostIndex>,
    pub(crate) images: Box<[Image]>,
    pub(crate) article: Option<Box<Article>>,
    /// The paper's post whose article this one links to.
    pub(crate) shared: Option<PostIndex>,
    pub(crate) poll: Option<Box<Poll>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Image {
    /// Index in `media`.
    pub(crate) index: usize,
    pub(crate) alt: bool,
}

/// An item of a paper's feed.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub(crate) title: Box<str>,
    pub(crate) body: Box<str>,
}

/// A question put to the vote, one answer each.
#[derive(Clone, Debug)]
pub(crate) struct Poll {
    pub(crate) choices: Vec<Choice>,
    /// How long people can vote.
    pub(crate) hours: u16,
}

#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) label: Box<str>,
    /// How much of the crowd prefers it, against the other choices.
    pub(crate) favour: u32,
}

impl Poll {
    /// The votes for each choice once `crowd` people were asked: more people, never fewer votes.
    /// Whoever falls between two choices did not vote.
    pub(crate) fn votes(&self, crowd: u32) -> impl Iterator<Item = u64> {
        let all: u64 = self.choices.iter().map(|it| u64::from(it.favour)).sum();
        let votes = move |it: &Choice| u64::from(crowd) * u64::from(it.favour) / all.max(1);
        self.choices.iter().map(votes)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) replies: u32,
    pub(crate) reposts: u32,
    pub(crate) likes: u32,
}

#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Post(Box<NewPost>),
    Edit {
        post: PostIndex,
        text: Box<str>,
    },
    Delete {
        post: PostIndex,
    },
    Account {
        account: AccountId,
        active: bool,
    },
    Counts {
        post: PostIndex,
        figures: Figures,
    },
    /// So many people have now been asked.
    Votes {
        post: PostIndex,
        crowd: u32,
    },
}

/// Something that happens at an instant of the story (microseconds since 1970, story clock).
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) story_us: i64,
    pub(crate) what: Happening,
}

/// An event of the ledger, dated.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) at: Timestamp,
    pub(crate) kind: EventKind,
}

#[derive(Clone, Debug)]
pub(crate) enum EventKind {
    Post(PostIndex),
    /// The index of the version in the post's own list (0 is the text first sent).
    Edit(PostIndex, u32),
    Delete(PostIndex),
    Account {
        account: AccountId,
        active: bool,
    },
    Counts {
        post: PostIndex,
        figures: Figures,
    },
    Votes {
        post: PostIndex,
        crowd: u32,
    },
}
