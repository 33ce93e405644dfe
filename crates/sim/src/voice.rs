//! How somebody types. Content is written in plain French; a voice drops its accents, shortens its
//! words, doubles its exclamation marks, greets or does not, slips on a key. Mentions, hashtags and
//! links are never touched.

use crate::{
    dice::{Dice, mix},
    library::{Library, Mood},
};

mod surface;

/// The sort of writer somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Careful,
    Telegraphic,
    Sms,
    Teen,
    Elder,
    Punster,
    Angry,
    Ironic,
    Keen,
    Elliptic,
}

impl Style {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "plain" => Self::Plain,
            "careful" => Self::Careful,
            "tele" => Self::Telegraphic,
            "sms" => Self::Sms,
            "teen" => Self::Teen,
            "elder" => Self::Elder,
            "pun" => Self::Punster,
            "angry" => Self::Angry,
            "ironic" => Self::Ironic,
            "keen" => Self::Keen,
            "short" => Self::Elliptic,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Accents {
    Kept,
    /// On most words.
    Sloppy,
    Dropped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Apostrophe {
    Curly,
    Straight,
    Dropped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spacing {
    French,
    Narrow,
    Glued,
}

/// Typing habits; rates are probabilities a post.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    pub(crate) style: Style,
    /// How far words are shortened: 0 not at all, 1 as spoken, 2 lightly, 3 heavily.
    short: u8,
    lower: f64,
    no_stop: f64,
    accents: Accents,
    apostrophe: Apostrophe,
    spacing: Spacing,
    bangs: usize,
    dots: &'static str,
    shout: f64,
    typo: f64,
    emoji: f64,
    /// Which emoji are theirs.
    taste: u64,
    tag: f64,
    greet: f64,
    sign: f64,
    lines: f64,
    tic: f64,
}

/// What a text is for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tone<'a> {
    pub(crate) mood: Mood,
    /// It speaks to a service or a stranger: some people greet.
    pub(crate) is_addressed: bool,
    pub(crate) is_reply: bool,
    pub(crate) is_evening: bool,
    pub(crate) tags: &'a [&'a str],
}

/// A text as it was typed, and as it was meant when a finger slipped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) text: String,
    pub(crate) meant: Option<String>,
    /// The words before any habit touched them.
    pub(crate) plain: String,
}

impl Voice {
    /// The even voice of a service, a paper or a shop.
    pub(crate) const fn official() -> Self {
        Self {
            style: Style::Careful,
            short: 0,
            lower: 0.0,
            no_stop: 0.0,
            accents: Accents::Kept,
            apostrophe: Apostrophe::Curly,
            spacing: Spacing::Narrow,
            bangs: 1,
            dots: "…",
            shout: 0.0,
            typo: 0.0,
            emoji: 0.0,
            taste: 0,
            tag: 0.12,
            greet: 0.0,
            sign: 0.0,
            lines: 0.15,
            tic: 0.0,
        }
    }

    /// A voice of that style; no two are quite alike.
    pub(crate) fn of(style: Style, dice: &mut Dice) -> Self {
        let mut it = Self {
            style,
            short: u8::from(dice.chance(0.45)),
            lower: if dice.chance(0.2) { 0.8 } else { 0.03 },
            no_stop: [0.05, 0.3, 0.9][dice.below(3)],
            accents: [Accents::Kept, Accents::Kept, Accents::Kept, Accents::Sloppy][dice.below(4)],
            apostrophe: [Apostrophe::Straight, Apostrophe::Curly][dice.below(2)],
            spacing: [
                Spacing::French,
                Spacing::French,
                Spacing::Glued,
                Spacing::Narrow,
            ][dice.below(4)],
            bangs: [1, 1, 1, 2][dice.below(4)],
            dots: ["...", "…", "…", ".."][dice.below(4)],
            shout: 0.0,
            typo: [0.0, 0.04, 0.1][dice.below(3)],
            emoji: [0.0, 0.08, 0.2, 0.45][dice.below(4)],
            taste: dice.next(),
            tag: [0.02, 0.08, 0.2][dice.below(3)],
            greet: 0.25,
            sign: 0.0,
            lines: [0.0, 0.05, 0.3][dice.below(3)],
            tic: 0.06,
        };
        it.lean(dice);
        it
    }

