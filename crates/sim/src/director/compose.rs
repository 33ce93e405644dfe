//! From a line of content to a post.

use super::{Bindings, Director, Task, Thread, ThreadId};
use crate::{
    event::{AccountId, Article, Image, NewPost, PostIndex},
    grammar,
    library::{Block, BlockId, LineId, Mood},
    media,
    rhythm::{HOUR_US, MINUTE_US, Moment},
    voice::{Tone, Typed},
};

/// How often a text that was already said is said otherwise before silence is kept.
const REWRITES: usize = 5;
/// A text comes back from somebody else after so many posts, about a month: nobody remembers.
const OBLIVION_POSTS: u64 = 20_000;
/// Few people write in other languages, and fewer read them.
const OBLIVION_FOREIGN_POSTS: u64 = 12_000;
/// A very short answer ("merci !") may be said by two people.
const ECHO_LETTERS_MAX: usize = 5;

/// How often who could show several pictures does.
const ALBUM_CHANCE: f64 = 0.4;
/// What networks show of one post, at most.
const ALBUM_MAX: usize = 4;

/// Fewer likes than that are not told: half of all posts have one or two.
const LIKES_SEEN: f64 = 1.0;

/// What a post is written from.
#[derive(Clone, Copy)]
pub(super) struct Brief<'a> {
    pub(super) author: AccountId,
    pub(super) block: &'a Block,
    pub(super) line: LineId,
    pub(super) is_reply: bool,
    pub(super) mood: Mood,
}

impl Director {
    /// Writes a line in somebody's voice; `None` when all its ways were said already.
    pub(super) fn write(
        &mut self,
        brief: Brief<'_>,
        bindings: &mut Bindings,
        moment: &Moment,
    ) -> Option<Typed> {
        let library = self.library;
        let cast = self.cast.clone();
        let account = cast.get(brief.author);
        let mut dice = self.dice.clone();
        let mut written = None;
        for _ in 0..REWRITES {
            let mut fresh = bindings.clone();
            let plain = grammar::expand(
                &library.lines[brief.line].nodes,
                account.is_she,
                &mut dice,
                &mut |name, is_fresh, dice| {
                    self.fill(name, is_fresh, brief.author, &mut fresh, moment, dice)
                },
            );
            let plain = if brief.block.is_raw {
                plain
            } else {
                tidy(&plain)
            };
            let is_foreign = brief.block.lang.is_some() || brief.block.is_raw;
            let typed = if is_foreign {
                Typed {
                    text: plain.clone(),
                    meant: None,
                    plain,
                }
            } else {
                let tone = Tone {
                    mood: brightened(brief.mood, &plain),
                    is_addressed: plain.contains('@')
                        || brief.mood == Mood::Question && brief.block.service.is_some(),
                    is_reply: brief.is_reply,
                    is_evening: moment.hour() >= 18 || moment.hour() < 4,
                    tags: &brief.block.tags,
                };
                // Nobody dresses up the choices of a poll.
                let question = match plain.split_once("||") {
                    Some((question, _)) if brief.block.poll_hours.is_some() => question.trim_end(),
                    _ => &plain,
                };
                Typed {
                    plain: plain.clone(),
                    ..account.voice.types(question, tone, library, &mut dice)
                }
            };
            // A service answers many people in the same words, each by their name.
            let is_echo = brief.is_reply
                && (account.is_official() || typed.text.chars().count() <= ECHO_LETTERS_MAX);
            let oblivion = if is_foreign {
                OBLIVION_FOREIGN_POSTS
            } else {
                OBLIVION_POSTS
            };
            if is_echo || self.is_new(&typed.text, oblivion) {
                *bindings = fresh;
                written = Some(typed);
                break;
            }
        }
        self.dice = dice;
        self.memory.lines[brief.line] = Some(self.memory.written);
        self.memory.uses[brief.line] += 1;
        self.memory.said.insert((brief.author, brief.line));
        written
    }

    /// Whether nobody wrote this lately; it is then remembered as written now.
    fn is_new(&mut self, text: &str, oblivion: u64) -> bool {
        let now = self.memory.written;
        let key = fingerprint(text);
        let is_known = self
            .memory
            .texts
            .get(&key)
            .is_some_and(|at| at + oblivion > now);
        if !is_known {
            self.memory.texts.insert(key, now);
        }
        !is_known
    }

