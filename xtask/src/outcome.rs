//! What came out of a run: suites, their failures, and the summary a person reads.

#[cfg(test)]
mod tests;

use std::{fmt::Write as _, time::Duration};

/// Lines of a failure's output that are shown; the rest is in its log.
const FAILURE_LINES_MAX: usize = 120;
/// Distinct notes that are listed under a suite.
const NOTES_MAX: usize = 8;

/// The result of one test program, one check, or one group of journeys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Suite {
    pub(crate) name: String,
    pub(crate) passed: usize,
    pub(crate) skipped: usize,
    pub(crate) failures: Vec<Failure>,
    /// What was skipped or thinned, and why, each once.
    pub(crate) notes: Vec<String>,
    pub(crate) time: Duration,
}

/// One thing that went wrong, with what there is to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) name: String,
    pub(crate) output: String,
}

impl Suite {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// A suite of one check that passed or failed as a whole.
    pub(crate) fn single(name: &str, time: Duration, failure: Option<String>) -> Self {
        let mut suite = Self {
            time,
            ..Self::new(name)
        };
        match failure {
            Some(output) => suite.fail(name, output),
            None => suite.passed = 1,
        }
        suite
    }

    pub(crate) fn fail(&mut self, name: impl Into<String>, output: impl Into<String>) {
        self.failures.push(Failure {
            name: name.into(),
            output: output.into(),
        });
    }

    pub(crate) fn note(&mut self, note: &str) {
        if !self.notes.iter().any(|it| it == note) {
            self.notes.push(note.to_owned());
        }
    }

    /// One line for the one who waits, without the time.
    pub(crate) fn line(&self) -> String {
        let verdict = if self.failures.is_empty() {
            "ok"
        } else {
            "FAILED"
        };
        let mut line = format!("{:<24} {verdict:<6} {:>5} passed", self.name, self.passed);
        if !self.failures.is_empty() {
            let _ = write!(line, ", {} failed", self.failures.len());
        }
        if self.skipped > 0 {
            let _ = write!(line, ", {} skipped", self.skipped);
        }
        let _ = write!(line, "  {:.1} s", self.time.as_secs_f64());
        line
    }
}

/// All suites of a run, in the order they ran.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) suites: Vec<Suite>,
}

impl Report {
    pub(crate) fn is_good(&self) -> bool {
        self.suites.iter().all(|it| it.failures.is_empty())
    }

    /// The failures with their output, then one line a suite, then the closing line.
    ///
    /// The closing line stands alone so that a machine can find it: `N passed, N failed, N skipped`.
    pub(crate) fn summary(&self, took: Duration) -> String {
        let mut out = String::new();
        for suite in &self.suites {
            for failure in &suite.failures {
                let _ = writeln!(out, "\n--- {}: {}", suite.name, failure.name);
                out += &shorten(&failure.output);
            }
        }
        out += "\n";
        for suite in &self.suites {
            let _ = writeln!(out, "{}", suite.line());
            for note in suite.notes.iter().take(NOTES_MAX) {
                let _ = writeln!(out, "{:<24} {note}", "");
            }
        }
        let minutes = took.as_secs() / 60;
        let _ = writeln!(out, "\ntook {minutes} min {} s", took.as_secs() % 60);
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for suite in &self.suites {
            passed += suite.passed;
            failed += suite.failures.len();
            skipped += suite.skipped;
        }
        let _ = write!(out, "{passed} passed, {failed} failed, {skipped} skipped");
        out
    }
}

/// Keeps both ends of a long output: the first lines say what, the last say how it ended.
fn shorten(text: &str) -> String {
    let lines: Vec<_> = text.trim_end().lines().collect();
    let mut out = String::new();
    if lines.len() <= FAILURE_LINES_MAX {
        for line in lines {
            let _ = writeln!(out, "    {line}");
        }
        return out;
    }
    let half = FAILURE_LINES_MAX / 2;
    for line in &lines[..half] {
        let _ = writeln!(out, "    {line}");
    }
    let _ = writeln!(out, "    … {} lines left out …", lines.len() - 2 * half);
    for line in &lines[lines.len() - half..] {
        let _ = writeln!(out, "    {line}");
    }
    out
}
