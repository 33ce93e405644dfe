//! What a search found, as a file: written in the background, page by page, for whoever asked.
//!
//! Files hold what strangers wrote: they stay a day at most and go when the process starts.

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use model::{MemberId, OrgId, PostId, Role, Untrusted};
use query::Expr;
use store::post::{self, Stored};
use tokio::io::AsyncWriteExt as _;
use tokio_util::sync::CancellationToken;

use super::{
    Asked, ExportFormat, ExportId, ExportState, ExportView, SearchAsk, SearchTrouble, Unanswered,
    chosen, keys,
};
use crate::{Actor, Engine, Error, Outcome};
use archive::From;

/// Posts read and written at once.
const PAGE: usize = 500;
/// Posts of one file: what spreadsheets open.
const POSTS_MAX: u64 = 1_000_000;
/// Files being written for one organisation.
const RUNNING_MAX: usize = 3;
/// How long a file can be fetched.
const KEPT: Duration = Duration::from_secs(24 * 3_600);
/// Nobody waits before the page: a part may take longer than an answer.
const PATIENCE: Duration = Duration::from_secs(60);

const HEAD: [&str; 12] = [
    "id",
    "at",
    "network",
    "author",
    "name",
    "lang",
    "text",
    "url",
    "replies",
    "reposts",
    "likes",
    "followers",
];

/// Every export since the start.
#[derive(Default)]
pub(crate) struct Exports(Mutex<Known>);

#[derive(Default)]
struct Known {
    last: ExportId,
    jobs: BTreeMap<ExportId, Job>,
}

#[derive(Clone)]
struct Job {
    org: OrgId,
    member: MemberId,
    view: ExportView,
    path: PathBuf,
    stop: CancellationToken,
}

impl Exports {
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, id: ExportId, change: impl FnOnce(&mut ExportView)) {
        if let Some(job) = self.lock().jobs.get_mut(&id) {
            change(&mut job.view);
        }
    }

    fn of(&self, actor: &Actor, id: ExportId) -> Option<Job> {
        let job = self.lock().jobs.get(&id).cloned();
        job.filter(|it| it.org == actor.org && it.member == actor.member)
    }
}

impl Engine {
    /// Begins to write what a search finds to a file, all pages of it.
    pub async fn export_start(
        &self,
        actor: &Actor,
        ask: &SearchAsk,
        format: ExportFormat,
    ) -> Result<ExportId, Error> {
        actor.require(Role::Viewer)?;
        let (parsed, opened) = self.read_search(actor.org, &ask.text);
        let expr = opened.ok_or(Error::Query(parsed.diagnostics))?;
        let folder = self.export_folder().ok_or(Error::NotFound)?;
        self.forget_old_exports().await;
        let now = self.seams.now();
        let stop = self.stopping().child_token();
        let id = {
            let mut known = self.exports.lock();
            let is_running =
                |it: &&Job| it.org == actor.org && it.view.state == ExportState::Running;
            if known.jobs.values().filter(is_running).count() >= RUNNING_MAX {
                return Err(Error::TooMany(RUNNING_MAX as u64));
            }
            known.last += 1;
            let id = known.last;
            let extension = match format {
                ExportFormat::Csv => "csv",
                ExportFormat::JsonLines => "jsonl",
            };
            let job = Job {
                org: actor.org,
                member: actor.member,
                path: folder.join(format!("{id}.{extension}")),
                stop: stop.clone(),
                view: ExportView {
                    id,
                    text: ask.text.clone(),
                    format,
                    started_at: now,
                    done: 0,
                    of: 0,
                    state: ExportState::Running,
                },
            };
            known.jobs.insert(id, job);
            id
        };
        let (engine, ask, expr) = (self.clone(), Arc::new(ask.clone()), Arc::new(expr));
        self.supervisor.supervise("export", stop, move || {
            let (engine, ask, expr) = (engine.clone(), ask.clone(), expr.clone());
            async move {
                engine.export(id, &ask, &expr).await;
                Outcome::Done
            }
        });
        Ok(id)
    }

