//! Who speaks, and about what.

use super::{Bindings, Director, REST_MUSINGS, REST_POSTS, REST_SERVICE_POSTS};
use crate::{
    cast::{Account, Kind},
    event::AccountId,
    grammar::{self, Node},
    library::{Block, BlockId, By, LineId, Speaker},
    rhythm::{HOUR_US, Moment},
};

/// One first post in so many comes from an institution, a shop or a club.
const OFFICIAL_SHARE: f64 = 0.15;
/// How many people are asked before the moment passes in silence.
const TRIES: usize = 8;
/// Nobody but an institution opens two conversations within that.
const BREATH_US: i64 = 2 * HOUR_US;

impl Director {
    /// Somebody, a situation that suits them now, and a line of it they never wrote.
    pub(super) fn choose_daily(&mut self, moment: &Moment) -> Option<(AccountId, BlockId, LineId)> {
        let is_official = (6..23).contains(&moment.hour()) && self.dice.chance(OFFICIAL_SHARE);
        for _ in 0..TRIES {
            let chosen = if is_official {
                self.choose_official(moment)
            } else {
                self.choose_inhabitant(moment)
            };
            if chosen.is_some() {
                return chosen;
            }
        }
        None
    }

    fn choose_inhabitant(&mut self, moment: &Moment) -> Option<(AccountId, BlockId, LineId)> {
        let author = self.somebody(moment)?;
        let library = self.library;
        let cast = self.cast.clone();
        let account = cast.get(author);
        let weights: Vec<f64> = library
            .daily
            .iter()
            .map(|&block| match library.blocks[block].by {
                By::Inhabitant => self.suits(block, account, moment),
                By::Account(_) | By::Kind(_) => 0.0,
            })
            .collect();
        let block = library.daily[self.dice.weighted(&weights)?];
        let line = self.free_line(&library.blocks[block].roots, author, moment)?;
        (!self.is_worn(line)).then_some((author, block, line))
    }

    fn choose_official(&mut self, moment: &Moment) -> Option<(AccountId, BlockId, LineId)> {
        let library = self.library;
        let weights: Vec<f64> = library
            .daily
            .iter()
            .map(|&block| {
                if library.blocks[block].by == By::Inhabitant {
                    0.0
                } else {
                    self.timely(block, moment)
                }
            })
            .collect();
        let block = library.daily[self.dice.weighted(&weights)?];
        let author = self.voice_of(library.blocks[block].by)?;
        let line = self.free_line(&library.blocks[block].roots, author, moment)?;
        Some((author, block, line))
    }

    /// How often a line was written, against what its choices allow.
    fn wear(&self, line: LineId) -> f64 {
        f64::from(self.memory.uses[line]) / self.library.lines[line].depth
    }

    /// Whether a line was written much more than the others: it is then left to the others for a while.
    fn is_worn(&self, line: LineId) -> bool {
        let each = self.memory.musings as f64 / self.library.daily_roots.max(1) as f64;
        self.wear(line) > 1.5 + 1.2 * each
    }

    /// An account that can sign for `by`, among those present.
    pub(super) fn voice_of(&mut self, by: By) -> Option<AccountId> {
        let account = match by {
            By::Inhabitant => return None,
            By::Account(handle) => self.cast.find(handle)?,
            By::Kind(kind) => {
                let of_kind: Vec<AccountId> = (0..)
                    .zip(&self.cast.accounts)
                    .filter(|(_, it)| it.kind == Kind::Official(kind))
                    .map(|(id, _)| id)
                    .collect();
                *self.dice.pick(&of_kind)?
            }
        };
        (!self.away[account as usize]).then_some(account)
    }

    /// An inhabitant awake and not just heard.
    pub(super) fn somebody(&mut self, moment: &Moment) -> Option<AccountId> {
        let hour = usize::from(moment.hour()) % 24;
        let cutoff = self.now - BREATH_US;
        let weights: Vec<f64> = self
            .cast
            .accounts
            .iter()
            .zip(0..)
            .map(|(account, id)| {
                let is_free = !account.is_official() && !self.away[id as usize];
                if is_free && self.memory.last_muse[id as usize] < cutoff {
                    account.activity * account.wakefulness[hour]
                } else {
                    0.0
                }
            })
            .collect();
        self.dice.weighted(&weights).map(|it| it as AccountId)
    }

    /// Whether the situation can happen now, and how likely it is.
    pub(super) fn timely(&self, id: BlockId, moment: &Moment) -> f64 {
        let block = &self.library.blocks[id];
        if block.id.starts_with('_') || block.roots.is_empty() || !is_now(block, moment) {
            return 0.0;
        }
        if self.memory.blocks[id].is_some_and(|at| at + REST_MUSINGS > self.memory.musings) {
            return 0.0;
        }
        // A large situation can be told in more ways before it tires.
        let count = block.roots.len() as f64;
        block.weight * count.sqrt() / (1.0 + self.memory.wear[id] / count)
    }

