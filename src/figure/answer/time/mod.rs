//! Times beside a number: `3月末`, `R5.3.31現在`, `前年度`, `上半期`, `11か月分`, `R4.4～R5.2`.

mod find;
mod model;
mod single;

pub(super) use find::{bare_year, times};
pub(super) use model::{Found, Time, When, Written};
pub(super) use single::adds_up;
