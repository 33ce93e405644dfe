//! What can be typed after `vigie`.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

#[derive(Debug, Parser)]
#[command(
    name = "vigie",
    version,
    about = "Hear what is said about you on every network, live",
    long_about = "A self-hosted command centre for community managers: saved queries over Bluesky, feeds and \
                  more, live in columns, in your own house.",
    after_help = "Start here:\n  vigie demo            a city to watch, no network needed\n  vigie serve           \
                  your own house, at http://127.0.0.1:8080\n  vigie source add bluesky\n\nExit codes: 0 done, 1 defect \
                  of ours, 2 wrong command line, 3 wrong input, 4 not available now."
)]
pub(crate) struct Cli {
    /// Configuration file (default: vigie.toml when it exists)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Watch a simulated city: creates its folder, fills it, serves it
    Demo(Demo),
    /// Serve the house of the data folder
    Serve(Serve),
    /// Create the organisation and its administrator without a browser
    Setup(Setup),
    /// Feed recorded posts as if they were live
    Replay(Replay),
    /// Check or try queries
    #[command(subcommand)]
    Query(Query),
    /// Measure how fast this machine does the work
    #[command(subcommand)]
    Bench(Bench),
    /// List, add or remove what is listened to
    #[command(subcommand)]
    Source(Source),
    /// Examine, build or purge what makes the past searchable
    #[command(subcommand)]
    Archive(Archive),
    /// Show what Vigie understands of a text or a feed
    #[command(subcommand)]
    Inspect(Inspect),
    /// Examine the configuration, the store and the surroundings
    Doctor(Doctor),
    /// Print or check the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    /// Data folder (default: as configured)
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Port to serve on, on 127.0.0.1; 0 picks a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Folder of the demo
    #[arg(long, value_name = "DIR", default_value = "vigie-demo")]
    pub(crate) data: PathBuf,
    /// Begin again with an empty folder
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Another seed, another city life
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How fast the story goes: 1 is the usual pace of the demo
    #[arg(long, default_value_t = 1.0, value_parser = speed_factor)]
    pub(crate) speed: f64,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// Address and port to serve on (default: as configured)
    #[arg(long, value_name = "ADDR:PORT")]
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub(crate) struct Setup {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// Name of the organisation
    #[arg(long)]
    pub(crate) org: String,
    /// What it is, in a few words
    #[arg(long, default_value = "")]
    pub(crate) org_kind: String,
    /// Its time zone
    #[arg(long, default_value = "Europe/Paris")]
    pub(crate) time_zone: String,
    /// Login of the administrator; the password is read from standard input, one line
    #[arg(long)]
    pub(crate) login: String,
    /// Name of the administrator (default: the login)
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Language of the administrator's interface
    #[arg(long, default_value = "fr", value_enum)]
    pub(crate) lang: Language,
}

#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// Posts or Jetstream events, one JSON object a line; .gz and .zst are read as they are
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// `max`, or so many times the recorded pace
    #[arg(long, default_value = "max", value_parser = replay_speed)]
    pub(crate) speed: ReplaySpeed,
    /// Also serve the pages, and stay after the end
    #[arg(long)]
    pub(crate) serve: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ReplaySpeed {
    Max,
    Times(f64),
}

fn speed_factor(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(factor) if factor.is_finite() && (0.01..=1000.0).contains(&factor) => Ok(factor),
        _ => Err("a number from 0.01 to 1000".to_owned()),
    }
}

fn replay_speed(text: &str) -> Result<ReplaySpeed, String> {
    if text == "max" {
        return Ok(ReplaySpeed::Max);
    }
    speed_factor(text)
        .map(ReplaySpeed::Times)
        .map_err(|it| format!("`max`, or {it}"))
}

#[derive(Debug, Subcommand)]
pub(crate) enum Query {
    /// Say whether a query is right, and if not where and why
    Check(CheckQuery),
    /// Save a query and show it in a column, while no server runs on the folder
    Add(AddQuery),
    /// Evaluate a file of queries over a file of posts and print the ids that match
    Eval(EvalQueries),
}

