//! Reads workbooks from untrusted sources: bytes in, [`Grid`]s out, within [`Limits`].
//!
//! [`identify`] tells what a file is from its bytes, never from its name. [`open`] reads an .xlsx, .xlsm, .xlsb, .xls or .ods
//! into one grid per sheet: the text each cell shows, struck-through runs, hidden rows and columns, merged ranges, notes,
//! comments and text boxes. A file that cannot or must not be read gives a [`Refusal`] with its reason in Japanese.
//!
//! Some broken files make a parser hang or exhaust memory before it returns. Call [`open`] in a process of its own that has a
//! memory limit and a deadline.

mod characters;
mod compound;
mod grid;
mod guard;
mod limits;
mod open;
mod refusal;
mod sniff;

pub use characters::is_dash;
pub use grid::{Cell, CellKind, Grid, GridRemark, Merge, Pos, RemarkKind, column_letters};
pub use guard::check_size;
pub use limits::Limits;
pub use open::{Book, open};
pub use refusal::Refusal;
pub use sniff::{Format, Identity, identify};
