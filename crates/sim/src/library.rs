//! What can be said: situations, stories and lists, read once from `content/`.
//!
//! ```text
//! # lamp mood=complaint topic=street h=17-23 svc=aubrelac p=0.6 heat=2 tags=Aubrelac
//! * Le lampadaire {de rue} est [encore |]éteint.
//! *teen frr le lampadaire {.rue} il est mort
//! - Même chose devant chez nous.
//! ++ Vous l'avez signalé ?
//! = Merci du signalement, une équipe passe {demain}.
//! ++ Parfait, merci.
//! > Bienvenue {à rue}.
//! ! réparé, merci
//! ```
//!
//! `#` opens a situation. `*` is a first post, `-` another inhabitant's answer, `=` the service's, `+`
//! the one of who is answered; a sign repeated answers the line above that has one sign less (under an
//! institution's own post, `=` answers the `-` just above it). From the third level on, two people talk. `>` quotes, `!` is
//! what an edit adds. A word stuck to the sign keeps the line for people of that style; `(word|other)`
//! after it keeps an answer for the first posts that hold one of these words. In a story,
//! `##` names it and `###` opens a phase (minutes from its start, length, posts an hour).

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{
    grammar::{self, Node},
    media,
    voice::Style,
};

mod files;
mod header;
mod tact;

pub(crate) use tact::Tact;

pub(crate) type LineId = usize;
pub(crate) type BlockId = usize;

/// Who says a line of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// An inhabitant who has not spoken in the thread.
    Other,
    /// Who is answered: the author of the post before the one this line answers.
    Back,
    /// The account in charge.
    Service,
}

#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) nodes: Vec<Node>,
    pub(crate) style: Option<Style>,
    pub(crate) speaker: Speaker,
    /// As written, in small letters: what the cues of answers are looked for in.
    source: String,
    /// An answer that fits only some posts of its situation names words of theirs.
    cues: Vec<&'static str>,
    pub(crate) tact: Tact,
    /// How many times it can be used before it wears like a line without choices used once.
    pub(crate) depth: f64,
    /// What may be answered to this very line.
    pub(crate) answers: Vec<LineId>,
}

impl Line {
    /// Whether this answer fits a post: the line it was written from, and what came out, in small letters.
    pub(crate) fn fits(&self, post: &Self, said: &str) -> bool {
        let is_said = |cue: &&str| {
            if cue.contains(['{', '}']) {
                post.source.contains(*cue)
            } else {
                said.contains(*cue)
            }
        };
        self.cues.is_empty() || self.cues.iter().any(is_said)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mood {
    Complaint,
    Question,
    Thanks,
    Joy,
    Joke,
    Worry,
    #[default]
    Plain,
}

/// Who can write a situation's first post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum By {
    #[default]
    Inhabitant,
    /// This account.
    Account(&'static str),
    /// Any account of this kind (`shop`, `club`).
    Kind(&'static str),
}

#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) id: &'static str,
    pub(crate) mood: Mood,
    /// A bit for each subject.
    pub(crate) topics: u64,
    pub(crate) hours: Option<(u8, u8)>,
    /// A bit for each day of the week, Monday first; 0 is any.
    pub(crate) days: u8,
    pub(crate) months: Option<(u8, u8)>,
    /// Kinds of weather it needs; empty is any.
    pub(crate) weather: Vec<&'static str>,
    pub(crate) weight: f64,
    pub(crate) service: Option<&'static str>,
    pub(crate) service_chance: f64,
    /// How many answers it draws on average.
    pub(crate) heat: f64,
    pub(crate) tags: Vec<&'static str>,
    pub(crate) images: Vec<usize>,
    pub(crate) by: By,
    pub(crate) lang: Option<&'static str>,
    pub(crate) ages: Vec<&'static str>,
    /// Minutes from the beginning of the phase, for what is said once, by somebody in particular.
    pub(crate) at_minutes: Option<i64>,
    /// Asks a question with choices, written after `||` with ` / ` between them, open for so long.
    pub(crate) poll_hours: Option<u16>,
    /// Left as written, whoever writes it: hostile markup must arrive whole.
    pub(crate) is_raw: bool,
    pub(crate) roots: Vec<LineId>,
    pub(crate) replies: Vec<LineId>,
    pub(crate) quotes: Vec<LineId>,
    pub(crate) edits: Vec<LineId>,
}

#[derive(Debug)]
pub(crate) struct Phase {
    pub(crate) at_minutes: i64,
    pub(crate) length_minutes: i64,
    pub(crate) rate_per_hour: f64,
    pub(crate) blocks: Vec<BlockId>,
}

/// A day and a time, from the beginning of the past (negative days) or of live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) day: i64,
    pub(crate) minute: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Story {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "tests tell which story fails by its name")
    )]
    name: &'static str,
    pub(crate) past: Vec<When>,
    pub(crate) live: Option<When>,
    /// Comes back after so many days of live.
    pub(crate) every_days: i64,
    pub(crate) phases: Vec<Phase>,
}

