//! Cases of other query languages' public suites where ours means the same, rewritten in our
//! notation, and the ones where it must differ and say so.