    /// Moves the habits towards what is usual for the style.
    fn lean(&mut self, dice: &mut Dice) {
        match self.style {
            Style::Plain | Style::Punster | Style::Ironic => {}
            Style::Careful => {
                (self.short, self.lower, self.no_stop, self.typo) = (0, 0.0, 0.0, 0.01);
                (self.accents, self.greet, self.sign) = (Accents::Kept, 0.7, 0.25);
                self.emoji *= 0.3;
            }
            Style::Telegraphic => {
                (self.short, self.no_stop, self.lower) = (2, 0.9, 0.4);
                (self.emoji, self.tag, self.greet) = (0.03, 0.15, 0.05);
            }
            Style::Sms => {
                (self.short, self.lower, self.no_stop) = (3, 0.9, 0.95);
                self.accents = [Accents::Dropped, Accents::Sloppy][dice.below(2)];
                self.apostrophe = [Apostrophe::Dropped, Apostrophe::Straight][dice.below(2)];
                (self.spacing, self.typo) = (Spacing::Glued, 0.15);
            }
            Style::Teen => {
                (self.short, self.lower, self.no_stop) = (2, 1.0, 1.0);
                (self.spacing, self.greet, self.bangs) = (Spacing::Glued, 0.0, 1);
                self.apostrophe = [Apostrophe::Dropped, Apostrophe::Straight][dice.below(2)];
                self.emoji = self.emoji.max(0.3);
                self.tag = 0.0;
            }
            Style::Elder => {
                (self.short, self.lower, self.greet) = (0, 0.0, 0.6);
                self.shout = [0.0, 0.15, 0.7][dice.below(3)];
                (self.dots, self.sign) = ([" ...", "....", "..."][dice.below(3)], 0.3);
                self.bangs = [1, 2, 3][dice.below(3)];
            }
            Style::Angry => {
                (self.greet, self.bangs) = (0.03, [1, 2, 3][dice.below(3)]);
                self.shout = 0.06;
                self.emoji = self.emoji.min(0.15);
            }
            Style::Keen => {
                (self.bangs, self.no_stop) = ([1, 2, 3][dice.below(3)], 0.2);
                self.emoji = self.emoji.max(0.5);
                self.tag = self.tag.max(0.25);
            }
            Style::Elliptic => {
                (self.no_stop, self.greet, self.emoji) = (0.8, 0.0, 0.05);
                self.dots = ["…", "..."][dice.below(2)];
            }
        }
    }

    /// Types a text that was written in plain French.
    pub(crate) fn types(
        &self,
        text: &str,
        tone: Tone<'_>,
        library: &Library,
        dice: &mut Dice,
    ) -> Typed {
        let plain = text.to_owned();
        let mut text = text.to_owned();
        if self.short > 0 {
            text = surface::shorten(&text, self.short, library, dice);
        }
        if dice.chance(self.tic)
            && !tone.is_addressed
            && !tone.is_reply
            && surface::starts_plainly(&text)
        {
            text = surface::lead(&text, tic(tone.mood, library, dice));
        }
        if tone.is_addressed && dice.chance(self.greet) {
            text = self.greeting(&text, tone, library, dice);
        }
        if tone.is_addressed && !tone.is_reply && dice.chance(self.sign) {
            let end = dice
                .pick(library.list("formule"))
                .copied()
                .unwrap_or("Merci.");
            text = format!("{} {end}", surface::stop(&text));
        }
        if dice.chance(self.lines) {
            text = surface::break_lines(&text);
        }
        if dice.chance(self.lower) {
            text = surface::lower_starts(&text, self.style == Style::Teen);
        }
        text = self.punctuate(&text, dice);
        text = match self.accents {
            Accents::Kept => text,
            Accents::Sloppy => surface::strip_accents(&text, 0.5, dice),
            Accents::Dropped => surface::strip_accents(&text, 1.0, dice),
        };
        text = match self.apostrophe {
            Apostrophe::Straight => text,
            Apostrophe::Curly => text.replace('\'', "’"),
            Apostrophe::Dropped => surface::drop_apostrophes(&text),
        };
        if dice.chance(self.shout) {
            text = surface::shout(&text);
        }
        let slipped = dice
            .chance(self.typo)
            .then(|| surface::slip(&text, dice))
            .flatten();
        let ornaments = self.ornaments(tone, library, dice);
        let finish = |text: &str| surface::join(text, &ornaments);
        match slipped {
            Some(slipped) => Typed {
                text: finish(&slipped),
                meant: Some(finish(&text)),
                plain,
            },
            None => Typed {
                text: finish(&text),
                meant: None,
                plain,
            },
        }
    }

