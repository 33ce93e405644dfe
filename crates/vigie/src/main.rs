//! The one binary: command line, configuration, log, lifecycle, wiring. The only reader of the
//! environment and of `argv`.

mod archive_command;
mod bench_command;
mod cli;
mod config;
mod demo;
mod doctor;
mod exit;
mod house;
mod inspect;
mod query_command;
mod replay;
mod serve;
mod setup;
mod source_command;
mod system;
mod telemetry;

use std::process::ExitCode;

use clap::Parser as _;

use crate::{
    cli::{Bench, Cli, Command, ConfigCommand, Query},
    config::Config,
};

/// Gives more of what a long job took back to the system than glibc's does, which keeps half as much again
/// after the demo has filled its month (decision 0010).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => exit::report(&error),
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let file = cli.config;
    let config = || Config::load(file.as_deref(), std::env::vars());
    match cli.command {
        Command::Config(ConfigCommand::Example) => {
            print(config::EXAMPLE);
            Ok(ExitCode::SUCCESS)
        }
        Command::Config(ConfigCommand::Check { json }) => doctor::check_config(&config()?, json),
        Command::Inspect(inspect) => inspect::run(inspect),
        Command::Query(Query::Check(check)) => query_command::check(&check),
        Command::Query(Query::Eval(eval)) => query_command::eval(&eval),
        Command::Query(Query::Add(add)) => {
            run_async(config()?, |config| query_command::add(config, add))
        }
        Command::Bench(Bench::Match(bench)) => bench_command::run(&bench),
        Command::Demo(demo) => run_async(config()?, |config| demo::run(config, demo)),
        Command::Serve(serve) => run_async(config()?, |config| serve::run(config, serve)),
        Command::Setup(setup) => run_async(config()?, |config| setup::run(config, setup)),
        Command::Replay(replay) => run_async(config()?, |config| replay::run(config, replay)),
        Command::Source(source) => {
            run_async(config()?, |config| source_command::run(config, source))
        }
        Command::Archive(archive) => {
            run_async(config()?, |config| archive_command::run(config, archive))
        }
        Command::Doctor(doctor) => run_async(config()?, |config| doctor::run(config, doctor)),
    }
}

/// Starts the log and the runtime for a command that needs them.
fn run_async<F, Fut>(config: Config, command: F) -> anyhow::Result<ExitCode>
where
    F: FnOnce(Config) -> Fut,
    Fut: Future<Output = anyhow::Result<ExitCode>>,
{
    telemetry::start(&config.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(command(config))
}

/// Data goes to standard output; a closed pipe is the reader's choice, not an error.
fn print(text: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