    /// The exports of the person who asks, the newest first.
    pub async fn exports(&self, actor: &Actor) -> Result<Vec<ExportView>, Error> {
        actor.require(Role::Viewer)?;
        self.forget_old_exports().await;
        let known = self.exports.lock();
        let own = known.jobs.values().rev();
        let own = own.filter(|it| it.org == actor.org && it.member == actor.member);
        Ok(own.map(|it| it.view.clone()).collect())
    }

    /// Stops an export and removes what it wrote.
    pub async fn export_cancel(&self, actor: &Actor, id: ExportId) -> Result<(), Error> {
        actor.require(Role::Viewer)?;
        let job = self.exports.of(actor, id).ok_or(Error::NotFound)?;
        self.exports
            .change(id, |it| it.state = ExportState::Cancelled);
        job.stop.cancel();
        // While it is being written its writer removes it.
        let _ = tokio::fs::remove_file(&job.path).await;
        Ok(())
    }

    /// Where the file of a finished export is, and what it is called.
    pub async fn export_file(
        &self,
        actor: &Actor,
        id: ExportId,
    ) -> Result<(PathBuf, String), Error> {
        actor.require(Role::Viewer)?;
        let job = self.exports.of(actor, id).ok_or(Error::NotFound)?;
        if job.view.state != ExportState::Ready {
            return Err(Error::NotFound);
        }
        let day = job.view.started_at.strftime("%Y-%m-%d");
        let extension = job.path.extension().and_then(|it| it.to_str());
        let name = format!("vigie-{day}-{id}.{}", extension.unwrap_or_default());
        Ok((job.path, name))
    }

    fn export_folder(&self) -> Option<PathBuf> {
        let archive = self.settings.archive.folder.as_ref()?;
        Some(archive.join("exports"))
    }

    /// Removes what an earlier process wrote: nobody can ask for it any more.
    pub(crate) async fn forget_exports(&self) {
        if let Some(folder) = self.export_folder() {
            // Most of the time there is none.
            let _ = tokio::fs::remove_dir_all(folder).await;
        }
    }

    async fn forget_old_exports(&self) {
        let now = self.seams.now();
        let is_old = |it: &Job| {
            let until = it.view.started_at.checked_add(KEPT);
            it.view.state != ExportState::Running && until.is_ok_and(|it| it < now)
        };
        let old: Vec<PathBuf> = {
            let mut known = self.exports.lock();
            let old = known.jobs.extract_if(.., |_, it| is_old(it));
            old.map(|(_, it)| it.path).collect()
        };
        for path in old {
            let _ = tokio::fs::remove_file(path).await;
        }
    }

    async fn export(&self, id: ExportId, ask: &SearchAsk, expr: &Arc<Expr>) {
        let job = self.exports.lock().jobs.get(&id).cloned();
        let Some(job) = job else { return };
        let written = tokio::select! {
            written = self.write_export(&job, ask, expr) => written,
            () = job.stop.cancelled() => Ok(()),
        };
        let is_cancelled = job.stop.is_cancelled();
        if is_cancelled || written.is_err() {
            let _ = tokio::fs::remove_file(&job.path).await;
        }
        if let Err(error) = &written {
            tracing::warn!(export.id = id, %error, "the export {id} failed: {error}");
        }
        self.exports.change(id, |it| {
            it.state = match written {
                _ if is_cancelled => ExportState::Cancelled,
                Ok(()) => ExportState::Ready,
                Err(_) => ExportState::Failed,
            };
        });
    }

