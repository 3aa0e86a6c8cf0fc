//! Fiscal years, months, days and eras, as Japanese offices write them.

mod date;
mod era;
mod fiscal_year;
mod month;
mod scan;
mod stated;
#[cfg(test)]
mod tests;

pub use date::Date;
pub use era::Era;
pub use fiscal_year::FiscalYear;
pub use month::Month;