#[derive(Debug, Args)]
pub(crate) struct CheckQuery {
    /// The query; `-` reads it from standard input
    pub(crate) text: String,
    /// Language of the messages and of the printed query
    #[arg(long, default_value = "en", value_enum)]
    pub(crate) lang: Language,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AddQuery {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    /// Title of the column
    #[arg(long)]
    pub(crate) title: String,
    /// Board to put it on; made when there is none of that name
    #[arg(long, default_value = "Veille")]
    pub(crate) board: String,
    /// The query
    pub(crate) text: String,
}

#[derive(Debug, Args)]
pub(crate) struct EvalQueries {
    /// Posts: one JSON object a line, with `id` and `text`
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) corpus: PathBuf,
    /// Queries: {"queries":[{"query":"…"}]}
    #[arg(long, value_name = "FILE.json")]
    pub(crate) queries: PathBuf,
    #[arg(long, default_value = "naive", value_enum)]
    pub(crate) engine: EvalEngine,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Language {
    Fr,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalEngine {
    /// The reference evaluator: clear above all
    Naive,
    /// The index that live posts go through
    Matcher,
    /// The index of the past
    Archive,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Hold a file of posts against a file of queries
    Match(BenchMatch),
}

#[derive(Debug, Args)]
pub(crate) struct BenchMatch {
    /// Posts: one JSON object a line, with `id`, `author`, `lang` and `text`
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) posts: PathBuf,
    /// Queries: an id, a tab and a query a line
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) queries: PathBuf,
    #[arg(long, default_value_t = 1)]
    pub(crate) threads: usize,
    /// How often to measure; the median is told
    #[arg(long, default_value_t = 5)]
    pub(crate) runs: usize,
    #[arg(long)]
    pub(crate) json: bool,
    /// Also evaluate each query on its own, and compare
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub(crate) check: Option<CheckEngine>,
    /// How many posts to compare on, spread over the file
    #[arg(long, default_value_t = 200, value_name = "N")]
    pub(crate) sample: usize,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CheckEngine {
    /// The reference evaluator: clear above all
    Naive,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Source {
    /// List the sources with their state
    List {
        #[command(flatten)]
        data: DataArgs,
        #[arg(long)]
        json: bool,
    },
    /// Add a source; a running server picks it up within seconds
    Add {
        #[command(flatten)]
        data: DataArgs,
        /// The name people see (default: the address)
        #[arg(long)]
        name: Option<String>,
        #[command(subcommand)]
        kind: AddSource,
    },
    /// Remove a source; what was heard stays
    Remove {
        #[command(flatten)]
        data: DataArgs,
        /// As printed by `source list`
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Archive {
    /// Show how much is searchable and what it takes
    Status {
        #[command(flatten)]
        data: DataArgs,
        #[arg(long)]
        json: bool,
    },
    /// Build the archive anew from what is stored, while no server runs
    Rebuild {
        #[command(flatten)]
        data: DataArgs,
    },
    /// Leave no trace of deleted posts on disk, while no server runs
    Purge {
        #[command(flatten)]
        data: DataArgs,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AddSource {
    /// All public posts of Bluesky, through Jetstream; no key needed
    Bluesky {
        /// Another Jetstream server
        #[arg(long)]
        url: Option<String>,
        /// File with the zstd dictionary of a version 1 server; without it, messages come uncompressed
        #[arg(long, value_name = "FILE")]
        dictionary: Option<PathBuf>,
    },
    /// An RSS, Atom or JSON feed
    Feed { url: String },
    /// The event stream of an AT Protocol server or relay
    Firehose { url: String },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Inspect {
    /// Tokens, language and entities of texts: {"id","text"} a line in, JSON a line out
    Text {
        /// File to read (default: standard input)
        file: Option<PathBuf>,
    },
    /// What was understood of a feed, as JSON
    Feed {
        /// An RSS, Atom or JSON Feed document
        file: PathBuf,
        /// The address it came from, for relative links
        #[arg(long)]
        base: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print every setting with its meaning and default
    Example,
    /// Say whether the configuration is right, and print what is in force
    Check {
        #[arg(long)]
        json: bool,
    },
}
