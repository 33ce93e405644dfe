//! The archive (CAR, version 1) of blocks that comes with a commit or a repository.

use std::collections::HashMap;

use cid::Cid;
use model::DropReason;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// A commit carries its records and the few tree nodes above them; a large one has some thousands.
const BLOCKS_MAX: usize = 20_000;
/// The code of SHA-256 among multihashes: the only one the protocol uses.
const SHA2_256: u64 = 0x12;

/// Blocks by their CID, not yet held against it.
pub(super) struct Car<'a> {
    blocks: HashMap<Cid, &'a [u8]>,
}

#[derive(Deserialize)]
struct Header {
    version: u64,
}

impl<'a> Car<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, DropReason> {
        let mut rest = bytes;
        let header: Header = serde_ipld_dagcbor::from_slice(section(&mut rest)?)
            .map_err(|_| DropReason::Malformed)?;
        if header.version != 1 {
            return Err(DropReason::Unknown);
        }
        let mut blocks = HashMap::new();
        while !rest.is_empty() {
            if blocks.len() == BLOCKS_MAX {
                return Err(DropReason::TooLarge);
            }
            let mut block = section(&mut rest)?;
            let cid = Cid::read_bytes(&mut block).map_err(|_| DropReason::Malformed)?;
            blocks.insert(cid, block);
        }
        Ok(Self { blocks })
    }

    /// The block `cid` names, if it is there.
    ///
    /// # Errors
    /// When the bytes under that name are not those it stands for.
    pub(super) fn block(&self, cid: &Cid) -> Result<Option<&'a [u8]>, DropReason> {
        let Some(block) = self.blocks.get(cid).copied() else {
            return Ok(None);
        };
        let hash = cid.hash();
        if hash.code() == SHA2_256 && hash.digest() == Sha256::digest(block).as_slice() {
            Ok(Some(block))
        } else {
            Err(DropReason::Malformed)
        }
    }
}

/// Takes one stretch preceded by its length.
fn section<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], DropReason> {
    let len = usize::try_from(varint(rest)?).map_err(|_| DropReason::Malformed)?;
    let (section, after) = rest.split_at_checked(len).ok_or(DropReason::Malformed)?;
    *rest = after;
    Ok(section)
}

/// Takes an unsigned LEB128 number of at most 63 bits.
fn varint(rest: &mut &[u8]) -> Result<u64, DropReason> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (byte, after) = rest.split_first().ok_or(DropReason::Malformed)?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(DropReason::Malformed)
}