    fn greeting(&self, text: &str, tone: Tone<'_>, library: &Library, dice: &mut Dice) -> String {
        const GREETINGS: [&str; 4] = ["bonjour", "bonsoir", "bonne journée", "salut"];
        let start = text.to_lowercase();
        if GREETINGS.iter().any(|it| start.starts_with(it)) {
            return text.to_owned();
        }
        let list = if tone.is_evening {
            "bonsoir"
        } else {
            "bonjour"
        };
        let hello = dice.pick(library.list(list)).copied().unwrap_or("Bonjour,");
        match hello.strip_suffix(',') {
            Some(_) if surface::starts_plainly(text) => surface::lead(text, hello),
            Some(bare) => format!("{bare}. {text}"),
            None => format!("{hello} {text}"),
        }
    }

    fn punctuate(&self, text: &str, dice: &mut Dice) -> String {
        let mut text = match self.spacing {
            Spacing::French => text.to_owned(),
            Spacing::Narrow => surface::respace(text, "\u{202f}"),
            Spacing::Glued => surface::respace(text, ""),
        };
        if self.dots != "…" {
            text = text.replace('…', self.dots);
        }
        if self.bangs > 1 && text.contains('!') {
            let bangs = "!".repeat(dice.below(self.bangs + 1) + 1);
            text = text.replace('!', &bangs);
        }
        if dice.chance(self.no_stop) && text.ends_with('.') && !text.ends_with("..") {
            text.pop();
        }
        text
    }

    fn ornaments(&self, tone: Tone<'_>, library: &Library, dice: &mut Dice) -> Vec<String> {
        let mut out = Vec::new();
        let emoji = if tone.is_reply {
            self.emoji * 0.6
        } else {
            self.emoji
        };
        if dice.chance(emoji) {
            let list = match tone.mood {
                Mood::Complaint if self.style == Style::Angry => "emoji_rage",
                Mood::Complaint if tone.is_reply => "emoji_divers",
                Mood::Complaint => "emoji_plainte",
                Mood::Question => "emoji_question",
                Mood::Thanks => "emoji_merci",
                Mood::Joy => "emoji_joie",
                Mood::Joke => "emoji_rire",
                Mood::Worry => "emoji_souci",
                Mood::Plain => "emoji_divers",
            };
            // Three favourites each, out of the mood's.
            let values = library.list(list);
            let favourite = mix(self.taste.wrapping_add(dice.below(3) as u64)) as usize;
            if !values.is_empty() {
                let times = if dice.chance(0.2) {
                    2 + dice.below(2)
                } else {
                    1
                };
                out.push(values[favourite % values.len()].repeat(times));
            }
        }
        if !tone.is_reply && dice.chance(self.tag) && !tone.tags.is_empty() {
            let first = dice.below(tone.tags.len());
            out.push(format!("#{}", tone.tags[first]));
            if tone.tags.len() > 1 && dice.chance(0.35) {
                out.push(format!("#{}", tone.tags[(first + 1) % tone.tags.len()]));
            }
        }
        out
    }
}

fn tic(mood: Mood, library: &Library, dice: &mut Dice) -> &'static str {
    let list = match mood {
        Mood::Complaint | Mood::Worry => "tic_plainte",
        Mood::Question => "tic_question",
        _ => "tic",
    };
    dice.pick(library.list(list)).copied().unwrap_or("Bon,")
}

#[cfg(test)]
mod tests;
