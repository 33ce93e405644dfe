//! Stories: things that happen to the whole city over hours, in phases.

use jiff::Timestamp;

use super::{Bindings, Director, RunId, Task};
use crate::{
    library::BlockId,
    rhythm::{DAY_US, HOUR_US, MINUTE_US, at_local},
};

/// The past must leave the city quiet: no story begins that close to its end.
const CALM_US: i64 = 8 * HOUR_US;

impl Director {
    pub(super) fn schedule_past(&mut self, start: Timestamp, begin: i64) {
        for (story, it) in self.library.stories.iter().enumerate() {
            for when in &it.past {
                let at = at_local(start, when.day, when.minute);
                let end = it
                    .phases
                    .iter()
                    .map(|phase| phase.at_minutes + phase.length_minutes)
                    .max()
                    .unwrap_or(0);
                if at >= begin && at + end * MINUTE_US + CALM_US <= start.as_microsecond() {
                    self.schedule(
                        at,
                        Task::Begin {
                            story,
                            is_recurring: false,
                        },
                    );
                }
            }
        }
    }

    pub(super) fn schedule_live(&mut self, morning: i64) {
        for (story, it) in self.library.stories.iter().enumerate() {
            if let Some(when) = it.live {
                let at = at_local(model::time::from_micros(morning), when.day, when.minute);
                self.schedule(
                    at.max(morning),
                    Task::Begin {
                        story,
                        is_recurring: true,
                    },
                );
            }
        }
    }

    pub(super) fn begin(&mut self, story: usize, is_recurring: bool) {
        let it = &self.library.stories[story];
        let run = self.runs.len();
        self.runs.push(Bindings::new());
        for (phase, plan) in it.phases.iter().enumerate() {
            let from = self.now + plan.at_minutes * MINUTE_US;
            let until = from + plan.length_minutes * MINUTE_US;
            for &block in &plan.blocks {
                if let Some(minutes) = self.library.blocks[block].at_minutes {
                    self.schedule(from + minutes * MINUTE_US, Task::Scripted { run, block });
                }
            }
            if plan.rate_per_hour > 0.0 {
                self.schedule(
                    from,
                    Task::Stir {
                        run,
                        story,
                        phase,
                        until,
                    },
                );
            }
        }
        if is_recurring {
            self.schedule(
                self.now + it.every_days * DAY_US,
                Task::Begin {
                    story,
                    is_recurring,
                },
            );
        }
    }

    /// Somebody speaks of what is happening; then somebody else, until the phase is over.
    pub(super) fn stir(&mut self, run: RunId, story: usize, phase: usize, until: i64) {
        if self.now >= until {
            return;
        }
        let library = self.library;
        let plan = &library.stories[story].phases[phase];
        let moment = self.moment();
        let mean = HOUR_US as f64 / (plan.rate_per_hour * moment.activity().max(0.12));
        let wait = self.dice.wait(mean).max(15_000_000.0) as i64;
        self.schedule(
            self.now + wait,
            Task::Stir {
                run,
                story,
                phase,
                until,
            },
        );
        let talk: Vec<BlockId> = plan
            .blocks
            .iter()
            .copied()
            .filter(|&it| library.blocks[it].at_minutes.is_none())
            .collect();
        for _ in 0..4 {
            let Some(author) = self.somebody(&moment) else {
                return;
            };
            let weights: Vec<f64> = talk
                .iter()
                .map(|&it| {
                    let block = &library.blocks[it];
                    let account = self.cast.get(author);
                    let is_fit = block.ages.is_empty() || block.ages.contains(&account.age.name());
                    let speaks = if account.lang.is_some() { 0.2 } else { 1.0 };
                    if is_fit {
                        block.weight * account.leaning(block.mood) * speaks
                    } else {
                        0.0
                    }
                })
                .collect();
            let Some(index) = self.dice.weighted(&weights) else {
                continue;
            };
            let block = talk[index];
            if let Some(line) = self.free_line(&library.blocks[block].roots, author, &moment) {
                let bindings = self.runs[run].clone();
                if let Some(thread) = self.open(author, block, line, bindings, &moment) {
                    self.keep(run, thread);
                }
                return;
            }
        }
    }

    /// What an institution says at its time in a story.
    pub(super) fn scripted(&mut self, run: RunId, block: BlockId) {
        let library = self.library;
        let moment = self.moment();
        let situation = &library.blocks[block];
        let author = self
            .voice_of(situation.by)
            .or_else(|| self.somebody(&moment));
        let Some(author) = author else { return };
        let Some(line) = self.free_line(&situation.roots, author, &moment) else {
            return;
        };
        let bindings = self.runs[run].clone();
        if let Some(thread) = self.open(author, block, line, bindings, &moment) {
            self.keep(run, thread);
        }
    }

    /// The story remembers its own slots (`s_…`): the same street, the same figure to the end.
    fn keep(&mut self, run: RunId, thread: usize) {
        for (key, value) in &self.threads[thread].bindings {
            if key.starts_with("s_") && !self.runs[run].iter().any(|(known, _)| known == key) {
                self.runs[run].push((key.clone(), value.clone()));
            }
        }
    }
}
