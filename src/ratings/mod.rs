//! The values of the two judgments: bands of the plan and fixed words.

mod band;
mod choice;
mod effect;
mod progress;
mod self_rating;

pub(crate) use band::band_named;
pub use choice::{reported_progress, ticked};
pub use effect::{Effect, EffectBasis, MID_YEAR, OUTLOOK, PENDING, outlook_word};
pub use progress::{Progress, ProgressBasis};
pub use self_rating::rating;
