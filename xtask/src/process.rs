//! Starting other programs, and ending them whatever happens.
//!
//! Every wait looks at a deadline and at Ctrl-C. On Linux this process also adopts the orphans of its
//! children, so [`sweep`] can find and end everything that was ever started, whoever started it.

mod descendants;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Read, Write as _},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

/// How often a wait looks at Ctrl-C.
const BEAT: Duration = Duration::from_millis(50);
/// For programs that answer at once, such as `rustc -vV`.
const CAPTURE_LIMIT: Duration = Duration::from_secs(120);

/// A new command. The one place that may name programs to start.
#[expect(
    clippy::disallowed_methods,
    reason = "starting programs is what this crate is for"
)]
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    Command::new(program)
}

/// The cargo that started us, or the one on the path.
pub(crate) fn cargo() -> Command {
    command(variable("CARGO").unwrap_or_else(|| "cargo".to_owned()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this program is configured by its environment"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "this program reads its own arguments"
)]
pub(crate) fn arguments() -> Vec<String> {
    std::env::args().skip(1).collect()
}

/// Writes a line for the person who looks on. Output that nobody reads any more is no error.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Writes a line about something that went wrong.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Whether a person, or the system, asked us to stop.
pub(crate) fn is_interrupted() -> bool {
    INTERRUPTED
        .get()
        .is_some_and(|it| it.load(Ordering::Relaxed))
}

/// Blocks until Ctrl-C.
pub(crate) fn wait_for_interrupt() {
    while !is_interrupted() {
        pause(BEAT);
    }
}

/// Lets `time` pass; waits here are always inside a loop that looks at a state and a deadline.
fn pause(time: Duration) {
    std::thread::park_timeout(time);
}

/// While it lives, signals only raise a flag; its end is the end of every descendant.
pub(crate) struct Guard;

impl Guard {
    pub(crate) fn new() -> Result<Self> {
        let flag = INTERRUPTED.get_or_init(Arc::default);
        for signal in [
            signal_hook::consts::SIGINT,
            signal_hook::consts::SIGTERM,
            signal_hook::consts::SIGHUP,
        ] {
            signal_hook::flag::register(signal, Arc::clone(flag))
                .context("listening to signals")?;
        }
        descendants::adopt();
        Ok(Self)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        sweep();
    }
}

/// Ends what is still running below us, and names it. Empty when everyone had gone by then.
pub(crate) fn sweep() -> Vec<String> {
    descendants::end_all()
}

/// Which stream a line came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Out,
    Err,
}

enum Happening {
    Line(Stream, String),
    Closed,
    Exit(std::io::Result<ExitStatus>),
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Success,
    /// What the system says of it, such as `exit status: 101` or `signal: 6 (SIGABRT)`.
    Failure(String),
    TimedOut(Duration),
    Interrupted,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Success => write!(f, "success"),
            Self::Failure(status) => write!(f, "{status}"),
            Self::TimedOut(limit) => write!(f, "still running after {} s, ended", limit.as_secs()),
            Self::Interrupted => write!(f, "interrupted"),
        }
    }
}

/// A program under way, its output arriving line by line.
pub(crate) struct Running {
    pid: Pid,
    happenings: Receiver<Happening>,
    is_over: bool,
    streams_open: u8,
}

