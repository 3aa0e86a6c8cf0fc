//! A failure to serialise.

use crate::failure::Failure;

pub(super) fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::Record(error.to_string())
}
