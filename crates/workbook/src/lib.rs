//! Reads workbooks from untrusted sources: bytes in, [`Grid`]s out, within [`Limits`].
//!
//! [`identify`](fn@identify) recognises a file by its bytes, never by its name. [`open`](fn@open) reads an
//! .xlsx, .xlsm, .xlsb, .xls or .ods into one grid per sheet: the text that each cell shows, struck-through
//! runs, hidden rows and columns, merged ranges, notes, comments, text boxes and drawings. A file that cannot
//! or must not be read gives a [`Refusal`] with its reason in Japanese.
//!
//! [`edit`](mod@edit) changes cells of an .xlsx and leaves everything else in it as it is.
//!
//! Some broken files make a parser hang or exhaust memory before it returns. Call [`open`] in a process of
//! its own that has a memory limit and a deadline.

mod archive;
mod characters;
mod compound;
mod decrypt;
pub mod edit;
mod grid;
mod identify;
mod limits;
mod open;
mod refusal;

pub use archive::check_size;
pub use characters::is_dash;
pub use grid::{
    Cell, CellKind, Drawing, DrawingKind, Grid, GridRemark, Merge, Pos, RemarkKind, column_letters,
};
pub use identify::{Format, Identity, identify};
pub use limits::Limits;
pub use open::{Book, open};
pub use refusal::Refusal;
