//! The life of the city: who does what when. A simulation by events, one queue ordered by the story's
//! clock, one sequence of chance: the same seed always plays the same life, however far it is played.
//!
//! The director knows nothing of real time: `show` decides when a scene is seen.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use crate::{
    cast::Cast,
    dice::Dice,
    event::{AccountId, Figures, Happening, NewPost, PostIndex, Scene},
    library::{BlockId, Library, LineId, Mood, Speaker},
    rhythm::{DAY_US, HOUR_US, MINUTE_US, Moment},
    settings::Settings,
};

mod attach;
mod choose;
mod compose;
mod stories;
mod threads;

/// First posts an hour, stories apart, in an ordinary hour.
const MUSINGS_PER_HOUR: f64 = 24.0;
/// Even at night somebody may wake up.
const MUSING_WAIT_US_MAX: i64 = 40 * MINUTE_US;
/// A line of content rests for so many posts before anybody writes it again.
const REST_POSTS: u64 = 600;
/// Services always speak with the same voice: their words are known sooner.
const REST_SERVICE_POSTS: u64 = 800;
/// A situation rests for so many first posts.
const REST_MUSINGS: u64 = 24;

type ThreadId = usize;
type RunId = usize;

#[derive(Clone, Debug)]
enum Task {
    /// Somebody has something to say.
    Muse,
    Answer {
        thread: ThreadId,
        parent: PostIndex,
        line: LineId,
    },
    Quote {
        thread: ThreadId,
        line: LineId,
    },
    Repost {
        of: PostIndex,
        by: AccountId,
    },
    Count {
        post: PostIndex,
        share: f64,
    },
    Vote {
        post: PostIndex,
        crowd: u32,
    },
    Link {
        article: PostIndex,
    },
    Edit {
        post: PostIndex,
        text: Box<str>,
    },
    Delete {
        post: PostIndex,
    },
    /// Somebody leaves the network.
    Leave,
    Return {
        account: AccountId,
    },
    Suspend {
        account: AccountId,
    },
    /// A story begins; in live it comes back.
    Begin {
        story: usize,
        is_recurring: bool,
    },
    /// Somebody speaks of a story's phase.
    Stir {
        run: RunId,
        story: usize,
        phase: usize,
        until: i64,
    },
    Scripted {
        run: RunId,
        block: BlockId,
    },
}

/// A first post and what grows under it.
#[derive(Clone, Debug)]
struct Thread {
    block: BlockId,
    /// The line the first post was written from.
    line: LineId,
    /// What it said, in small letters, before anybody's habits of typing.
    said: Box<str>,
    root: PostIndex,
    opener: AccountId,
    speakers: Vec<AccountId>,
    bindings: Bindings,
}

/// The values of slots already said, which the rest of a thread repeats.
type Bindings = Vec<(Box<str>, Box<str>)>;

/// What the director remembers of a post.
#[derive(Clone, Debug)]
struct Known {
    author: AccountId,
    parent: Option<PostIndex>,
    is_alive: bool,
    likes: f64,
    figures: Figures,
}

#[derive(Clone, Debug)]
pub(crate) struct Director {
    seed: u64,
    cast: Arc<Cast>,
    library: &'static Library,
    dice: Dice,
    /// Of its own: how many pictures a post shows changes nothing else of the city's life.
    albums: Dice,
    now: i64,
    /// Earliest first; the number keeps the order of what is due at the same instant.
    queue: BinaryHeap<Reverse<(i64, u64)>>,
    tasks: Vec<Option<Task>>,
    free: Vec<usize>,
    order: u64,
    ready: VecDeque<Scene>,
    posts: Vec<Known>,
    threads: Vec<Thread>,
    runs: Vec<Bindings>,
    /// Who is away, by account.
    away: Vec<bool>,
    memory: Memory,
}

/// What keeps people from repeating themselves and each other.
#[derive(Clone, Debug)]
struct Memory {
    /// When each line was last written, counted in posts.
    lines: Vec<Option<u64>>,
    /// How often each line was written: the less, the sooner it comes.
    uses: Vec<u32>,
    /// How worn the lines of each situation are, all together.
    wear: Vec<f64>,
    /// When each situation was last opened, counted in first posts.
    blocks: Vec<Option<u64>>,
    musings: u64,
    written: u64,
    said: HashSet<(AccountId, LineId)>,
    /// When each text was last written, counted in posts.
    texts: HashMap<u64, u64>,
    /// First posts of each inhabitant, so that nobody floods.
    last_muse: Vec<i64>,
}

impl Director {
    pub(crate) fn new(settings: &Settings, cast: Arc<Cast>, library: &'static Library) -> Self {
        let start = settings.start.as_microsecond();
        let begin = start - i64::from(settings.days()) * DAY_US;
        let memory = Memory {
            lines: vec![None; library.lines.len()],
            uses: vec![0; library.lines.len()],
            wear: vec![0.0; library.blocks.len()],
            blocks: vec![None; library.blocks.len()],
            musings: REST_MUSINGS,
            written: 0,
            said: HashSet::new(),
            texts: HashMap::new(),
            last_muse: vec![i64::MIN / 2; cast.accounts.len()],
        };
        let away = vec![false; cast.accounts.len()];
        let mut it = Self {
            seed: settings.seed,
            cast,
            library,
            dice: Dice::new(settings.seed, "life"),
            albums: Dice::new(settings.seed, "albums"),
            now: begin,
            queue: BinaryHeap::new(),
            tasks: Vec::new(),
            free: Vec::new(),
            order: 0,
            ready: VecDeque::new(),
            posts: Vec::new(),
            threads: Vec::new(),
            runs: Vec::new(),
            away,
            memory,
        };
        it.schedule(begin, Task::Muse);
        it.schedule(begin + 9 * HOUR_US, Task::Leave);
        it.schedule_past(settings.start, begin);
        it
    }