    async fn write_export(
        &self,
        job: &Job,
        ask: &SearchAsk,
        expr: &Arc<Expr>,
    ) -> Result<(), ExportError> {
        if let Some(folder) = job.path.parent() {
            tokio::fs::create_dir_all(folder).await?;
        }
        let file = tokio::fs::File::create(&job.path).await?;
        let mut file = tokio::io::BufWriter::new(file);
        let mut text = String::new();
        if job.view.format == ExportFormat::Csv {
            text.push(report::CSV_MARK);
            report::csv_record(&mut text, HEAD);
        }
        let (mut from, mut done) = (From::First, 0_u64);
        loop {
            let question = self.question(job.org, PATIENCE)?;
            let asked = Asked {
                expr: expr.clone(),
                chosen: chosen(&ask.chosen),
                from,
                wanted: PAGE,
                ..Asked::count((**expr).clone(), ask.since, ask.until)
            };
            let answer = self.ask(&question, asked).await?;
            let ids = keys(&answer.page);
            for stored in self.stored(job.org, &ids).await? {
                match job.view.format {
                    ExportFormat::Csv => record(&mut text, &stored),
                    ExportFormat::JsonLines => line(&mut text, &stored),
                }
            }
            file.write_all(text.as_bytes()).await?;
            text.clear();
            done += ids.len() as u64;
            let of = answer.count.min(POSTS_MAX);
            self.exports
                .change(job.view.id, |it| (it.done, it.of) = (done, of));
            match answer.page.last() {
                Some(last) if answer.has_more && done < POSTS_MAX => from = From::Before(*last),
                _ => break,
            }
        }
        file.flush().await?;
        Ok(())
    }

    /// Posts in the order of their ids in `ids`; those deleted since are missing.
    async fn stored(&self, org: OrgId, ids: &[PostId]) -> Result<Vec<Stored>, Error> {
        let posts = post::get(&mut self.db.read().await?, org, ids).await?;
        let mut by_id: BTreeMap<PostId, Stored> = posts.into_iter().map(|it| (it.id, it)).collect();
        Ok(ids.iter().filter_map(|it| by_id.remove(it)).collect())
    }
}

#[derive(Debug, thiserror::Error)]
enum ExportError {
    #[error("the file could not be written")]
    File(#[from] io::Error),
    #[error("the archive does not answer now: {0:?}")]
    Trouble(SearchTrouble),
    #[error(transparent)]
    Engine(#[from] Error),
}

impl std::convert::From<Unanswered> for ExportError {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::Trouble(trouble) => Self::Trouble(trouble),
            Unanswered::Failed(error) => Self::Engine(error),
        }
    }
}

fn at(at: Timestamp) -> String {
    at.to_string()
}

fn record(text: &mut String, stored: &Stored) {
    let post = &stored.post;
    let figure = |it: Option<u64>| it.map_or_else(String::new, |it| it.to_string());
    let lang = stored.lang.map(|it| it.to_string()).unwrap_or_default();
    let cells: [&str; HEAD.len()] = [
        &post.at.id,
        &at(post.created_at),
        post.at.network.slug(),
        post.author.handle.as_raw(),
        post.author.name.as_raw(),
        &lang,
        post.text.as_raw(),
        post.url.as_deref().unwrap_or_default(),
        &figure(post.counts.replies),
        &figure(post.counts.reposts),
        &figure(post.counts.likes),
        &figure(post.author.followers),
    ];
    report::csv_record(text, cells);
}

fn line(text: &mut String, stored: &Stored) {
    let post = &stored.post;
    let line = serde_json::json!({
        "id": post.at.id, "at": at(post.created_at), "network": post.at.network.slug(),
        "author": post.author.handle.as_raw(), "name": post.author.name.as_raw(),
        "lang": stored.lang.map(|it| it.to_string()),
        "title": post.title.as_ref().map(Untrusted::as_raw), "text": post.text.as_raw(), "url": post.url,
        "replies": post.counts.replies, "reposts": post.counts.reposts, "likes": post.counts.likes,
        "followers": post.author.followers,
    });
    text.push_str(&line.to_string());
    text.push('\n');
}

#[cfg(test)]
mod tests;