    /// Opens a conversation.
    pub(super) fn open(
        &mut self,
        author: AccountId,
        block: BlockId,
        line: LineId,
        bindings: Bindings,
        moment: &Moment,
    ) -> Option<ThreadId> {
        self.open_on(author, block, line, bindings, moment, None)
    }

    /// Opens a conversation, on an article if there is one.
    pub(super) fn open_on(
        &mut self,
        author: AccountId,
        block: BlockId,
        line: LineId,
        mut bindings: Bindings,
        moment: &Moment,
        shared: Option<PostIndex>,
    ) -> Option<ThreadId> {
        let library = self.library;
        let situation = &library.blocks[block];
        let brief = Brief {
            author,
            block: situation,
            line,
            is_reply: false,
            mood: situation.mood,
        };
        let typed = self.write(brief, &mut bindings, moment)?;
        self.memory.wear[block] += 1.0 / library.lines[line].depth;
        self.memory.blocks[block] = Some(self.memory.musings);
        self.memory.last_muse[author as usize] = self.now;
        let (text, article) = split_article(&typed.text);
        let post = NewPost {
            author,
            text: text.into(),
            lang: self.claimed_lang(author, situation),
            images: self.pictures(author, situation),
            poll: self.poll(situation, &typed.plain),
            article,
            shared,
            ..NewPost::default()
        };
        let likes = self.likes(author, situation, !post.images.is_empty());
        let (is_article, poll_hours) = (post.article.is_some(), situation.poll_hours);
        let root = self.publish(post, likes);
        if is_article {
            self.plan_links(root, situation.heat);
        }
        if let Some(hours) = poll_hours {
            self.plan_votes(root, hours);
        }
        let thread = self.threads.len();
        self.threads.push(Thread {
            block,
            line,
            said: typed.plain.to_lowercase().into(),
            root,
            opener: author,
            speakers: vec![author],
            bindings,
        });
        self.plan(thread, brightened(situation.mood, &typed.text), moment);
        self.regret(root, author, block, &typed, moment);
        Some(thread)
    }