impl Running {
    /// Starts `command` with nothing on its standard input.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .spawn()
            .with_context(|| format!("starting `{program}`"))?;
        let pid = Pid::from_child(&child);
        let (sender, happenings) = mpsc::channel();
        let out = child.stdout.take().expect("asked for a pipe above");
        let err = child.stderr.take().expect("asked for a pipe above");
        read_lines(out, Stream::Out, sender.clone());
        read_lines(err, Stream::Err, sender.clone());
        wait_for(child, sender);
        Ok(Self {
            pid,
            happenings,
            is_over: false,
            streams_open: 2,
        })
    }

    /// The next line, or how it ended. After the end the same end may not be asked again.
    fn next(&mut self, deadline: Instant) -> Option<Happening> {
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.happenings.recv_timeout(left.min(BEAT)) {
                Ok(happening) => return Some(happening),
                Err(RecvTimeoutError::Timeout) if is_interrupted() || left.is_zero() => {
                    return None;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Reads lines until `wanted` answers, the program ends, or `limit` passes.
    pub(crate) fn wait_for<T>(
        &mut self,
        limit: Duration,
        mut wanted: impl FnMut(&str) -> Option<T>,
    ) -> Result<T> {
        let deadline = Instant::now() + limit;
        let mut heard = String::new();
        while let Some(happening) = self.next(deadline) {
            match happening {
                Happening::Line(_, line) => {
                    if let Some(found) = wanted(&line) {
                        return Ok(found);
                    }
                    heard += &line;
                    heard.push('\n');
                }
                Happening::Closed => self.streams_open = self.streams_open.saturating_sub(1),
                Happening::Exit(_) => {
                    self.is_over = true;
                    bail!("it ended before it was ready\n{}", heard.trim_end());
                }
            }
        }
        if is_interrupted() {
            bail!("interrupted");
        }
        bail!(
            "it was not ready after {} s\n{}",
            limit.as_secs(),
            heard.trim_end()
        )
    }

    /// Follows the program to its end, handing over each line; ends it past `limit` or on Ctrl-C.
    pub(crate) fn follow(
        mut self,
        limit: Duration,
        mut on_line: impl FnMut(Stream, &str),
    ) -> Result<End> {
        let deadline = Instant::now() + limit;
        let mut end = None;
        while end.is_none() || self.streams_open > 0 {
            // A grandchild may hold the pipes open long after the program itself ended.
            let patience = if end.is_some() {
                Instant::now() + BEAT * 4
            } else {
                deadline
            };
            match self.next(patience) {
                Some(Happening::Line(stream, line)) => on_line(stream, &line),
                Some(Happening::Closed) => self.streams_open = self.streams_open.saturating_sub(1),
                Some(Happening::Exit(status)) => {
                    self.is_over = true;
                    end = Some(end_of(status.context("waiting for a program")?));
                }
                None if end.is_some() => break,
                None => {
                    self.stop(Signal::TERM, BEAT * 40);
                    return Ok(if is_interrupted() {
                        End::Interrupted
                    } else {
                        End::TimedOut(limit)
                    });
                }
            }
        }
        Ok(end.unwrap_or(End::Interrupted))
    }

    /// Has the lines to come written to the file `path` instead of being waited for.
    pub(crate) fn log_to(mut self, path: &Path) -> Result<Self> {
        let parent = path.parent().context("a log has a folder")?;
        std::fs::create_dir_all(parent)
            .with_context(|| format!("creating `{}`", parent.display()))?;
        let mut file =
            File::create(path).with_context(|| format!("creating `{}`", path.display()))?;
        let (sender, happenings) = mpsc::channel();
        let lines = std::mem::replace(&mut self.happenings, happenings);
        std::thread::spawn(move || {
            for happening in lines {
                match happening {
                    // A full disk loses the log, not the run.
                    Happening::Line(_, line) => drop(writeln!(file, "{line}")),
                    other => drop(sender.send(other)),
                }
            }
        });
        Ok(self)
    }

    /// Whether the program is over, without waiting.
    pub(crate) fn has_ended(&mut self) -> bool {
        while let Ok(happening) = self.happenings.try_recv() {
            self.is_over |= matches!(happening, Happening::Exit(_));
        }
        self.is_over
    }

    /// Asks the program to end by `signal`, and insists after `patience`.
    pub(crate) fn stop(&mut self, signal: Signal, patience: Duration) {
        for (signal, patience) in [(signal, patience), (Signal::KILL, BEAT * 40)] {
            if self.is_over {
                return;
            }
            // It may have ended by itself in between: then there is nothing to signal.
            let _ = kill_process(self.pid, signal);
            let deadline = Instant::now() + patience;
            while !self.is_over {
                match self
                    .happenings
                    .recv_timeout(deadline.saturating_duration_since(Instant::now()))
                {
                    Ok(Happening::Exit(_)) | Err(RecvTimeoutError::Disconnected) => {
                        self.is_over = true;
                    }
                    Ok(Happening::Line(..) | Happening::Closed) => {}
                    Err(RecvTimeoutError::Timeout) => break,
                }
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop(Signal::TERM, BEAT * 40);
    }
}

fn end_of(status: ExitStatus) -> End {
    if status.success() {
        End::Success
    } else {
        End::Failure(status.to_string())
    }
}

fn read_lines(pipe: impl Read + Send + 'static, stream: Stream, sender: Sender<Happening>) {
    std::thread::spawn(move || {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        while matches!(reader.read_until(b'\n', &mut line), Ok(n) if n > 0) {
            let text = String::from_utf8_lossy(&line);
            if sender
                .send(Happening::Line(
                    stream,
                    text.trim_end_matches(['\n', '\r']).to_owned(),
                ))
                .is_err()
            {
                break;
            }
            line.clear();
        }
        let _ = sender.send(Happening::Closed);
    });
}

fn wait_for(mut child: Child, sender: Sender<Happening>) {
    std::thread::spawn(move || {
        let _ = sender.send(Happening::Exit(child.wait()));
    });
}

/// Runs to the end and gives back everything it said, in order of arrival.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<(End, String)> {
    let mut said = String::new();
    let end = Running::start(command)?.follow(limit, |_, line| {
        said += line;
        said.push('\n');
    })?;
    Ok((end, said))
}

/// Runs to the end; anything but success is an error that shows what the program said.
pub(crate) fn run_well(command: &mut Command, limit: Duration) -> Result<()> {
    let (end, said) = run(command, limit)?;
    if end != End::Success {
        bail!("`{}`: {end}\n{}", line_of(command), said.trim_end());
    }
    Ok(())
}

/// The standard output of a quick program that must succeed.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let (mut out, mut err) = (String::new(), String::new());
    let end = Running::start(command)?.follow(CAPTURE_LIMIT, |stream, line| {
        let text = if stream == Stream::Out {
            &mut out
        } else {
            &mut err
        };
        text.push_str(line);
        text.push('\n');
    })?;
    if end != End::Success {
        bail!("`{}`: {end}\n{}", line_of(command), err.trim_end());
    }
    Ok(out)
}

/// The command as a person would type it, to be shown.
pub(crate) fn line_of(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|it| it.to_string_lossy()));
    words.join(" ")
}

/// Where `program` is on the path.
pub(crate) fn which(program: &str) -> Option<std::path::PathBuf> {
    let path = variable("PATH")?;
    std::env::split_paths(&path)
        .map(|it| it.join(program))
        .find(|it| it.is_file())
}
