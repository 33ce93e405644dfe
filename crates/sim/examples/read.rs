//! Prints posts as a reader sees them, for people to judge whether the machine shows.
//!
//! ```sh
//! cargo run -p sim --example read -- --seed 1 --count 200
//! cargo run -p sim --example read -- --live --count 100 --word patinoire
//! ```

use clap::Parser;
use sim::{Settings, World};

#[derive(Parser)]
struct Args {
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 200)]
    count: usize,
    /// Days of past to play.
    #[arg(long, default_value_t = 30)]
    days: u32,
    /// Posts left out before the first one printed; by default the last ones of the past are printed.
    #[arg(long)]
    skip: Option<usize>,
    /// When the past ends.
    #[arg(long, default_value = "2026-11-22T09:00:00Z")]
    start: jiff::Timestamp,
    /// Reads what follows the past instead.
    #[arg(long)]
    live: bool,
    /// Only posts with this word.
    #[arg(long)]
    word: Option<String>,
    /// Only posts of this account.
    #[arg(long)]
    from: Option<String>,
}

#[expect(clippy::print_stdout, reason = "printing is what this program is for")]
fn main() {
    let args = Args::parse();
    let settings = Settings {
        days: args.days,
        ..Settings::new(args.seed, args.start)
    };
    let mut world = World::generate(&settings);
    let past = world.readings().count();
    if args.live {
        world.live_on(args.count * 3);
    }
    let is_wanted = |text: &str| {
        args.word
            .as_ref()
            .is_none_or(|word| text.to_lowercase().contains(word))
    };
    let wanted: Vec<sim::Reading> = world
        .readings()
        .skip(if args.live { past } else { 0 })
        .filter(|it| {
            is_wanted(&it.text) && args.from.as_ref().is_none_or(|from| **from == *it.handle)
        })
        .collect();
    let skip = args.skip.unwrap_or_else(|| {
        if args.live {
            0
        } else {
            wanted.len().saturating_sub(args.count)
        }
    });
    for it in wanted.iter().skip(skip).take(args.count) {
        let to = it
            .answers
            .as_ref()
            .map_or_else(String::new, |to| format!(" → @{to}"));
        let mark = if it.is_repost {
            " [repost]"
        } else if it.is_quote {
            " [quote]"
        } else if it.has_image {
            " [image]"
        } else {
            ""
        };
        println!(
            "{:.0} {} @{}{to}{mark}\n    {}",
            it.at,
            it.name,
            it.handle,
            it.text.replace('\n', "\n    ")
        );
    }
    println!(
        "\n{past} posts of past, {} events, {} shown of {}",
        world.last_seq(),
        wanted.len().min(args.count),
        wanted.len()
    );
}
