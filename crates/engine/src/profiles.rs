//! Names for authors whose posts carry only an id: asked for once their post matched, in batches.

use std::{sync::PoisonError, time::Duration};

use model::OrgId;
use networks::{Network, SourceConfig};
use store::{author, org, source};

use crate::{Engine, Error, Outcome, live::Change};

/// How often nameless authors are looked for.
const EVERY: Duration = Duration::from_secs(2);
/// A name that could not be had isn't asked for again before this.
const AGAIN_AFTER: Duration = Duration::from_secs(6 * 3_600);
/// Batches of one round, so that one network's backlog doesn't hold the others.
const BATCHES_MAX: usize = 4;

impl Engine {
    pub(crate) async fn keep_naming(self) -> Outcome {
        let stopping = self.stopping();
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Outcome::Done,
                () = tokio::time::sleep(EVERY) => {}
            }
            if let Err(error) = self.name_authors().await {
                tracing::warn!(%error, "authors could not be named: {error}");
            }
        }
    }

    /// One round over all organisations.
    pub(crate) async fn name_authors(&self) -> Result<(), Error> {
        // Lists are read first: a loop over an answer would keep a reading connection to its end.
        let orgs = org::list(&mut self.db.read().await?).await?;
        for org in orgs {
            let mut asked = Vec::new();
            let records = source::list(&mut self.db.read().await?, org.id).await?;
            for record in records {
                let is_running = self
                    .running
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .contains_key(&record.id);
                let Ok(config) = SourceConfig::from_json(&record.config) else {
                    continue;
                };
                if !is_running || asked.contains(&config.network()) {
                    continue;
                }
                let Ok(network) =
                    networks::connect(&config, &self.egress, self.seams.clock.clone())
                else {
                    continue;
                };
                asked.push(config.network());
                self.name_authors_of(org.id, network.as_ref()).await?;
            }
        }
        Ok(())
    }

    async fn name_authors_of(&self, org: OrgId, network: &dyn Network) -> Result<(), Error> {
        let Some(profiles) = network.profiles() else {
            return Ok(());
        };
        for _ in 0..BATCHES_MAX {
            let now = self.seams.now();
            let asked_before = now.checked_sub(AGAIN_AFTER).unwrap_or(now);
            let limit = u32::try_from(profiles.batch_max()).unwrap_or(1);
            let unnamed = author::unnamed(
                &mut self.db.read().await?,
                org,
                network.id(),
                asked_before,
                limit,
            )
            .await?;
            if unnamed.is_empty() {
                return Ok(());
            }
            let ids: Vec<Box<str>> = unnamed.iter().map(|it| it.id.clone()).collect();
            let named = match profiles.resolve(&ids).await {
                Ok(named) => named,
                Err(error) => {
                    tracing::warn!(network = %network.id(), %error, "names could not be asked for: {error}");
                    Vec::new()
                }
            };
            let found: Vec<author::Profile> = named
                .into_iter()
                .filter_map(|author| {
                    let asked = unnamed.iter().find(|it| it.id == author.id)?;
                    Some(author::Profile {
                        network: asked.network,
                        host: asked.host.clone(),
                        author,
                        updated_at: now,
                    })
                })
                .collect();
            let mut tx = self.db.write().await?;
            author::set_asked(&mut tx, org, &unnamed, now).await?;
            let n_named = author::refresh_many(&mut tx, org, &found).await?;
            tx.commit().await?;
            if n_named > 0 {
                self.hub.announce(Change::Named { org });
            }
        }
        Ok(())
    }
}
