//! One message of `subscribeRepos`: a DAG-CBOR header, then a body of the kind it announces.

use cid::Cid;
use jiff::Timestamp;
use model::DropReason;
use serde::Deserialize;

use super::{car::Car, json};
use crate::bluesky::{Heard, RecordKey, What};

/// The protocol's limit is 200 changes a commit.
const OPS_MAX: usize = 200;
/// The protocol's limit for one record.
const RECORD_BYTES_MAX: usize = 1024 * 1024;

/// The `op` of a header.
const OP_MESSAGE: i64 = 1;
const OP_ERROR: i64 = -1;

#[derive(Deserialize)]
struct Header<'a> {
    op: i64,
    #[serde(borrow)]
    t: Option<&'a str>,
}

/// A message decoded, its records not yet.
pub(super) struct Frame<'a> {
    pub(super) body: Body<'a>,
}

pub(super) enum Body<'a> {
    Commit(Commit<'a>),
    Identity(Identity<'a>),
    Account(Account<'a>),
    /// The state of a repository without its changes: concerns no post by itself.
    Sync(Sync<'a>),
    Info(Info<'a>),
    /// The host's last word.
    Error(ErrorBody<'a>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Commit<'a> {
    seq: i64,
    pub(super) repo: &'a str,
    #[serde(borrow)]
    ops: Vec<Op<'a>>,
    blocks: &'a [u8],
    #[serde(default)]
    pub(super) too_big: bool,
    #[serde(borrow)]
    time: Option<&'a str>,
    #[cfg(test)]
    pub(super) rev: &'a str,
}

#[derive(Deserialize)]
struct Op<'a> {
    action: &'a str,
    path: &'a str,
    cid: Option<Cid>,
}

#[derive(Deserialize)]
pub(super) struct Identity<'a> {
    pub(super) seq: i64,
    pub(super) did: &'a str,
    #[serde(borrow)]
    pub(super) handle: Option<&'a str>,
    #[serde(borrow)]
    pub(super) time: Option<&'a str>,
}

#[derive(Deserialize)]
pub(super) struct Account<'a> {
    pub(super) seq: i64,
    pub(super) did: &'a str,
    pub(super) active: bool,
    #[serde(borrow)]
    pub(super) time: Option<&'a str>,
    #[cfg(test)]
    #[serde(borrow)]
    pub(super) status: Option<&'a str>,
}

#[derive(Deserialize)]
pub(super) struct Sync<'a> {
    seq: i64,
    #[serde(borrow)]
    time: Option<&'a str>,
}

#[derive(Deserialize)]
pub(super) struct Info<'a> {
    pub(super) name: &'a str,
}

#[derive(Deserialize)]
pub(super) struct ErrorBody<'a> {
    pub(super) error: &'a str,
    #[serde(borrow)]
    pub(super) message: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// Reads a message; bytes after the body make it malformed.
    pub(super) fn decode(bytes: &'a [u8]) -> Result<Self, DropReason> {
        let mut de = serde_ipld_dagcbor::de::Deserializer::from_slice(bytes);
        let malformed = |_| DropReason::Malformed;
        let header = Header::deserialize(&mut de).map_err(malformed)?;
        let body = match (header.op, header.t) {
            (OP_MESSAGE, Some("#commit")) => Commit::deserialize(&mut de).map(Body::Commit),
            (OP_MESSAGE, Some("#identity")) => Identity::deserialize(&mut de).map(Body::Identity),
            (OP_MESSAGE, Some("#account")) => Account::deserialize(&mut de).map(Body::Account),
            (OP_MESSAGE, Some("#sync")) => Sync::deserialize(&mut de).map(Body::Sync),
            (OP_MESSAGE, Some("#info")) => Info::deserialize(&mut de).map(Body::Info),
            (OP_ERROR, _) => ErrorBody::deserialize(&mut de).map(Body::Error),
            _ => return Err(DropReason::Unknown),
        }
        .map_err(malformed)?;
        de.end().map_err(malformed)?;
        Ok(Self { body })
    }

    pub(super) fn seq(&self) -> Option<i64> {
        match &self.body {
            Body::Commit(it) => Some(it.seq),
            Body::Identity(it) => Some(it.seq),
            Body::Account(it) => Some(it.seq),
            Body::Sync(it) => Some(it.seq),
            Body::Info(_) | Body::Error(_) => None,
        }
    }

    /// When the host told it.
    pub(super) fn at(&self) -> Option<Timestamp> {
        match &self.body {
            Body::Commit(it) => it.time,
            Body::Identity(it) => it.time,
            Body::Account(it) => it.time,
            Body::Sync(it) => it.time,
            Body::Info(_) | Body::Error(_) => None,
        }?
        .parse()
        .ok()
    }
}

/// One record made, replaced or deleted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change<'a> {
    pub(super) action: &'a str,
    pub(super) key: RecordKey<'a>,
    /// The version and the record as JSON, unless it is gone.
    pub(super) put: Option<(String, String)>,
}

impl Change<'_> {
    pub(super) fn heard<'a>(&'a self, did: &'a str) -> Heard<'a> {
        let what = match &self.put {
            Some((cid, record)) => What::Put {
                replaced: self.action == "update",
                key: self.key,
                cid,
                record,
            },
            None => What::Delete { key: self.key },
        };
        Heard { did, what }
    }
}

impl<'a> Commit<'a> {
    /// The changes in the collections wanted, in order; each that cannot be read says why.
    pub(super) fn changes(
        &self,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Vec<Result<Change<'a>, DropReason>> {
        if self.ops.len() > OPS_MAX {
            return vec![Err(DropReason::TooLarge)];
        }
        let mut car = None;
        let mut changes = Vec::new();
        for op in &self.ops {
            let Some((collection, rkey)) = op.path.split_once('/') else {
                changes.push(Err(DropReason::Malformed));
                continue;
            };
            if is_wanted(collection) {
                let key = RecordKey { collection, rkey };
                let car = car.get_or_insert_with(|| Car::parse(self.blocks));
                changes.push(op.change(key, car.as_ref()));
            }
        }
        changes
    }
}

impl<'a> Op<'a> {
    fn change(
        &self,
        key: RecordKey<'a>,
        car: Result<&Car<'a>, &DropReason>,
    ) -> Result<Change<'a>, DropReason> {
        let put = match self.action {
            "create" | "update" => {
                let cid = self.cid.ok_or(DropReason::Malformed)?;
                let car = car.map_err(|it| *it)?;
                let block = car.block(&cid)?.ok_or(DropReason::Incomplete)?;
                if block.len() > RECORD_BYTES_MAX {
                    return Err(DropReason::TooLarge);
                }
                Some((cid.to_string(), json::from_dag_cbor(block)?))
            }
            "delete" => None,
            _ => return Err(DropReason::Unknown),
        };
        Ok(Change {
            action: self.action,
            key,
            put,
        })
    }
}

impl<'a> Identity<'a> {
    pub(super) fn heard(&self) -> Heard<'a> {
        let handle = self.handle;
        Heard {
            did: self.did,
            what: What::Identity { handle },
        }
    }
}

impl<'a> Account<'a> {
    pub(super) fn heard(&self) -> Heard<'a> {
        let active = self.active;
        Heard {
            did: self.did,
            what: What::Account { active },
        }
    }
}