    /// How much the situation is for this person, now.
    fn suits(&self, id: BlockId, account: &Account, moment: &Moment) -> f64 {
        let block = &self.library.blocks[id];
        let language = match (block.lang, account.lang) {
            (None, None) => 1.0,
            // Guests write in French too, less often.
            (None, Some(_)) => 0.12,
            (Some(spoken), own) if own == Some(spoken) => 8.0,
            (Some(_), _) => return 0.0,
        };
        if !block.ages.is_empty() && !block.ages.contains(&account.age.name()) {
            return 0.0;
        }
        let interest = if block.topics & account.interests == 0 {
            1.0
        } else {
            3.0
        };
        self.timely(id, moment) * language * interest * account.leaning(block.mood)
    }

    /// A rested line that this account has never written, in its style if there is one.
    pub(super) fn free_line(
        &mut self,
        lines: &[LineId],
        author: AccountId,
        moment: &Moment,
    ) -> Option<LineId> {
        let account = self.cast.get(author);
        let (style, age, is_official) = (account.voice.style, account.age, account.is_official());
        let (hour, weekday) = (moment.hour(), moment.weekday());
        let weights: Vec<f64> = lines
            .iter()
            .map(|&line| {
                let tact = self.library.lines[line].tact;
                let is_apt = tact.is_timely(hour, weekday) && tact.is_for(age);
                if !(is_official || is_apt) {
                    return 0.0;
                }
                let fit = match self.library.lines[line].style {
                    None => 1.0,
                    Some(own) if own == style => 2.5,
                    Some(_) => 0.0,
                };
                if self.is_rested(line) && !self.memory.said.contains(&(author, line)) {
                    let uses = self.wear(line);
                    fit / (1.0 + uses * uses)
                } else {
                    0.0
                }
            })
            .collect();
        self.dice.weighted(&weights).map(|it| lines[it])
    }

    pub(super) fn is_rested(&self, line: LineId) -> bool {
        let rest = match self.library.lines[line].speaker {
            Speaker::Service => REST_SERVICE_POSTS,
            Speaker::Other | Speaker::Back => REST_POSTS,
        };
        self.memory.lines[line].is_none_or(|at| at + rest <= self.memory.written)
    }

    /// The value of a slot: said before in this thread, told by the clock, or drawn from its list.
    pub(super) fn fill(
        &self,
        name: &str,
        is_fresh: bool,
        author: AccountId,
        bindings: &mut Bindings,
        moment: &Moment,
        dice: &mut crate::dice::Dice,
    ) -> String {
        if !is_fresh && let Some((_, value)) = bindings.iter().find(|(key, _)| &**key == name) {
            return value.to_string();
        }
        if name == "@ami" {
            let friend = dice.pick(&self.cast.get(author).friends).copied();
            let handle = friend.map_or("aubrelac", |id| &*self.cast.get(id).handle);
            return format!("@{handle}");
        }
        if name.starts_with('@') {
            return name.to_owned();
        }
        if let Some(value) = moment.tell(name, dice) {
            if Moment::is_kept(name) {
                bindings.push((name.into(), value.as_str().into()));
            }
            return value;
        }
        let value = self.draw_value(name, author, bindings, dice);
        if !is_fresh {
            bindings.push((name.into(), value.as_str().into()));
        }
        value
    }

    fn draw_value(
        &self,
        name: &str,
        author: AccountId,
        bindings: &mut Bindings,
        dice: &mut crate::dice::Dice,
    ) -> String {
        let list = list_name(name);
        if name == "quartier" && !self.cast.get(author).is_official() && dice.chance(0.6) {
            return self.cast.get(author).district.to_owned();
        }
        let values = self.library.list(list);
        let is_said = |value: &str| {
            bindings
                .iter()
                .any(|(key, said)| list_name(key) == list && &**said == value)
        };
        let mut value = dice.pick(values).copied().unwrap_or("");
        for _ in 0..4 {
            if !is_said(value) {
                break;
            }
            value = dice.pick(values).copied().unwrap_or("");
        }
        // A value may itself be a template: "{2-9} rue des Saules".
        if value.contains(['{', '[']) {
            let nodes: Vec<Node> = grammar::parse(value).unwrap_or_default();
            let is_she = self.cast.get(author).is_she;
            return grammar::expand(&nodes, is_she, dice, &mut |inner, _, dice| {
                dice.pick(self.library.list(inner))
                    .copied()
                    .unwrap_or("")
                    .to_owned()
            });
        }
        value.to_owned()
    }
}

/// `rue2` and `s_rue` are drawn from the list `rue`.
pub(super) fn list_name(slot: &str) -> &str {
    slot.strip_prefix("s_")
        .unwrap_or(slot)
        .trim_end_matches(|it: char| it.is_ascii_digit())
}

/// When a situation that says nothing of it can happen.
const WAKING_HOURS: (u8, u8) = (6, 0);

fn is_now(block: &Block, moment: &Moment) -> bool {
    let within = |(low, high): (u8, u8), value: u8| {
        if low <= high {
            (low..=high).contains(&value)
        } else {
            value >= low || value <= high
        }
    };
    within(block.hours.unwrap_or(WAKING_HOURS), moment.hour())
        && block.months.is_none_or(|it| within(it, moment.month()))
        && (block.days == 0 || block.days >> moment.weekday() & 1 == 1)
        && (block.weather.is_empty() || block.weather.contains(&moment.weather))
}