    /// The next scene whose instant is before `end`, if one is.
    pub(crate) fn next_before(&mut self, end: i64) -> Option<Scene> {
        loop {
            if let Some(scene) = self.ready.pop_front() {
                return Some(scene);
            }
            let &Reverse((at, _)) = self.queue.peek()?;
            if at >= end {
                return None;
            }
            self.step();
        }
    }

    /// The next scene. There always is one: the city never sleeps for ever.
    pub(crate) fn next(&mut self) -> Scene {
        self.next_before(i64::MAX)
            .expect("`Muse` schedules itself again")
    }

    /// Closes the past: what was about to happen will, counted from `morning`, when live begins.
    pub(crate) fn go_live(&mut self, start: jiff::Timestamp, morning: i64) {
        let shift = morning - start.as_microsecond();
        self.queue = self
            .queue
            .drain()
            .map(|Reverse((at, key))| Reverse((at + shift, key)))
            .collect();
        for last in &mut self.memory.last_muse {
            *last = last.saturating_add(shift);
        }
        self.now = morning;
        self.schedule_live(morning);
    }

    fn schedule(&mut self, at: i64, task: Task) {
        let at = at.max(self.now);
        // The order in the high bits breaks ties; the slot in the low bits finds the task.
        let slot = self.free.pop().unwrap_or(self.tasks.len());
        if slot == self.tasks.len() {
            self.tasks.push(None);
        }
        self.tasks[slot] = Some(task);
        self.order += 1;
        self.queue
            .push(Reverse((at, self.order << 32 | slot as u64)));
    }

    fn step(&mut self) {
        let Some(Reverse((at, key))) = self.queue.pop() else {
            return;
        };
        self.now = at;
        let slot = (key & 0xffff_ffff) as usize;
        let Some(task) = self.tasks[slot].take() else {
            return;
        };
        self.free.push(slot);
        match task {
            Task::Muse => self.muse(),
            Task::Answer {
                thread,
                parent,
                line,
            } => self.answer(thread, parent, line),
            Task::Quote { thread, line } => self.quote(thread, line),
            Task::Repost { of, by } => self.repost(of, by),
            Task::Count { post, share } => self.count(post, share),
            Task::Vote { post, crowd } => self.vote(post, crowd),
            Task::Link { article } => self.link(article),
            Task::Edit { post, text } => {
                if self.posts[post as usize].is_alive {
                    self.emit(Happening::Edit { post, text });
                }
            }
            Task::Delete { post } => self.delete(post),
            Task::Leave => self.leave(),
            Task::Return { account } => {
                if std::mem::replace(&mut self.away[account as usize], false) {
                    self.emit(Happening::Account {
                        account,
                        active: true,
                    });
                }
            }
            Task::Suspend { account } => {
                if !std::mem::replace(&mut self.away[account as usize], true) {
                    self.emit(Happening::Account {
                        account,
                        active: false,
                    });
                    let back = self.dice.between(20, 60);
                    self.schedule(self.now + back * HOUR_US, Task::Return { account });
                }
            }
            Task::Begin {
                story,
                is_recurring,
            } => self.begin(story, is_recurring),
            Task::Stir {
                run,
                story,
                phase,
                until,
            } => self.stir(run, story, phase, until),
            Task::Scripted { run, block } => self.scripted(run, block),
        }
    }

    fn emit(&mut self, what: Happening) {
        self.ready.push_back(Scene {
            story_us: self.now,
            what,
        });
    }

    fn moment(&self) -> Moment {
        Moment::of(self.now, self.seed)
    }

    /// Somebody has something to say about their day.
    fn muse(&mut self) {
        let moment = self.moment();
        let mean = HOUR_US as f64 / (MUSINGS_PER_HOUR * moment.activity());
        let wait = (self.dice.wait(mean) as i64).clamp(MINUTE_US / 6, MUSING_WAIT_US_MAX);
        self.schedule(self.now + wait, Task::Muse);
        if let Some((author, block, line)) = self.choose_daily(&moment) {
            self.memory.musings += 1;
            self.open(author, block, line, Bindings::new(), &moment);
        }
    }

    /// Registers a post and tells of it.
    fn publish(&mut self, post: NewPost, likes: f64) -> PostIndex {
        let index = self.posts.len() as PostIndex;
        if let Some((parent, _)) = post.reply_to {
            self.posts[parent as usize].figures.replies += 1;
        }
        if let Some(of) = post.repost_of.or(post.quote_of) {
            self.posts[of as usize].figures.reposts += 1;
        }
        self.posts.push(Known {
            author: post.author,
            parent: post.reply_to.map(|(parent, _)| parent),
            is_alive: true,
            likes,
            figures: Figures::default(),
        });
        self.memory.written += 1;
        self.emit(Happening::Post(Box::new(post)));
        index
    }

    fn delete(&mut self, post: PostIndex) {
        let known = &mut self.posts[post as usize];
        if known.is_alive {
            known.is_alive = false;
            self.emit(Happening::Delete { post });
        }
    }

    fn leave(&mut self) {
        let wait = self.dice.between(30, 140);
        self.schedule(self.now + wait * HOUR_US, Task::Leave);
        let account = self.dice.below(self.cast.accounts.len()) as AccountId;
        if !self.cast.get(account).is_official()
            && !std::mem::replace(&mut self.away[account as usize], true)
        {
            self.emit(Happening::Account {
                account,
                active: false,
            });
            let back = self.dice.between(6, 90);
            self.schedule(self.now + back * HOUR_US, Task::Return { account });
        }
    }
}

#[cfg(test)]
mod tests;
