//! Who asks: what a use case needs to know of a person to decide what they may do.

use model::{MemberId, OrgId, Role};

use crate::Error;

/// Who asks. Every use case takes one; what it may see is decided here and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub org: OrgId,
    pub member: MemberId,
    pub role: Role,
}

impl Actor {
    /// Refuses below `needed`.
    pub fn require(&self, needed: Role) -> Result<(), Error> {
        if self.role >= needed {
            Ok(())
        } else {
            Err(Error::Forbidden { needed })
        }
    }
}