#[derive(Debug, Default)]
pub(crate) struct Library {
    pub(crate) lines: Vec<Line>,
    pub(crate) blocks: Vec<Block>,
    /// The situations of every day, out of any story.
    pub(crate) daily: Vec<BlockId>,
    /// How many first posts these can make.
    pub(crate) daily_roots: usize,
    pub(crate) stories: Vec<Story>,
    pub(crate) lists: BTreeMap<&'static str, Vec<&'static str>>,
    /// How words are shortened, by level (`from = to` of the lists `abrege1` to `abrege3`).
    pub(crate) short_forms: [Vec<ShortForm>; 3],
    topics: Vec<&'static str>,
}

/// A word or two, and how they are shortened.
#[derive(Debug)]
pub(crate) struct ShortForm {
    pub(crate) from: &'static str,
    /// The same with a capital, as it begins a sentence.
    pub(crate) capitalised: String,
    pub(crate) to: &'static str,
}

/// Why a content file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {why}")]
pub(crate) struct ContentError {
    file: &'static str,
    line: usize,
    why: String,
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    Library::read(files::SITUATIONS, files::LISTS).expect("the embedded content is read by a test")
});

/// The content embedded in the program.
pub(crate) fn library() -> &'static Library {
    &LIBRARY
}

impl Library {
    fn read(
        situations: &[(&'static str, &'static str)],
        lists: &[(&'static str, &'static str)],
    ) -> Result<Self, ContentError> {
        let mut it = Self::default();
        for &(file, text) in lists {
            it.read_lists(file, text)?;
        }
        it.short_forms = ["abrege1", "abrege2", "abrege3"].map(|list| short_forms(it.list(list)));
        for &(file, text) in situations {
            it.read_situations(file, text)?;
        }
        it.daily_roots = it.daily.iter().map(|id| it.blocks[*id].roots.len()).sum();
        Ok(it)
    }

    /// The values of a list; empty when there is none of that name.
    pub(crate) fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// The bits of the subjects named, separated by commas.
    pub(crate) fn topics(&mut self, names: &'static str) -> Result<u64, String> {
        let mut bits = 0;
        for name in names.split(',') {
            let index = self
                .topics
                .iter()
                .position(|it| *it == name)
                .unwrap_or_else(|| {
                    self.topics.push(name);
                    self.topics.len() - 1
                });
            if index >= u64::BITS as usize {
                return Err("more than 64 subjects".to_owned());
            }
            bits |= 1 << index;
        }
        Ok(bits)
    }

    pub(crate) const fn topic_count(&self) -> usize {
        self.topics.len()
    }

