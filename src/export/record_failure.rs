//! The failure to serialise a record.

use crate::failure::Failure;

pub(super) fn record_failure(error: impl std::fmt::Display) -> Failure {
    Failure::Record(error.to_string())
}