    pub(super) fn claimed_lang(&self, author: AccountId, block: &Block) -> Option<&'static str> {
        let account = self.cast.get(author);
        match block.lang {
            Some(lang) => account.claims.is_some().then_some(lang),
            None => account.claims,
        }
    }

    fn pictures(&mut self, author: AccountId, block: &Block) -> Box<[Image]> {
        let is_official = self.cast.get(author).is_official();
        let Some(index) = self.dice.pick(&block.images).copied() else {
            return Box::default();
        };
        let chance = if media::PICTURES[index].is_still {
            // Who speaks of a video shows it.
            1.0
        } else if is_official {
            0.75
        } else {
            0.35
        };
        if !self.dice.chance(chance) {
            return Box::default();
        }
        // Services describe their pictures; people, one time in two.
        let alt = is_official || self.dice.chance(0.5);
        let mut all = vec![Image { index, alt }];
        // Who walked about with a camera shows more than one.
        let album = block.images.len() > 1 && self.albums.chance(ALBUM_CHANCE);
        if album {
            let others = block.images.iter().filter(|it| **it != index);
            let most = 1 + self.albums.below(ALBUM_MAX - 1);
            all.extend(others.take(most).map(|index| Image { index: *index, alt }));
        }
        all.into()
    }

    /// How many likes a post will end with.
    pub(super) fn likes(&mut self, author: AccountId, block: &Block, has_image: bool) -> f64 {
        let followers = f64::from(self.cast.get(author).followers);
        let reach = 0.6 + (1.0 + followers / 40.0).ln();
        let picture = if has_image { 1.7 } else { 1.0 };
        self.dice
            .skewed(reach * (0.6 + block.heat * 0.5) * picture, 0.8)
            .min(900.0)
    }

    /// Second thoughts: an edit, a deletion, and the figures that grow.
    pub(super) fn regret(
        &mut self,
        post: PostIndex,
        author: AccountId,
        block: BlockId,
        typed: &Typed,
        moment: &Moment,
    ) {
        self.schedule_counts(post);
        if self.cast.get(author).is_official() {
            if self.cast.get(author).kind == crate::cast::Kind::Official("fake") {
                let wait = self.dice.between(50, 400);
                self.schedule(
                    self.now + wait * MINUTE_US,
                    Task::Suspend { account: author },
                );
            }
            return;
        }
        let situation = &self.library.blocks[block];
        // Nobody may reword a question that others have answered.
        let may_edit = situation.poll_hours.is_none();
        if may_edit
            && let Some(meant) = &typed.meant
            && self.dice.chance(0.3)
        {
            let wait = self.dice.between(1, 9);
            self.schedule(
                self.now + wait * MINUTE_US,
                Task::Edit {
                    post,
                    text: meant.as_str().into(),
                },
            );
        } else if may_edit
            && self.dice.chance(0.12)
            && let Some(thread) = self.threads.last().filter(|it| it.root == post)
        {
            let lines = &self.library.lines;
            let fits = |&it: &LineId| lines[it].fits(&lines[thread.line], &thread.said);
            let fit: Vec<LineId> = situation.edits.iter().copied().filter(fits).collect();
            if let Some(line) = self.free_line(&fit, author, moment) {
                self.append_later(post, author, block, line, typed, moment);
            }
        }
        if self.dice.chance(if situation.mood == Mood::Complaint {
            0.025
        } else {
            0.009
        }) {
            let wait = self.dice.skewed(45.0, 1.2).min(2_000.0) as i64;
            self.schedule(self.now + (wait + 1) * MINUTE_US, Task::Delete { post });
        }
    }

    fn append_later(
        &mut self,
        post: PostIndex,
        author: AccountId,
        block: BlockId,
        line: LineId,
        typed: &Typed,
        moment: &Moment,
    ) {
        let situation = &self.library.blocks[block];
        let mut bindings = self
            .threads
            .last()
            .map(|it| it.bindings.clone())
            .unwrap_or_default();
        let brief = Brief {
            author,
            block: situation,
            line,
            is_reply: true,
            mood: situation.mood,
        };
        let Some(added) = self.write(brief, &mut bindings, moment) else {
            return;
        };
        let sign = ["Edit : ", "EDIT ", "[modif] ", "MAJ : ", "Edit "][author as usize % 5];
        let wait = self.dice.skewed(90.0, 0.6).min(600.0) as i64;
        let text = format!("{}\n{sign}{}", typed.text, added.text);
        self.schedule(
            self.now + (wait + 4) * MINUTE_US,
            Task::Edit {
                post,
                text: text.into(),
            },
        );
    }

    fn schedule_counts(&mut self, post: PostIndex) {
        let likes = self.posts[post as usize].likes;
        if likes < LIKES_SEEN {
            return;
        }
        let first = self.dice.between(12, 50);
        self.schedule(
            self.now + first * MINUTE_US,
            Task::Count { post, share: 0.35 },
        );
        if likes > 4.0 {
            let second = self.dice.between(100, 260);
            self.schedule(
                self.now + second * MINUTE_US,
                Task::Count { post, share: 0.8 },
            );
        }
        if likes > 16.0 {
            let third = self.dice.between(9, 20);
            self.schedule(self.now + third * HOUR_US, Task::Count { post, share: 1.0 });
        }
    }
}

/// One space between words, none at the ends, a capital first: choices may leave a hole.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        if letter == ' ' && (out.ends_with(' ') || out.ends_with('\n')) {
            continue;
        }
        if matches!(letter, ',' | '.' | '…') && out.ends_with(' ') {
            out.pop();
        }
        out.push(letter);
    }
    let out = out.replace("\\n", "\n");
    if out.starts_with(['@', '#']) {
        out
    } else {
        grammar::capital(&out)
    }
}

/// Kind words are not decorated with angry faces, whatever the situation is about.
fn brightened(mood: Mood, text: &str) -> Mood {
    const KIND: [&str; 10] = [
        "merci",
        "bravo",
        "applaud",
        "sourire",
        "magnifique",
        "beau",
        "chapeau",
        "adore",
        "réussi",
        "bonheur",
    ];
    let text = text.to_lowercase();
    let is_kind = KIND.iter().any(|it| text.contains(it)) && !text.contains("merci d'avance");
    match mood {
        Mood::Complaint | Mood::Worry if is_kind => Mood::Plain,
        other => other,
    }
}

/// Papers write `title || body`.
fn split_article(text: &str) -> (&str, Option<Box<Article>>) {
    match text.split_once("||") {
        Some((title, body)) => {
            let article = Article {
                title: title.trim().into(),
                body: body.trim().into(),
            };
            (title.trim(), Some(Box::new(article)))
        }
        None => (text, None),
    }
}

/// The same for texts that differ by case or spaces only (FNV-1a).
fn fingerprint(text: &str) -> u64 {
    text.chars()
        .filter(|it| it.is_alphanumeric() || !it.is_ascii())
        .flat_map(char::to_lowercase)
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, letter| {
            (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
        })
}