    fn read_lists(&mut self, file: &'static str, text: &'static str) -> Result<(), ContentError> {
        let mut values: Option<&mut Vec<&'static str>> = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with("//") {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                values = Some(self.lists.entry(name).or_default());
                continue;
            }
            let Some(values) = &mut values else {
                return Err(ContentError {
                    file,
                    line: index + 1,
                    why: "a value before any [list]".into(),
                });
            };
            values.push(line);
        }
        Ok(())
    }

    fn read_situations(
        &mut self,
        file: &'static str,
        text: &'static str,
    ) -> Result<(), ContentError> {
        let mut nest = Nest::default();
        let mut in_story = false;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with("//") {
                continue;
            }
            let read = if let Some(rest) = line.strip_prefix("### ") {
                header::phase(rest).and_then(|phase| {
                    let story = self.stories.last_mut().ok_or("a phase outside a story")?;
                    story.phases.push(phase);
                    Ok(())
                })
            } else if let Some(rest) = line.strip_prefix("## ") {
                in_story = true;
                header::story(rest).map(|story| self.stories.push(story))
            } else if let Some(rest) = line.strip_prefix("# ") {
                nest = Nest::default();
                self.open_block(rest, in_story)
            } else {
                self.read_line(line, &mut nest)
            };
            read.map_err(|why| ContentError {
                file,
                line: index + 1,
                why,
            })?;
        }
        Ok(())
    }

    fn open_block(&mut self, rest: &'static str, in_story: bool) -> Result<(), String> {
        let block = header::block(self, rest)?;
        self.blocks.push(block);
        let id = self.blocks.len() - 1;
        if in_story {
            let story = self
                .stories
                .last_mut()
                .ok_or("a situation outside a story")?;
            story
                .phases
                .last_mut()
                .ok_or("a situation outside a phase")?
                .blocks
                .push(id);
        } else {
            self.daily.push(id);
        }
        Ok(())
    }

    fn read_line(&mut self, line: &'static str, nest: &mut Nest) -> Result<(), String> {
        let (marker, text) = line.split_once(' ').ok_or("a sign without text")?;
        let sign = marker.chars().next().ok_or("no sign")?;
        let repeats = marker.chars().take_while(|it| *it == sign).count();
        let style = match &marker[repeats * sign.len_utf8()..] {
            "" => None,
            name => Some(Style::parse(name).ok_or_else(|| format!("no style `{name}`"))?),
        };
        let block = self.blocks.last_mut().ok_or("a line outside a situation")?;
        let depth = nest.depth(sign, repeats, block.by);
        let speaker = match sign {
            '+' => Speaker::Back,
            '=' => Speaker::Service,
            '-' if depth >= 3 => Speaker::Back,
            '*' | '-' | '>' | '!' => Speaker::Other,
            other => return Err(format!("no sign `{other}`")),
        };
        let id = self.lines.len();
        match (sign, depth) {
            ('*', 1) => block.roots.push(id),
            ('>', 1) => block.quotes.push(id),
            ('!', 1) => block.edits.push(id),
            ('-' | '=' | '+', 1) => block.replies.push(id),
            ('-' | '=' | '+', 2..=DEPTH_MAX) => {
                let parent = *nest
                    .open
                    .get(depth - 2)
                    .ok_or("an answer without the line it answers")?;
                self.lines[parent].answers.push(id);
            }
            _ => return Err(format!("`{marker}` is too deep")),
        }
        self.lines.push(Line::read(text.trim(), style, speaker)?);
        if matches!(sign, '-' | '=' | '+') {
            nest.open.truncate(depth - 1);
            nest.open.push(id);
        }
        Ok(())
    }
}

/// A conversation is no deeper in content; nobody would read it.
const DEPTH_MAX: usize = 5;

/// Where the line being read stands under the lines before it.
#[derive(Debug, Default)]
struct Nest {
    /// The lines that can still be answered, the shallowest first.
    open: Vec<LineId>,
    last_sign: Option<char>,
    /// How much deeper lines are than their signs say.
    shift: usize,
}

impl Nest {
    fn depth(&mut self, sign: char, repeats: usize, by: By) -> usize {
        let is_answer_to_guest = sign == '='
            && repeats == 1
            && by != By::Inhabitant
            && self.last_sign == Some('-')
            && !self.open.is_empty();
        if repeats == 1 {
            self.shift = usize::from(is_answer_to_guest);
        }
        self.last_sign = Some(sign);
        repeats + self.shift
    }
}

impl Line {
    fn read(text: &'static str, style: Option<Style>, speaker: Speaker) -> Result<Self, String> {
        let (cues, text) = match text.strip_prefix('(').and_then(|it| it.split_once(") ")) {
            Some((cues, text)) => (cues.split('|').collect(), text),
            None => (Vec::new(), text),
        };
        let nodes = grammar::parse(text).map_err(|it| it.to_string())?;
        let (source, tact) = (text.to_lowercase(), Tact::of(text));
        let depth = 1.0 + grammar::ways(&nodes).max(1.0).ln() / 2.0;
        Ok(Self {
            nodes,
            style,
            speaker,
            source,
            cues,
            tact,
            depth,
            answers: Vec::new(),
        })
    }
}

fn short_forms(list: &[&'static str]) -> Vec<ShortForm> {
    let pairs = list.iter().filter_map(|it| it.split_once('='));
    let pairs = pairs.map(|(from, to)| (from.trim(), to.trim()));
    pairs
        .map(|(from, to)| ShortForm {
            from,
            capitalised: grammar::capital(from),
            to,
        })
        .collect()
}

/// The index of the picture of that name.
fn image_index(name: &str) -> Result<usize, String> {
    media::index(name).ok_or_else(|| format!("no picture `{name}`"))
}

#[cfg(test)]
mod tests;
